"""Figures of how a story sounds, counted by hand."""

import pytest

from testing.story.tone import frame_of, reading_ease, repeated, tone


def test_words_about_method_bare_headlines_raw_names_and_sentences() -> None:
    headlines = ["Sales rose 5%", "Sales of avg_order_val fell", "Folded away"]
    points = [
        {"id": f"a{i}", "headline": headline, "text": "", "caveats": [], "columns": [], "values": {}}
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


def test_short_words_in_short_sentences_read_easily() -> None:
    # 6 words, 6 syllables: 206.835 - 1.015 * 6 - 84.6
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(116.1, abs=0.1)
    assert reading_ease(["Considerable heterogeneity characterises administrative classifications."]) < 0
    assert reading_ease([]) == 100


def test_a_phrase_is_said_over_and_over_across_names_and_numbers() -> None:
    texts = [f"It went up by {n}, far away from all others in **name {n}**." for n in range(3)]
    assert "far away from all" in repeated(texts)
    assert repeated(texts[:2]) == ()


def test_the_frame_of_a_sentence_has_neither_names_nor_numbers() -> None:
    first, second = (
        frame_of(f"- Cap **{name}** below {cut}%: lost $1,2{cut}.") for name, cut in (("a", 30), ("b c", 5))
    )
    assert first == second
    assert first != frame_of("- Hold **a** below 30%: lost $1,230.")
