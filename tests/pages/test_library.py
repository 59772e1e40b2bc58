"""The library: empty, with stories and jobs in every state, page by page; and the API's tokens."""

import logging
import re

from jobs.webhooks import webhook
from models import Job, JobError, JobStatus, StoredStory, User
from tests.pages.conftest import text_of
from ui import library_list, links


def titles(app):
    return [link.label for link in app.page_link]


def test_an_empty_library_leads_to_the_first_story(open_page):
    app = open_page(links.LIBRARY)
    assert not app.exception
    assert "Nothing here yet." in text_of(app)
    assert titles(app) == ["Make the first one"]


def test_everything_is_listed_newest_first_with_its_state(open_page, save_job, save_story):
    too_short = JobError(code="X", message="Too few rows.", hint="", retryable=False)
    save_job(JobStatus.FAILED, age_s=500, filename="a.csv", error=too_short)
    save_story(age_s=400)
    save_job(JobStatus.CANCELLED, age_s=300, filename="b.csv")
    save_job(JobStatus.PROCESSING, age_s=200, filename="c.csv", progress=12.9)
    save_job(JobStatus.QUEUED, age_s=100, filename="d.csv")
    app = open_page(links.LIBRARY)
    page = text_of(app)
    assert not app.exception
    assert titles(app) == ["d\\.csv", "c\\.csv", "b\\.csv", "Orders 2022–2024", "a\\.csv"]
    states = re.findall(r'ds-state ds-\w+">([^<]+)<', page)
    assert states == ["Waiting", "Under way", "Cancelled", "Story", "Failed"]
    assert "12%" in page
    assert "Too few rows." in page
    assert "2 findings" in page
    assert "<strong>revenue</strong> rose by 69%" in page


def test_it_is_paged_and_a_broken_cursor_shows_the_first_page(open_page, save_job, monkeypatch):
    monkeypatch.setattr(library_list, "PAGE_SIZE", 2)
    for age in range(5):
        save_job(JobStatus.CANCELLED, age_s=10.0 * age + 1, filename=f"{age}")
    app = open_page(links.LIBRARY)
    assert titles(app) == ["0", "1", "Older"]
    cursor = dict(pair.split("=") for pair in app.page_link[-1].proto.query_string.split("&"))[links.BEFORE]
    older = open_page(links.LIBRARY, before=cursor)
    assert titles(older) == ["2", "3", "Newest", "Older"]
    assert titles(open_page(links.LIBRARY, before="no cursor")) == ["0", "1", "Older"]


def test_nobody_sees_the_library_of_another(open_page, save_story):
    save_story()
    assert titles(open_page(links.LIBRARY, workspace="v" * 32)) == ["Make the first one"]


def test_a_token_is_shown_once_works_and_can_be_revoked(open_page, user, caplog):
    caplog.set_level(logging.INFO, "security")
    app = open_page(links.LIBRARY)
    app.text_input[0].set_value("nightly")
    app.form_submit_button[0].click().run()
    token = app.code[0].value
    assert User.for_token(token).id == user.id
    assert "nightly" in text_of(app)

    app.run()
    assert not app.code

    next(button for button in app.button if button.label == "Revoke").click().run()
    assert User.for_token(token) is None
    events = [(record.message, record.user) for record in caplog.records if record.name == "security"]
    assert events == [("token made", user.id), ("token revoked", user.id)]
    assert token not in caplog.text
    assert "nightly" not in text_of(app)


def test_the_secret_of_ones_webhooks_is_shown_on_demand(open_page, user):
    app = open_page(links.LIBRARY)
    assert not app.code
    app.toggle[0].set_value(True).run()
    assert app.code[0].value == webhook.secret(user.id)


def test_what_came_to_nothing_is_deleted_only_after_a_second_yes(open_page, save_job):
    failed, cancelled = save_job(JobStatus.FAILED, filename="<b>.csv"), save_job(JobStatus.CANCELLED)
    save_job(JobStatus.QUEUED)
    app = open_page(links.LIBRARY)
    buttons = {button.key for button in app.button if button.key.startswith("delete_job")}
    assert buttons == {f"delete_job-{failed.id}", f"delete_job-{cancelled.id}"}
    app.button(key=f"delete_job-{failed.id}").click().run()
    assert "delete_job_confirmed" in {button.key for button in app.button}
    assert "<strong>&lt;b&gt;.csv</strong> and its file will be gone for good" in text_of(app)
    assert Job.objects.count() == 3


def test_everything_is_deleted_only_after_a_second_yes(open_page, save_story):
    save_story()
    app = open_page(links.LIBRARY)
    app.button(key="delete_everything").click().run()
    assert "delete_everything_confirmed" in {button.key for button in app.button}
    assert StoredStory.objects.count() == 1
