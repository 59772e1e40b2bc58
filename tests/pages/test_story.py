"""The story page: with findings, with none, with hostile names, and with no such story."""

import io
import re
from datetime import timedelta
from html import escape

import pytest
from bson import ObjectId

from api.page_route import PageUploads
from exporters import EXPORTERS
from models import Job, JobStatus, StoredStory, Upload, uploads
from pipeline.options import Options
from services.settings import settings
from tests.pages.conftest import ADDRESS, text_of
from tests.ui.documents import (
    HOSTILE,
    empty_story_document,
    hostile_story_document,
    outlined_document,
    story_document,
)
from ui import kept_files, links


def test_a_story_shows_every_part_of_its_document(open_page, save_story):
    document = story_document()
    app = open_page(links.STORY, story=save_story(document).id)
    page = text_of(app)
    assert not app.exception
    for fact in ("Orders 2022–2024", "orders.csv", "1,000 rows", "4 columns", "123 kB", "semicolon-separated"):
        assert fact in page
    assert "rose by 69% over three years" in page
    assert "The last month is shorter than the others by 3 days." in page
    assert "Fill in <strong>postcode</strong> at the source." in page
    assert "86 statistical tests were run on this table, and 2 of them passed." in page
    assert "2 lines above the header were left out." in page
    for finding in document["findings"]:
        assert f"<code>{escape(finding['sql'])}</code>" in page
    assert not app.get("plotly_chart"), "a chart is drawn when it is asked for"
    draw_all(app)
    assert [chart.proto.alt for chart in app.get("plotly_chart")] == [chart["altText"] for chart in document["charts"]]


def without_script(app):
    return "\n".join(element.value for element in app.html if not element.value.startswith("<script"))


def draw_all(app):
    """Ask for every chart that isn't drawn yet, as the page's script does."""
    while waiting := [button for button in app.button if button.key.startswith("draw-")]:
        waiting[0].click().run()


