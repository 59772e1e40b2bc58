from dataclasses import replace

import pandas as pd
import pytest

from pipeline.narrative.figures import in_short
from pipeline.narrative.prose import Paragraph, Sentence, as_days, section, words
from pipeline.story import Plot
from tests.pipeline.narrative.analyses import DIFFERENCE, MISSINGNESS, RATE, TREND, finding


def test_a_section_has_paragraphs_and_lists():
    paragraphs = [
        Paragraph((Sentence("One."), Sentence("Two."))),
        Paragraph((Sentence("A."),), bullet=True),
        Paragraph(()),
        Paragraph((Sentence("B."),), bullet=True),
        Paragraph((Sentence("End."),)),
    ]
    assert section(paragraphs, 100) == "One. Two.\n\n- A.\n- B.\n\nEnd."


def test_the_least_needed_sentences_go_first_until_it_fits():
    sentences = (
        Sentence("one two three."),
        Sentence("four five.", rank=1),
        Sentence("six.", rank=2),
        Sentence("seven.", rank=2),
    )
    assert section([Paragraph(sentences)], 7) == "one two three. four five. six. seven."
    assert section([Paragraph(sentences)], 6) == "one two three. four five. six."
    assert section([Paragraph(sentences)], 5) == "one two three. four five."
    assert section([Paragraph(sentences)], 1) == "one two three."


def test_an_item_goes_as_a_whole_when_its_beginning_goes():
    item = Paragraph((Sentence("three four.", rank=5), Sentence("five.", rank=1)), bullet=True)
    assert section([Paragraph((Sentence("one two."),)), item], 3) == "one two."


@pytest.mark.parametrize(("text", "count"), [("", 0), ("- One, two: **three four** — 5%.", 5), ("a\nb\n\n- c", 3)])
def test_words(text, count):
    assert words(text) == count


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("from 2020 to 2024", ["2020", "2024"]),
        ("from January 2020 to March 2024", ["January 2020", "March 2024"]),
        ("from 1 January 2020 to 1 March 2024", ["1 January 2020", "1 March 2024"]),
        ("from Q1 2020 to Q1 2024", ["Q1 2020", "Q1 2024"]),
        ("for long", ["1 January 2020", "1 March 2024"]),
    ],
)
def test_moments_are_written_as_the_finding_writes_them(told, days):
    values = {"first_bucket": "2020-01-01 00:00:00", "last_bucket": "2024-03-01 00:00:00"}
    assert as_days(finding("trend", "", told, ("a", "b"), values), ("first_bucket", "last_bucket")) == days


@pytest.mark.parametrize(
    ("one", "figures"),
    [
        (TREND, None),  # the headline has its own
        (DIFFERENCE, "$310 against $205"),
        (MISSINGNESS, "41% against 2%"),
        (RATE, "40% against 10%"),
    ],
)
def test_figures_in_short(one, figures):
    assert in_short(one) == figures


def test_figures_in_short_have_the_unit_of_what_is_drawn():
    frame = pd.DataFrame({"x": ["a"], "y": [1.0]})
    shown = Plot("bar", "", frame, "x", "y", "x", "y", "", y_unit="hours")
    assert in_short(replace(DIFFERENCE, plot=shown)) == "310 hours against 205 hours"
