"""Where a story tells a fact: the lead, a point, the rest, or nowhere."""

from typing import Any

from testing.story.experts import ExpertFact
from testing.story.told import BELOW, LEAD, QUALITY, place_of


def point(identifier: str, headline: str, *columns: str) -> dict[str, Any]:
    return {"id": identifier, "headline": headline, "text": "", "caveats": [], "columns": list(columns)}


STORY = {
    "narratives": {"summary": "**salary** averages 113,706.\n\nOf 397 rows 90% are men."},
    "facts": [point("a1", "level 5", "bonus"), point("a2", "41 against 52", "yrs.service")],
    "findings": [point("f1", "the correlation is 0.67", "yrs.service", "salary")],
    "outline": {"sections": [{"points": ["a2", "f1"]}], "folded": ["a1"]},
    "quality": [{"text": "12 values of **sex** are missing", "columns": ["sex"]}],
}


def place(columns: str, *values: float) -> int | None:
    return place_of(ExpertFact(1, "", "", {str(i): v for i, v in enumerate(values)}, tuple(columns.split())), STORY)


def test_lead_points_in_the_outlines_order_the_folded_the_rest_and_quality() -> None:
    assert place("salary", 113_706) == LEAD
    assert place("yrs.service", 41, 52) == 1
    assert place("salary", 0.67) == 2
    assert place("bonus", 5) == 3
    assert place("", 397) == BELOW
    assert place("sex", 12) == QUALITY


def test_the_right_number_about_another_column_is_not_told() -> None:
    assert place("bonus", 113_706) is None
    assert place("salary", 113_000) is None