def test_an_outlined_story_begins_with_its_lead_and_follows_its_sections(open_page, save_story):
    document = outlined_document()
    app = open_page(links.STORY, story=save_story(document).id)
    page = text_of(app)
    assert not app.exception
    parts = (
        "grew over the three years on record",
        'href="#found-1"',
        'href="#found-3"',
        "$3.15 million",
        "Order value by region",
        'href="#part-1"',
        "How much, and how it went</h2>",
        "comes to 2 in all</h3>",
        "rose by 69% over three years",
        "What it depends on</h2>",
        "depends on <strong>region</strong>",
        "are worth twice as much",
        "side by side",
        "What to do</h2>",
        "How this was found</h2>",
        "Made on",
        "About <strong>revenue</strong>",
        "86 statistical tests",
    )
    places = [page.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "Two things stand out" not in page
    assert page.count("Undecided") == 2
    assert "2 more" in {fold.label for fold in app.expander}
    for point in document["facts"] + document["findings"]:
        assert f"<code>{escape(point['sql'])}</code>" in page
    assert [chart.proto.alt for chart in app.get("plotly_chart")] == [document["charts"][1]["altText"]]
    assert page.count("Its chart is at the top") == 1
    assert "Larger orders go with smaller" not in page, "what the sections tell is told once"


def test_another_subject_makes_the_story_anew_from_the_upload(open_page, save_story):
    stored = uploads.store(io.BytesIO(b"a,b\n1,2\n"), "none", "orders.csv", 1000)
    upload = Upload(file_id=stored.file_id, size=stored.size, sha256=stored.sha256)
    options = Options(title="Mine", focus="region")
    story = save_story(outlined_document(), upload=upload, options=options)
    app = open_page(links.STORY, story=story.id)
    assert [app.button(key=f"about-{place}").label for place in (0, 1)] == ["postcode", "number of rows"]
    app.button(key="about-1").click().run()
    made = Job.find(story.user_id, app.query_params[links.JOB])
    assert made.id != story.job_id
    assert (made.options.subject, made.options.focus, made.options.title) == ("number of rows", None, "Mine")
    assert made.upload.sha256 == stored.sha256
    assert b"".join(uploads.read(made.upload.stored)) == b"a,b\n1,2\n"
    assert made.address == ADDRESS


def test_where_the_upload_is_gone_the_page_says_so(open_page, save_story):
    story = save_story(outlined_document(), upload=None)
    app = open_page(links.STORY, story=story.id)
    app.button(key="about-0").click().run()
    assert "The file that this story was made of isn&#x27;t kept any more." in text_of(app)
    assert "Upload it again" in text_of(app)


def test_every_exporter_has_its_button(open_page, save_story):
    app = open_page(links.STORY, story=save_story().id)
    assert [button.label for button in app.get("download_button")] == [kind.label for kind in EXPORTERS.values()]


@pytest.mark.parametrize(
    ("upload_days", "story_days", "until"), [(30, 365, 30), (0, 365, 365), (30, 7, 7), (0, 0, None)]
)
def test_the_page_says_how_long_its_file_is_kept(save_job, monkeypatch, upload_days, story_days, until):
    monkeypatch.setenv("UPLOAD_RETENTION_DAYS", str(upload_days))
    monkeypatch.setenv("STORY_RETENTION_DAYS", str(story_days))
    settings.cache_clear()
    try:
        job = save_job(JobStatus.COMPLETED)
        text = kept_files.kept_text(job)
    finally:
        settings.cache_clear()
    last = "you delete the story" if until is None else f"{job.finished_at + timedelta(days=until):%-d %B %Y}"
    assert text == f"The file is kept until {last}."


def test_the_typed_table_is_offered_as_long_as_it_is_kept(open_page, save_story, monkeypatch):
    monkeypatch.setattr(PageUploads, "installed", True)
    table = Upload(file_id=ObjectId(), size=1, sha256="0" * 64)
    story = save_story(table=table)
    assert f'href="/api/stories/{story.id}/table"' in text_of(open_page(links.STORY, story=story.id))
    gone = save_story(upload=None)
    page = text_of(open_page(links.STORY, story=gone.id))
    assert "isn't kept any more" in page
    assert "/api/stories" not in page


def test_a_story_without_findings_says_that_nothing_was_found(open_page, save_story):
    app = open_page(links.STORY, story=save_story(empty_story_document()).id)
    assert not app.exception
    assert "Nothing in this table stands out clearly enough" in text_of(app)
    assert not app.get("plotly_chart")


def test_hostile_names_stay_text(open_page, save_story):
    app = open_page(links.STORY, story=save_story(hostile_story_document()).id)
    assert not app.exception
    assert "<b>x</b>" not in text_of(app)
    assert set(re.findall(r'href="([^"]*)"', without_script(app))) == {"#found-1", "#found-2"}
    assert text_of(app).count("&lt;b&gt;x&lt;/b&gt; $a$ :smile: :red[y] *z* [l](http://e.test)") >= 5
    assert f"\n{escape(HOSTILE)}\t" in text_of(app)


@pytest.mark.parametrize("whose", ["nobody's", "someone else's"])
def test_an_unknown_story_and_a_foreign_one_look_the_same(open_page, save_story, whose):
    story = save_story()
    app = open_page(links.STORY, workspace="v" * 32, story=story.id if whose == "someone else's" else "0" * 32)
    assert "Story not found" in text_of(app)
    assert "Orders" not in text_of(app)


def test_a_story_is_deleted_only_after_a_second_yes(open_page, save_story):
    story = save_story()
    app = open_page(links.STORY, story=story.id)
    app.button(key="delete_story").click().run()
    assert StoredStory.find(story.user_id, story.id) is not None
    assert "Delete" in {button.label for button in app.button}
    assert "and the file it was made from will be gone for good" in text_of(app)
    assert Job.find(story.user_id, story.job_id) is not None


def test_a_figure_that_plotly_refuses_costs_only_its_chart(open_page, save_story, caplog):
    document = story_document()
    document["charts"][0]["figure"] = {"data": [{"type": "no such kind"}], "layout": {}}
    app = open_page(links.STORY, story=save_story(document).id)
    draw_all(app)
    assert not app.exception
    assert "Something went wrong while showing this chart." in text_of(app)
    assert len(app.get("plotly_chart")) == 1
    assert "How this was found" in text_of(app)
