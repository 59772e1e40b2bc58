"""The schema of a story: what the pipeline makes fits it unchanged, and what can't be shown is refused."""

import copy
import json
import math

import pytest
from pydantic import ValidationError

from api import document as story_schema
from pipeline import make_story
from tests.ui.documents import empty_story_document, hostile_story_document, story_document


def taken(document):
    """The document as it is kept after an outside service sent it."""
    return story_schema.StoryDocument.model_validate_json(json.dumps(document)).model_dump(mode="json", by_alias=True)


@pytest.mark.parametrize("document", [story_document(), empty_story_document(), hostile_story_document()])
def test_a_story_comes_through_unchanged(document):
    assert taken(document) == document


def test_a_story_of_the_pipeline_comes_through_unchanged(tmp_path):
    path = tmp_path / "sales.csv"
    rows = [f"2024-01-{day:02},{'North' if day % 2 else 'South'},{day * 3 + day % 5},{day * 7}" for day in range(1, 29)]
    path.write_text("\n".join(["day,region,units,revenue", *rows]))
    document = json.loads(json.dumps(make_story(path).to_document()))
    assert taken(document) == document


def test_what_the_schema_doesnt_know_is_left_out():
    document = story_document()
    assert taken({**document, "script": "x", "dataset": {**document["dataset"], "x": 1}}) == document


def changed(path, value):
    document = copy.deepcopy(story_document())
    *way, last = path
    part = document
    for step in way:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), ""),
        (("title",), None),
        (("title",), "x" * 2000),
        (("dataset",), ...),
        (("dataset", "rowCount"), -1),
        (("dataset", "columns", 0, "type"), "colour"),
        (("narratives", "summary"), ...),
        (("narratives", "summary"), "x" * 200_000),
        (("findings", 0, "values"), {"a": [1]}),
        (("findings", 0, "sql"), 1),
        (("findings", 0, "pValue"), 2),
        (("findings",), "none"),
        (("charts", 0, "figure"), {"layout": {}}),
        (("charts", 0, "figure"), {"data": "x"}),
        (("statistics", "tests", "run"), "many"),
        (("timings",), [1]),
    ],
)
def test_a_story_that_cant_be_shown_is_refused(path, value):
    with pytest.raises(ValidationError):
        story_schema.StoryDocument.model_validate(changed(path, value))


def test_a_number_that_json_cant_hold_becomes_none():
    story = story_schema.StoryDocument.model_validate(changed(("findings", 0, "values"), {"a": math.inf}))
    assert json.loads(story.model_dump_json(by_alias=True))["findings"][0]["values"] == {"a": None}
