"""Uploads to pages: only of who is known, on disk alone, limited, and gone with the page."""

import gc
import json
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_random_hex_string,
    generate_xsrf_token_string,
)

from api import dropped, page_uploads, transfers
from api.app import app
from api.dropped import MAX_PER_SESSION, DroppedFile, Owner
from api.identity import WorkspaceCookie
from api.page_route import PageUploads
from jobs import Busy, Visitor
from jobs.previews import client
from models import User, reservations
from pipeline.options import Options
from services.settings import settings

MB = 1024 * 1024
SESSION = "a-session"
SECRET = "a secret of Streamlit's"


class Runtime:
    def __init__(self):
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")

        self.told = []
        self._session_mgr = self

    def get_active_session_info(self, session_id):
        session = SimpleNamespace(request_rerun=self.told.append, _client_state=session_id)
        return SimpleNamespace(session=session)

    def is_active_session(self, session_id):
        return session_id.startswith(SESSION)


@pytest.fixture
def store(monkeypatch, tmp_path):
    """Streamlit's store, with one session; temporary files in a folder of the test's."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    runtime = Runtime()
    monkeypatch.setattr(page_uploads.runtime, "exists", lambda: True)
    monkeypatch.setattr(page_uploads.runtime, "get_instance", lambda: runtime)
    yield runtime.uploaded_file_mgr
    runtime.uploaded_file_mgr.file_storage.clear()
    gc.collect()


@pytest.fixture
def limit(monkeypatch):
    def set_limits(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, str(value))
        settings.cache_clear()

    yield set_limits
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def page(backend, store):
    """A browser that has opened the page."""

    async def html(_request):
        return HTMLResponse("<html></html>")

    served = Starlette(
        routes=[Mount("/api", app), Route("/{path:path}", html)],
        middleware=[Middleware(PageUploads), Middleware(WorkspaceCookie)],
    )
    with TestClient(served, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        client.get("/")
        client.cookies.set("_streamlit_xsrf", generate_xsrf_token_string())
        client.headers["X-Xsrftoken"] = client.cookies["_streamlit_xsrf"]
        yield client


def drop(page, content=b"a,b\n1,2\n", name="my sales.csv", session=SESSION, file_id="f1", **options):
    return page.put(f"/_stcore/upload_file/{session}/{file_id}", files={name: (name, content)}, **options)


def on_disk():
    return sorted(Path(tempfile.gettempdir()).glob("dropped-*"))


def test_a_file_is_on_disk_and_its_name_in_the_store(page, store):
    assert drop(page, b"x" * (3 * MB)).status_code == 204
    (record,) = store.get_files(SESSION, ["f1"])
    assert (record.name, len(record.data)) == ("my sales.csv", 0)
    assert record.data.file.path.read_bytes() == b"x" * (3 * MB)
    assert on_disk() == [record.data.file.path]
    assert record.data.file.path.stat().st_mode & 0o077 == 0
    assert transfers.of(SESSION) is None
    assert reservations.held()[1] == []


def test_the_look_at_a_file_begins_when_it_is_there(page, store):
    client.start()
    rows = "city,amount\n" + "".join(f"Ulm,{number}\n" for number in range(12))
    drop(page, rows.encode(), name="a.csv")
    (record,) = store.get_files(SESSION, ["f1"])
    look = record.data.file.look
    assert look.options == Options(filename="a.csv")
    assert look.preview().dataset.row_count == 12
    client.stop()


class Look:
    """One that is over when it is told so."""

    is_over = False

    @classmethod
    def ahead(cls, path, options):
        return cls()


def test_a_user_has_one_look_ahead_at_a_time(page, store, monkeypatch):
    monkeypatch.setattr(dropped, "Look", Look)
    monkeypatch.setattr(dropped, "_ahead", {})

    def look(file_id):
        drop(page, name="a.csv", file_id=file_id)
        return store.get_files(SESSION, [file_id])[0].data.file.look

    first, second = look("f1"), look("f2")
    first.is_over = True
    third = look("f3")
    assert second is None
    assert third not in (None, first)


@pytest.mark.parametrize("name", ["letter.docx", "a.PNG", "x." + "y" * 300])
def test_a_file_of_another_kind_is_refused_in_words_before_it_comes(page, store, name):
    answer = drop(page, b"x" * MB, name=name)
    said, hint = transfers.of(SESSION).problem
    assert answer.status_code == 415
    assert f"ending in .{name.partition('.')[2].lower()[:20]} " in said
    assert hint
    assert on_disk() == []
    assert store.get_files(SESSION, ["f1"]) == []


@pytest.mark.parametrize("name", ["a.csv", "A.XLSX", "a.csv.gz", "table"])
def test_any_ending_of_a_table_is_taken_and_none(page, store, name):
    assert drop(page, name=name).status_code == 204


def test_a_file_goes_with_its_session_or_when_it_is_taken_out(page, store):
    drop(page)
    store.remove_session_files(SESSION)
    assert on_disk() == []
    drop(page)
    store.remove_file(SESSION, "f1")
    assert on_disk() == []


def test_of_one_session_only_the_latest_is_kept(page, store):
    for number in range(25):
        assert drop(page, file_id=f"f{number}").status_code == 204
    assert len(on_disk()) == 1
    assert store.get_files(SESSION, ["f23"]) == []


def test_nobody_may_not(page, store):
    page.cookies.delete("datastory_workspace")
    answer = drop(page)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHORIZED")
    assert on_disk() == []


def test_under_sign_in_the_workspace_cookie_opens_nothing(page, monkeypatch):
    monkeypatch.setattr(page_uploads, "sign_in_is_required", lambda: True)
    monkeypatch.setattr("streamlit.web.server.server_util.get_cookie_secret", lambda: SECRET)
    assert drop(page).status_code == 401
    for claims in ({"is_logged_in": False, "iss": "i", "sub": "s"}, {"is_logged_in": True}):
        page.cookies.set("_streamlit_user", signed(claims))
        assert drop(page).status_code == 401
    page.cookies.set("_streamlit_user", signed({"is_logged_in": True, "iss": "i", "sub": "s"}, "another secret"))
    assert drop(page).status_code == 401


def test_who_is_signed_in_may(page, monkeypatch, store):
    monkeypatch.setattr(page_uploads, "sign_in_is_required", lambda: True)
    monkeypatch.setattr("streamlit.web.server.server_util.get_cookie_secret", lambda: SECRET)
    page.cookies.set("_streamlit_user", signed({"is_logged_in": True, "iss": "i", "sub": "s"}))
    assert drop(page).status_code == 204
    (record,) = store.get_files(SESSION, ["f1"])
    assert record.data.file.owner.visitor.user_id == User.for_identity("oidc:i|s").id


def signed(claims, secret=SECRET):
    return create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"X-Xsrftoken": ""}, {"X-Xsrftoken": generate_random_hex_string(8)}],
)
def test_another_site_may_not(page, headers):
    assert drop(page, headers=headers).status_code == 403
    assert on_disk() == []


def test_a_page_that_is_closed_takes_nothing(page):
    assert drop(page, session="no-session").status_code == 400


def test_the_limit_is_the_limit_and_the_page_is_told(page, limit):
    limit(PAGE_UPLOAD_MB=1)
    assert drop(page, b"x" * MB).status_code == 204
    assert drop(page, b"x" * (MB + 1)).status_code == 413
    assert drop(page, b"x" * (5 * MB)).status_code == 413
    message, hint = transfers.of(SESSION).problem
    assert "1 MB" in message
    assert hint
    assert len(on_disk()) == 1  # the earlier one


def test_limits_on_jobs_hold_here_too(page, limit):
    assert page.post("/api/upload", files={"file": ("a.csv", b"a\n1\n")}).status_code == 202
    limit(MAX_JOBS_PER_USER=1)
    answer = drop(page)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "still being worked on" in transfers.of(SESSION).problem[0]


def test_dropped_files_are_limited_by_user_by_address_and_in_all(page, limit):
    limit(MAX_JOBS_PER_USER=2)
    answers = [drop(page, session=f"{SESSION}{number}").status_code for number in range(4)]
    assert answers == [204, 204, 429, 429]
    limit(MAX_JOBS_PER_USER=20, MAX_UPLOADS_PER_ADDRESS=2)
    assert drop(page, session=f"{SESSION}4").status_code == 429
    limit(MAX_UPLOADS_PER_ADDRESS=20, MAX_UPLOADS=2)
    assert drop(page, session=f"{SESSION}5").status_code == 429
    assert len(on_disk()) == 2


def test_a_session_has_so_many_at_the_same_time(store):
    owner = Owner(Visitor("u"), SESSION)
    held = [DroppedFile.new(owner) for _ in range(MAX_PER_SESSION)]
    with pytest.raises(Busy):
        DroppedFile.new(owner)
    held.pop().delete()
    DroppedFile.new(owner)


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n']
)
def test_what_is_no_file_leaves_nothing(page, content):
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = page.put(f"/_stcore/upload_file/{SESSION}/f1", content=content, headers=headers)
    assert answer.status_code == 400
    assert transfers.of(SESSION).problem
    assert on_disk() == []


def test_the_page_runs_again_to_say_how_far_it_is_and_what_went_wrong(page, limit, monkeypatch):
    told = page_uploads.runtime.get_instance().told
    drop(page)
    assert told == []  # so small a file is there at once
    limit(PAGE_UPLOAD_MB=1)
    drop(page, b"x" * (5 * MB))
    assert told == [SESSION]
    monkeypatch.setattr(page_uploads, "TOLD_EVERY_S", 0.0)
    drop(page)
    assert len(told) > 1


def test_how_far_it_is_can_be_told():
    transfer = transfers.begin("s", 200)
    transfer.received = 50
    assert transfers.of("s").fraction == 0.25
    transfers.begin("s", None)
    transfers.end("s", transfer)  # another has taken its place
    assert transfers.of("s").fraction is None
