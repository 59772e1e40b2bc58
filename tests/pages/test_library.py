"""The library: empty, with stories and jobs in every state, page by page; and the API's tokens."""

import logging
import re

from jobs.webhooks import webhook
from models import Job, JobError, JobStatus, StoredStory, User, now
from tests.pages.conftest import text_of
from ui import api_tokens, library_list, library_search, links, row_menu


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
    assert "<li>orders.csv</li>" in page
    assert "<li>a.csv</li>" not in page, "its name already"


def test_it_is_paged_and_a_broken_cursor_shows_the_first_page(open_page, save_job, monkeypatch):
    monkeypatch.setattr(library_list, "PAGE_SIZE", 2)
    for age in range(5):
        save_job(JobStatus.CANCELLED, age_s=10.0 * age + 1, filename=f"{age}")
    app = open_page(links.LIBRARY)
    assert titles(app) == ["0", "1", "Next page"]
    cursor = dict(pair.split("=") for pair in app.page_link[-1].proto.query_string.split("&"))[links.BEFORE]
    older = open_page(links.LIBRARY, before=cursor)
    assert titles(older) == ["2", "3", "First page", "Next page"]
    assert titles(open_page(links.LIBRARY, before="no cursor")) == ["0", "1", "Next page"]


def test_nobody_sees_the_library_of_another(open_page, save_story):
    save_story()
    assert titles(open_page(links.LIBRARY, workspace="v" * 32)) == ["Make the first one"]


def test_a_token_is_shown_once_works_and_can_be_revoked(open_page, user, caplog):
    caplog.set_level(logging.INFO, "security")
    app = open_page(links.LIBRARY)
    app.text_input(key=api_tokens.NAME).set_value("nightly")
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


def test_entries_are_searched_filtered_and_sorted(open_page, save_job, save_story):
    save_job(JobStatus.FAILED, filename="b.csv", age_s=300)
    save_story(age_s=200)
    save_job(JobStatus.CANCELLED, filename="a.csv", age_s=100)
    app = open_page(links.LIBRARY)
    app.selectbox(key=library_search.SORT).set_value("Name").run()
    assert titles(app) == ["a\\.csv", "b\\.csv", "Orders 2022–2024"]
    app.selectbox(key=library_search.STATE).set_value("Failed").run()
    assert titles(app) == ["b\\.csv"]
    app.text_input(key=library_search.WORDS).set_value("revenue").run()
    assert titles(app) == []
    assert "Nothing here matches." in text_of(app)
    app.selectbox(key=library_search.STATE).set_value("All").run()
    assert titles(app) == ["Orders 2022–2024"]  # by a word of its headline
    assert not app.exception


def test_each_entry_has_a_menu_of_what_can_be_done(open_page, save_job, save_story):
    job = save_job(JobStatus.QUEUED)
    error = JobError(code="X", message="It failed.", hint="", retryable=True)
    failed = save_job(JobStatus.FAILED, error=error)
    entries = {"queued": job, "failed": failed, "completed": Job.read({"_id": save_story().job_id})}
    menus = {name: [one.split()[1] for one in row_menu.choices(entry)] for name, entry in entries.items()}
    assert menus == {
        "queued": ["Rename", "Cancel", "Delete"],
        "failed": ["Rename", "Try", "Delete"],
        "completed": ["Rename", "Delete"],
    }
    app = open_page(links.LIBRARY)
    app.menu_button(key=f"menu-{job.id}").click(row_menu.CANCEL).run()
    assert Job.read({"_id": job.id}).status == "cancelled"
    assert row_menu.RETRY in row_menu.choices(Job.read({"_id": job.id}))
    app.menu_button(key=f"menu-{failed.id}").click(row_menu.RETRY).run()
    assert Job.read({"_id": failed.id}).status == "queued"


def test_what_is_deleted_can_be_had_back_for_a_while(open_page, save_job, save_story):
    story, failed = save_story(), save_job(JobStatus.FAILED, filename="<b>.csv")
    app = open_page(links.LIBRARY)
    app.menu_button(key=f"menu-{failed.id}").click(row_menu.DELETE).run()
    assert "Deleted <strong>&lt;b&gt;.csv</strong>" in text_of(app)
    app.menu_button(key=f"menu-{story.job_id}").click(row_menu.DELETE).run()
    assert titles(app) == ["Make the first one"]
    assert StoredStory.find(story.user_id, story.id) is None
    app.button(key="undo_delete").click().run()
    assert titles(app) == ["Orders 2022–2024"]
    assert StoredStory.find(story.user_id, story.id) is not None
    assert not app.button(key="delete_everything").disabled
    assert "undo_delete" not in {button.key for button in app.button}


def test_an_undo_that_comes_too_late_says_so(open_page, save_job):
    failed = save_job(JobStatus.FAILED)
    app = open_page(links.LIBRARY)
    app.menu_button(key=f"menu-{failed.id}").click(row_menu.DELETE).run()
    Job.change_one({"_id": failed.id}, {"$set": {"removed_at": now()}})
    app.button(key="undo_delete").click().run()
    assert "It is gone for good" in text_of(app)


def test_renaming_begins_with_the_present_title(open_page, save_story):
    story = save_story()
    app = open_page(links.LIBRARY)
    app.menu_button(key=f"menu-{story.job_id}").click(row_menu.RENAME).run()
    assert app.text_input(key=f"title_of-{story.job_id}").value == "Orders 2022–2024"


def test_everything_is_deleted_only_after_a_second_yes(open_page, save_story):
    save_story()
    app = open_page(links.LIBRARY)
    app.button(key="delete_everything").click().run()
    assert "delete_everything_confirmed" in {button.key for button in app.button}
    assert StoredStory.objects.count() == 1
