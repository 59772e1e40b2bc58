"""Figures of how a story sounds, counted by hand."""

from dataclasses import replace

import pytest

from testing.story.tone import Tone, faults, frame_of, reading_ease, repeated, tone


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


WELL = Tone(method=0.1, no_figure=0.1, raw_names=0, sentence_length=15, lead_ease=80, headline_ease=80, repeated=())


@pytest.mark.parametrize(
    ("worse", "fault"),
    [
        ({"method": 0.16}, "method 16% of 15%"),
        ({"no_figure": 0.25}, "without a figure 25% of 20%"),
        ({"raw_names": 1}, "raw names 1 of 0"),
        ({"sentence_length": 26}, "words a sentence 26 of 25"),
        ({"lead_ease": 49}, "of the lead 49 of 50"),
        ({"headline_ease": 49}, "of headlines 49 of 50"),
        ({"repeated": ("to tell whether that",)}, "more than twice: to tell whether that"),
    ],
)
def test_each_limit_can_be_broken(worse: dict[str, object], fault: str) -> None:
    assert faults(WELL) == []
    (found,) = faults(replace(WELL, **worse))
    assert fault in found
