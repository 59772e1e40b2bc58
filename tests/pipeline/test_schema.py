"""A document of any version has what a reader of the last one looks for."""

import json

import pytest

from pipeline.contents import contents_of
from pipeline.schema import SCHEMA_VERSION, upgrade
from pipeline.story import Story, camel_case
from tests.exporters import documents

EARLY = {
    "title": "Sales",
    "narratives": {"summary": "s", "keyFindings": "k", "recommendations": "r"},
    "findings": [{"id": "f1", "headline": "Up"}],
}


def test_an_early_document_gets_what_came_since_and_keeps_what_it_has():
    now = upgrade(EARLY)
    assert now["schemaVersion"] == SCHEMA_VERSION
    assert now["findings"] == EARLY["findings"]
    assert now["narratives"] == {"method": "", **EARLY["narratives"]}
    assert contents_of(now) is None  # it is shown as it was: in the order of its findings
    assert "facts" not in EARLY


def test_every_part_of_a_story_is_in_an_upgraded_document():
    required = {"title", "dataset", "narratives", "findings", "charts", "statistics", "quality", "timings"}
    fields = {camel_case(field) for field in Story.__dataclass_fields__ if field not in required}
    missing = fields - {"schemaVersion"}
    assert missing <= set(upgrade(EARLY)), "what was added to Story must be added to upgrade"


@pytest.mark.parametrize("version", [SCHEMA_VERSION, SCHEMA_VERSION + 1])
def test_a_document_of_this_or_a_later_version_stays_as_it_is(version):
    document = {**EARLY, "schemaVersion": version}
    assert upgrade(document) == document


def test_what_is_upgraded_stays_json():
    assert json.loads(json.dumps(upgrade(documents.document()))) == upgrade(documents.document())
