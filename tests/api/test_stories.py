"""Stories through the API: read, listed, exported, deleted, and nobody else's."""

import json

import pytest

from exporters import EXPORTERS
from models import StoredStory, User
from tests.ui.documents import hostile_story_document, story_document


def test_a_story_is_its_document(browser, new_story):
    assert browser.get(f"/api/stories/{new_story().id}").json() == story_document()


def test_the_list_shows_facts(browser, new_story):
    story = new_story()
    (entry,) = browser.get("/api/stories").json()["stories"]
    document = story_document()
    assert entry == {
        "storyId": story.id,
        "jobId": story.job_id,
        "title": document["title"],
        "createdAt": entry["createdAt"],
        "filename": document["dataset"]["filename"],
        "rowCount": document["dataset"]["rowCount"],
        "columnCount": document["dataset"]["columnCount"],
        "findingCount": len(document["findings"]),
        "headline": document["findings"][0]["headline"],
    }


def test_the_list_goes_on_where_it_ended(browser, new_story):
    ids = {new_story().id for _ in range(3)}
    first = browser.get("/api/stories?limit=2").json()
    second = browser.get("/api/stories", params={"limit": 2, "before": first["next"]}).json()
    assert {entry["storyId"] for entry in first["stories"] + second["stories"]} == ids
    assert second["next"] is None


def test_a_story_is_renamed_wherever_it_is_shown(browser, new_story):
    story = new_story()
    answer = browser.patch(f"/api/stories/{story.id}", json={"title": "Ours"})
    assert (answer.status_code, answer.json()["title"]) == (200, "Ours")
    assert browser.get(f"/api/stories/{story.id}").json() == story_document(title="Ours")
    assert browser.get(f"/api/jobs/{story.job_id}").json()["title"] == "Ours"
    assert "<title>Ours" in browser.get(f"/api/stories/{story.id}/export?format=html").text
    found = browser.get("/api/stories?search=ours&sort=rows").json()["stories"]
    assert [entry["title"] for entry in found] == ["Ours"]
    assert browser.get("/api/stories?search=other").json() == {"stories": [], "next": None}


def test_deleting_leaves_nothing(browser, new_story):
    story = new_story()
    answer = browser.delete(f"/api/stories/{story.id}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert browser.get(f"/api/stories/{story.id}").status_code == 404
    assert browser.get(f"/api/jobs/{story.job_id}").status_code == 404
    assert browser.delete(f"/api/stories/{story.id}").status_code == 404
    assert StoredStory.objects.count() == 0


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_export_is_a_file(browser, new_story, name):
    document = story_document(title='Umsätze: "2024"\r\nX: y')
    story = new_story(document=document)
    answer = browser.get(f"/api/stories/{story.id}/export", params={"format": name})
    exporter = EXPORTERS[name]
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == exporter.media_type.split(";")[0]
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="story.{exporter.name}"')
    assert "x" not in answer.headers
    assert answer.content == exporter.export(document)


def test_the_json_export_is_the_story(browser, new_story):
    answer = browser.get(f"/api/stories/{new_story().id}/export?format=json")
    assert json.loads(answer.content) == story_document()


def test_names_in_a_story_stay_what_they_are(browser, new_story):
    document = hostile_story_document()
    assert browser.get(f"/api/stories/{new_story(document=document).id}").json() == document


@pytest.mark.parametrize(("query", "status"), [("", 422), ("?format=exe", 400), ("?format=", 400)])
def test_a_format_that_doesnt_exist_is_refused(browser, new_story, query, status):
    answer = browser.get(f"/api/stories/{new_story().id}/export{query}")
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message", "hint"}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/export?format=html")]
)
def test_somebody_elses_story_looks_like_none(browser, new_story, method, path):
    story = new_story(User.for_identity("cookie:somebody"))
    body = {"title": "Mine"} if method == "PATCH" else None
    of_somebody = browser.request(method, f"/api/stories/{story.id}{path}", json=body)
    of_nobody = browser.request(method, f"/api/stories/{'0' * 32}{path}", json=body)
    assert of_somebody.status_code == of_nobody.status_code == 404
    assert of_somebody.json() == of_nobody.json()
    assert StoredStory.objects.count() == 1
