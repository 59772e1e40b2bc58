"""The upload page: empty, with a file, with one that can't be read, and the samples."""

import pytest
import streamlit as st

import jobs
from api import transfers
from api.page_route import PageUploads
from jobs.previews.client import Look
from pipeline import wording
from pipeline.reading import READERS
from samples import SAMPLES
from tests.pages.conftest import ADDRESS, text_of
from ui import links, preview

ROWS = "\n".join(f"2024-01-{day:02d};{['North', 'South'][day % 2]};{day * 3}" for day in range(1, 25))
CSV = f"ordered on;region;<b>revenue</b>\n{ROWS}\n".encode()


def test_on_disk_the_page_takes_as_much_as_the_api(open_page, monkeypatch):
    monkeypatch.setattr(PageUploads, "installed", True)
    assert "Up to 600 MB." in text_of(open_page())


def test_how_far_an_upload_is_is_said_in_percent_and_why_it_failed_in_words(open_page):
    app = open_page()
    session = "test session id"  # AppTest's
    transfer = transfers.begin(session, 200)
    try:
        transfer.received = 85
        assert [bar.value for bar in app.run().get("progress")] == [42]
        transfer.problem = ("<b>Too</b> large.", "Drop less.")
        page = text_of(app.run())
    finally:
        transfers.end(session, transfer)
    assert "&lt;b&gt;Too&lt;/b&gt; large." in page
    assert "Drop less." in page


def drop(app, name, content):
    app.file_uploader(key="drop_zone").upload(name, content)
    return app.run()


def only_job(user):
    (job,), _ = jobs.history(user.id)
    return job


def test_the_limits_and_formats_are_said_up_front(open_page, monkeypatch):
    monkeypatch.setattr(PageUploads, "installed", False)
    app = open_page()
    page = text_of(app)
    assert not app.exception
    assert all(reader.label in page for reader in READERS.values())
    assert "Up to 200 MB, or 600 MB through the API" in page
    assert {button.key for button in app.button} == {f"start-{key}" for key in SAMPLES}


def test_a_dropped_file_is_shown_with_its_types_before_anything_is_made_of_it(open_page, user):
    app = drop(open_page(), "my sales.csv", CSV)
    assert not app.exception
    assert "my sales.csv" in text_of(app)
    assert "semicolon-separated" in text_of(app)
    assert list(app.dataframe[0].value.columns) == ["ordered on", "region", "<b>revenue</b>"]
    assert list(app.data_editor[0].value["Type"]) == ["datetime", "categorical", "numeric"]
    assert jobs.history(user.id) == ([], None)


def test_the_preview_says_what_the_story_would_be_about_and_lets_it_be_changed(open_page, user):
    app = drop(open_page(), "my sales.csv", CSV)
    about = next(box for box in app.selectbox if box.label == "About")
    assert about.placeholder == "<b>revenue</b> (found)"
    assert about.options == ["number of rows", "ordered on", "region", "<b>revenue</b>"]
    assert "Each row is <strong>a day</strong>" in text_of(app)
    assert "Compared by <strong>region</strong>" in text_of(app)
    app.button(key="create_story").click().run()
    assert only_job(user).options.subject is None


def test_create_story_submits_the_file_with_what_was_chosen(open_page, user):
    app = drop(open_page(), "my sales.csv", CSV)
    title, subject = app.text_input[0], next(box for box in app.selectbox if box.label == "About")
    assert title.placeholder == "My sales"
    title.set_value("  Winter  ")
    subject.set_value("<b>revenue</b>")
    app.button(key="create_story").click().run()
    job = only_job(user)
    assert app.query_params[links.JOB] == job.id
    assert job.address == ADDRESS
    assert (job.title, job.options.subject, job.filename, job.upload.size) == (
        "Winter",
        "<b>revenue</b>",
        "my sales.csv",
        len(CSV),
    )
    assert "Winter" in text_of(app)


def test_what_was_done_to_periods_and_totals_can_be_undone(open_page, user):
    rows = "\n".join(f"Land {n},{n + 1},{2 * n + 3},{n * n % 7}" for n in range(12))
    app = drop(open_page(), "wide.csv", f"country,2019,2020,2021\n{rows}\n".encode())
    undo = next(box for box in app.checkbox if box.label.startswith("Keep periods as columns"))
    app = undo.check().run()
    assert not app.exception
    app.button(key="create_story").click().run()
    assert only_job(user).options.keep_wide


