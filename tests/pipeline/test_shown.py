"""The document says what is shown where, as pages and exports show it."""

from pipeline.contents import contents_of
from pipeline.shown import with_first_chart
from tests.ui.documents import outlined_document


def test_places_are_those_of_the_contents():
    document = outlined_document()
    contents = contents_of(document)
    numbered = [(number, point["id"]) for number, point in (*contents.shown, *contents.folded)]
    assert [(one["number"], one["point"]) for one in document["shown"]] == numbered
    assert [one["place"] for one in document["shown"]] == ["how_much", "how_much", "depends_on", "folded", "folded"]


def test_the_lead_and_the_first_chart_are_named():
    document = outlined_document()
    contents = contents_of(document)
    assert [one["point"] for one in document["shown"] if one["inLead"]] == ["a1", "a2"]
    assert [point["id"] for _, point in contents.lead] == ["a1", "a2"]
    assert [one["point"] for one in document["shown"] if one["chartFirst"]] == ["a2"]
    assert contents.first["id"] == "a2", "the first point of the lead has no chart"


def test_a_chart_of_a_level_gives_way_to_one_that_says_more():
    assert with_first_chart([("level", "c1", "a"), ("split", "c2", "b"), ("rank", "c3", "c")], 2) == "b"
    assert with_first_chart([("level", "c1", "a"), ("split", None, "b"), ("rank", "c3", "c")], 2) == "a"
    assert with_first_chart([("level", None, "a"), ("rank", "c3", "c")], 1) == "c"
    assert with_first_chart([("level", None, "a")], 1) is None
