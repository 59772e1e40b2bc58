"""The order in which a story is told."""

from pipeline.contents import contents_of, lead_of
from tests.ui.documents import outlined_document, story_document


def ids(numbered):
    return [(number, point["id"]) for number, point in numbered]


def test_a_story_without_an_outline_has_no_contents():
    assert contents_of(story_document()) is None
    before = {key: value for key, value in story_document().items() if key not in ("facts", "outline", "subject")}
    assert contents_of(before) is None


def test_facts_and_findings_stand_in_the_order_of_the_outline_and_are_numbered_through():
    contents = contents_of(outlined_document())
    assert [part.title for part in contents.parts] == ["How much, and how it went", "What it depends on"]
    assert [ids(part.points) for part in contents.parts] == [
        [(1, "a1"), (2, "trend-revenue")],
        [(3, "a2")],
    ]
    assert ids(contents.folded) == [(4, "groups-region-revenue"), (5, "a3")]
    assert ids(contents.shown) == [(1, "a1"), (2, "trend-revenue"), (3, "a2")]


def test_ids_named_twice_or_in_vain_and_points_left_out_lose_nothing():
    document = outlined_document()
    document["outline"] = {
        "lead": [],
        "sections": [
            {"name": "a", "title": "A", "points": ["a2", "gone", "a2"]},
            {"name": "b", "title": "B", "points": ["gone"]},
        ],
        "folded": ["a2", "a3"],
    }
    contents = contents_of(document)
    assert [part.title for part in contents.parts] == ["A"]
    assert ids(contents.shown) == [(1, "a2")]
    assert ids(contents.folded) == [(2, "a3"), (3, "a1"), (4, "trend-revenue"), (5, "groups-region-revenue")]


def test_the_lead_is_the_first_paragraph():
    assert lead_of("One. Two.\n\nThree.\n\nFour.") == ("One. Two.", "Three.\n\nFour.")
    assert lead_of("One.") == ("One.", "")