def test_rows_of_totals_can_be_kept(open_page, user):
    rows = "\n".join(f"shop {n},{100 + 7 * n}" for n in range(12))
    app = drop(open_page(), "shops.csv", f"shop,visits\n{rows}\nTotal,{sum(100 + 7 * n for n in range(12))}\n".encode())
    assert "1 row of totals was left out" in text_of(app)
    undo = next(box for box in app.checkbox if box.label.startswith("Keep rows of totals"))
    app = undo.check().run()
    assert not app.exception
    assert "left out" not in text_of(app)
    app.button(key="create_story").click().run()
    assert only_job(user).options.keep_totals


def test_what_was_dropped_survives_a_look_at_the_library_with_its_choices(open_page, user):
    app = drop(open_page(), "my sales.csv", CSV)
    app.text_input[0].set_value("Ours").run()
    app.switch_page(links.LIBRARY).run()
    app.switch_page(links.UPLOAD).run()
    assert "<strong>my sales.csv</strong> is still here" in text_of(app)
    assert app.text_input[0].value == "Ours"
    app.button(key="remove_dropped").click().run()
    assert "create_story" not in [button.key for button in app.button]
    assert "is still here" not in text_of(app.run())


def test_what_became_a_job_or_was_taken_out_is_not_offered_again(open_page, user):
    app = drop(open_page(), "my sales.csv", CSV)
    app.file_uploader(key="drop_zone").set_value(None).run()
    assert "create_story" not in [button.key for button in app.button]
    app = drop(open_page(), "my sales.csv", CSV)
    app.button(key="create_story").click().run()
    app.switch_page(links.UPLOAD).run()
    assert "create_story" not in [button.key for button in app.button]


def test_changed_types_and_header_row_go_with_the_file(open_page, user):
    app = drop(open_page(), "my sales.csv", CSV)
    header = next(box for box in app.selectbox if box.label == "Names of the columns")
    header.set_value(-1).run()
    assert "no header row" in text_of(app)
    edited = {"edited_rows": {1: {"Type": "text"}}, "added_rows": [], "deleted_rows": []}
    app.session_state[app.data_editor[0].key] = edited
    app.run()
    app.button(key="create_story").click().run()
    job = only_job(user)
    assert job.options.header_row == -1
    assert list(job.options.types.values()) == ["text"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("one.csv", b"a\n1\n2\n3\n"), ("empty.csv", b""), ("rubbish.csv", bytes(range(256)) * 64)],
)
def test_a_file_that_cannot_be_read_says_so_and_offers_nothing(open_page, user, name, content):
    app = drop(open_page(), name, content)
    assert not app.exception
    assert 'role="alert"' in text_of(app)
    assert "create_story" not in [button.key for button in app.button]
    assert jobs.history(user.id) == ([], None)


@pytest.mark.parametrize("key", SAMPLES)
def test_one_click_starts_a_sample(open_page, user, key):
    app = open_page()
    app.button(key=f"start-{key}").click().run()
    job = only_job(user)
    assert job.filename == SAMPLES[key].path.name
    assert job.upload.size == SAMPLES[key].path.stat().st_size
    assert app.query_params[links.JOB] == job.id


def test_a_page_that_waits_for_its_subject_says_so_and_can_be_used(open_page, user, monkeypatch):
    known = False
    monkeypatch.setattr(Look, "has_subject", lambda _, within_s: known)
    app = drop(open_page(), "my sales.csv", CSV)
    assert "Looking for what it is about" in text_of(app)
    assert "create_story" in [button.key for button in app.button]
    known = True
    app.run()
    assert "Looking for what it is about" not in text_of(app)
    assert next(box for box in app.selectbox if box.label == "About").placeholder == "<b>revenue</b> (found)"


def test_a_story_can_be_asked_for_before_its_subject_is_known(open_page, user, monkeypatch):
    monkeypatch.setattr(Look, "has_subject", lambda _, within_s: False)
    app = drop(open_page(), "my sales.csv", CSV)
    app.button(key="create_story").click().run()
    assert only_job(user).options.subject is None


def test_while_a_file_is_looked_at_its_name_and_size_are_there(open_page, monkeypatch):
    monkeypatch.setattr(preview, "load", lambda upload, options: st.stop())
    page = text_of(drop(open_page(), "my sales.csv", CSV))
    assert "my sales.csv</h2>" in page
    assert f"<li>{wording.file_size(len(CSV))}</li>" in page


def test_before_a_file_comes_the_browser_has_loaded_what_shows_rows(open_page):
    app = open_page()
    assert len(app.dataframe) == 1, "out of sight"
    assert list(drop(app, "my sales.csv", CSV).dataframe[0].value.columns) == ["ordered on", "region", "<b>revenue</b>"]
