"""Figures of how a story sounds, counted by hand."""

import pytest

from testing.story.tone import tone


def test_words_about_method_bare_headlines_raw_names_and_sentences() -> None:
    headlines = ["Sales rose 5%", "Sales of avg_order_val fell", "Folded away"]
    points = [
        {"id": f"a{i}", "headline": headline, "text": "", "caveats": [], "columns": []}
        for i, headline in enumerate(headlines)
    ]
    story = {
        "narratives": {"summary": "Sales grew 51% in three years.\n\n44 tests were run."},
        "facts": points,
        "findings": [],
        "outline": {"sections": [{"points": ["a0", "a1"]}], "folded": ["a2"]},
        "quality": [],
    }
    found = tone(story)
    assert found.method == pytest.approx(4 / 10)
    assert found.no_figure == pytest.approx(1 / 2)
    assert found.raw_names == 1
    assert found.sentence_length == pytest.approx(5)
