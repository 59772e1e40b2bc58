"""Uploads: stored as they come, refused with a clear word."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

import jobs
from api import uploads
from api.multipart import MAX_REST_BYTES
from models import Job, User, database, reservations
from models import uploads as stored
from services.settings import settings

CSV = b"region,units\nNorth,1\nSouth,2\n"


@pytest.fixture
def small_limit(monkeypatch):
    """One megabyte."""
    monkeypatch.setenv("MAX_UPLOAD_MB", "1")
    settings.cache_clear()
    yield 1024 * 1024
    monkeypatch.undo()
    settings.cache_clear()


def send(browser, content=CSV, name="sales.csv", **fields):
    return browser.post("/api/upload", files={"file": (name, content)}, data=fields)


def test_an_upload_becomes_a_queued_job(browser, ann):
    answer = send(browser, title="My sales", focus="units", types='{"units": "numeric"}', headerRow="0")
    assert answer.status_code == 202
    body = answer.json()
    assert set(body) == {"jobId", "status", "statusUrl"}
    assert body["status"] == "queued"
    assert browser.get(body["statusUrl"]).json()["jobId"] == body["jobId"]
    job = Job.find(ann.id, body["jobId"])
    assert (job.filename, job.title, job.options.focus) == ("sales.csv", "My sales", "units")
    assert (job.options.types, job.options.header_row) == ({"units": "numeric"}, 0)
    assert b"".join(stored.read(job.upload.stored)) == CSV


def test_a_subject_is_taken_and_described(browser, ann):
    body = send(browser, subject="units").json()
    assert Job.find(ann.id, body["jobId"]).options.subject == "units"
    form = browser.get("/api/openapi.json").text
    assert "The column that the story is about first" in form


def test_an_upload_may_name_an_address_that_is_told(browser, ann):
    answer = send(browser, webhookUrl="https://example.org/hook")
    told = browser.get(answer.json()["statusUrl"]).json()["webhook"]
    assert told == {"url": "https://example.org/hook", "state": "waiting", "attempts": 0}
    assert "webhook" not in browser.get(send(browser).json()["statusUrl"]).json()


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://example.org/", "hook"])
def test_an_address_that_nothing_may_be_sent_to_is_refused(browser, url):
    answer = send(browser, webhookUrl=url)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "BAD_WEBHOOK_URL")
    assert Job.objects.count() == 0


def test_fields_may_come_before_or_after_the_file(browser, ann):
    for order in (["title", "file"], ["file", "title"]):
        files = [("file", ("a.csv", CSV)) if name == "file" else ("title", (None, "Ordered")) for name in order]
        job = Job.find(ann.id, browser.post("/api/upload", files=files).json()["jobId"])
        assert job.title == "Ordered"


@pytest.mark.parametrize("size", [1024**2, 4 * 1024**2, 4 * 1024**2 + 1, 9_999_999])
def test_any_size_comes_through_unchanged(browser, ann, size):
    content = random.Random(size).randbytes(size)
    upload = Job.find(ann.id, send(browser, content).json()["jobId"]).upload
    assert b"".join(stored.read(upload.stored)) == content
    assert (upload.size, upload.sha256) == (size, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", ["Umsätze 2024 (März).csv", "数据.csv", "it's;=.csv", "../../etc/passwd"])
def test_names_are_kept_without_their_folders(browser, ann, name):
    job = Job.find(ann.id, send(browser, name=name).json()["jobId"])
    assert job.filename == name.split("/")[-1]


def test_any_content_comes_through_unchanged(browser, ann):
    content = bytes(range(256)) * 5000 + b"\r\n--boundary\r\n--" + b"\r\n" * 1000
    job = Job.find(ann.id, send(browser, content).json()["jobId"])
    assert b"".join(stored.read(job.upload.stored)) == content


def test_the_limit_is_the_limit(browser, small_limit):
    assert send(browser, b"x" * small_limit).status_code == 202
    answer = send(browser, b"x" * (small_limit + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "PREPROCESSING_ERROR"
    assert "1 MB" in answer.json()["error"]["message"]
    assert Job.objects.count() == 1
    assert database()["uploads.files"].count_documents({}) == 1


def test_a_length_beyond_the_limit_is_refused_before_it_is_read(browser, small_limit, monkeypatch):
    monkeypatch.setattr(uploads, "FormReader", None)  # would fail if anything were read
    assert send(browser, b"x" * (small_limit + MAX_REST_BYTES)).status_code == 413


def test_a_length_that_isnt_announced_is_counted(browser, small_limit):
    def chunks():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(40):
            yield b"x" * (small_limit // 20)

    answer = browser.post("/api/upload", content=chunks(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 413


FORM = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx\r\n'


@pytest.mark.parametrize("begun", [b"", FORM + b"--b--\r\n"], ids=["before", "after"])
def test_what_stands_before_or_after_the_form_is_counted_too(browser, small_limit, begun):
    def chunks():
        yield begun
        for _ in range(100):
            yield b"\r\n" * (small_limit // 8)

    answer = browser.post("/api/upload", content=chunks(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 413
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"types": "numeric"}, "types"),
        ({"types": '["a"]'}, "types"),
        ({"types": '{"a": "colour"}'}, "types"),
        ({"headerRow": "first"}, "headerRow"),
        ({"headerRow": "-5"}, "headerRow"),
        ({"title": "x" * 300_000}, "fields"),
    ],
)
def test_a_field_that_cant_be_understood_is_named(browser, fields, word):
    answer = send(browser, **fields)
    assert answer.status_code == 400
    assert word in answer.json()["error"]["message"]
    assert Job.objects.count() == 0


BOUNDARY = {"Content-Type": "multipart/form-data; boundary=b"}


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"a,b\n1,2\n", {"Content-Type": "text/csv"}),
        (b"", {}),
        (b"", BOUNDARY),
        (b"rubbish", BOUNDARY),
        (b"--b--\r\n", BOUNDARY),
        (b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--b--\r\n', BOUNDARY),
        (b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nbroken off', BOUNDARY),
        (b"--b\r\n\r\nno headers\r\n--b--\r\n", BOUNDARY),
        (b"x", {"Content-Type": "multipart/form-data"}),
        (b"x", {"Content-Type": "multipart/form-data; boundary=" + "b" * 500}),
    ],
)
def test_what_is_no_form_with_a_file_is_refused(browser, content, headers):
    answer = browser.post("/api/upload", content=content, headers=headers)
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"code", "message", "hint"}
    assert Job.objects.count() == 0


def test_two_files_are_refused(browser):
    files = [("file", ("a.csv", CSV)), ("file", ("b.csv", CSV))]
    assert browser.post("/api/upload", files=files).status_code == 400


def test_too_many_parts_are_refused(browser):
    files = [(f"field{index}", (None, "x")) for index in range(100)]
    assert browser.post("/api/upload", files=files).status_code == 400


def test_nothing_stays_on_disk_but_the_stored_file(browser):
    send(browser)
    assert list((settings().datastory_home / "uploads").iterdir()) == []


def test_each_user_gets_his_own(browser, stranger):
    job_id = send(browser).json()["jobId"]
    assert stranger.get(f"/api/jobs/{job_id}").status_code == 404
    assert User.objects.count() == 2


def test_whoever_has_too_many_jobs_is_told_before_the_file_is_read(browser, monkeypatch):
    monkeypatch.setenv("MAX_JOBS_PER_USER", "1")
    settings.cache_clear()
    try:
        assert send(browser).status_code == 202
        monkeypatch.setattr(uploads, "FormReader", None)  # would fail if anything were read
        answer = send(browser)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert answer.status_code == 429
    assert "retry-after" in answer.headers
    assert set(answer.json()["error"]) == {"code", "message", "hint"}


def test_of_uploads_at_the_same_instant_as_many_pass_as_may(browser):
    with ThreadPoolExecutor(38) as threads:
        answers = list(threads.map(lambda _: send(browser), range(38)))
    assert sorted(answer.status_code for answer in answers) == [202] * 20 + [429] * 18
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert int(refused.headers["retry-after"]) > 0
    assert set(refused.json()["error"]) == {"code", "message", "hint"}


def test_a_new_cookie_for_each_upload_dodges_no_limit(browser, stranger, monkeypatch):
    monkeypatch.setenv("MAX_JOBS_PER_ADDRESS", "1")
    settings.cache_clear()
    try:
        assert send(browser).status_code == 202
        assert send(stranger).status_code == 429
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_a_disk_without_room_is_told_before_the_file_is_read(browser, monkeypatch):
    monkeypatch.setenv("MIN_FREE_DISK_MB", str(10**9))
    settings.cache_clear()
    try:
        monkeypatch.setattr(uploads, "FormReader", None)
        answer = send(browser)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "STORAGE_FULL")
    assert int(answer.headers["retry-after"]) > 0


def test_an_upload_that_takes_long_keeps_its_room(browser, monkeypatch):
    monkeypatch.setattr(uploads, "RENEW_INTERVAL_S", 0.0)
    renewed = []
    monkeypatch.setattr(jobs.Admission, "renew", lambda admission: renewed.append(admission.reservation_id))
    assert send(browser).status_code == 202
    assert len(set(renewed)) == 1
    assert reservations.held()[1] == []
