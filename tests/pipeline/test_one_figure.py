"""What has one name in a story has one figure."""

import pytest

from testing.story.experts import read_lists
from testing.story.lead_figures import rounded_otherwise
from testing.story.scores import document_of
from testing.story.sources import frame_of
from testing.story.twice import named_twice
from tests.pipeline.analysis.facts import tables

OF_LISTS = ("seattle_weather", "gapminder")


@pytest.mark.parametrize("name", tables.TABLES)
def test_no_thing_has_two_figures_in_a_story_of_planted_facts(name: str) -> None:
    story = document_of(tables.TABLES[name](), f"{name}.csv")
    assert named_twice(story) == []
    assert rounded_otherwise(story) == []


@pytest.mark.parametrize("name", OF_LISTS)
def test_no_thing_has_two_figures_in_the_story_of_a_public_table(name: str) -> None:
    expert = read_lists()[name]
    story = document_of(frame_of(expert.source), expert.file)
    assert named_twice(story) == []
    assert rounded_otherwise(story) == []


def test_two_figures_of_one_thing_are_noticed() -> None:
    story = _story("Average heat is 26.1 in August and 8.2 in May", "The average heat peaks in August with 26.6")
    ((one, other),) = named_twice(story)
    assert (one.figure, other.figure) == ("26.1", "26.6")


@pytest.mark.parametrize(
    "texts",
    [
        ("Sales are 10.6 in Bern", "Sales are 11 in Bern"),  # one of them rounded
        ("Sales are 10.6 in Bern", "Sales are 14 in Basel"),
        ("Sales are 10.6 in Bern", "Costs are 14 in Bern"),
        ("Sales are 10.6 in Bern", "Sales rose by 3.1 in Bern"),
    ],
)
def test_figures_of_two_things_are_no_contradiction(texts: tuple[str, str]) -> None:
    assert named_twice(_story(*texts)) == []


def _story(*headlines: str) -> dict[str, object]:
    facts = [{"id": f"a{i}", "headline": headline, "text": ""} for i, headline in enumerate(headlines)]
    return {"facts": facts, "findings": [], "outline": {"sections": [{"points": [fact["id"] for fact in facts]}]}}


@pytest.mark.parametrize(
    ("lead", "headline", "noticed"),
    [
        ("Costs are 8.9% over budget.", "Costs are 9% over budget", []),  # one digit alone is near to too much
        ("Costs are 18.9% over budget.", "Costs are 19% over budget", [("18.9%", "19%")]),
        ("Sales came to 20,300.", "Sales came to 20,345", [("20,300", "20,345")]),
        ("Sales came to 20,345.", "Sales came to 20,345", []),
        ("Sales came to 20,345.", "Sales came to 31,000", []),
    ],
)
def test_a_lead_that_rounds_otherwise_than_its_point_is_noticed(
    lead: str, headline: str, noticed: list[tuple[str, str]]
) -> None:
    point = {"id": "a1", "headline": headline, "text": ""}
    story = {
        "facts": [point],
        "findings": [],
        "outline": {"lead": ["a1"]},
        "narratives": {"summary": f"{lead}\n\nMore."},
    }
    assert rounded_otherwise(story) == noticed
