"""The text of a story that has facts: a table of sales in which discounts of 30% and more lose money."""

import re
from datetime import date, timedelta

import pytest

from pipeline import Options, make_story
from pipeline.narrative.check import sentences
from pipeline.narrative.recommendations import MAX_ITEMS


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    lines = ["Order Date,Region,Discount,Sales,Profit"]
    for index in range(1200):
        discount = (0, 0.1, 0.2, 0.3, 0.5)[index * 7 % 5]
        day = date(2021, 1, 1) + timedelta(days=index)
        sales = (100 + index * 37 % 60) * (2 if day.month == 12 else 1)
        profit = sales * (0.4 - discount - 0.02) + index * 13 % 7
        lines.append(f"{day},{('North', 'South', 'East')[index % 3]},{discount},{sales},{profit:.2f}")
    path = tmp_path_factory.mktemp("files") / "sales.csv"
    path.write_text("\n".join(lines) + "\n")
    return make_story(path, Options())


def points(story):
    return {point.id: point for point in (*story.facts, *story.findings)}


def test_the_lead_is_a_paragraph_of_three_sentences_and_leads_the_summary(story):
    assert len(story.outline.lead) == 3
    assert len(sentences(story.narratives.summary.split("\n\n")[0])) == 3


def test_after_a_lead_of_three_sentences_the_summary_says_nothing_twice(story):
    assert "\n\n" not in story.narratives.summary
    assert all(point.verdict in (None, "beyond_chance") for point in story.facts if point.id in story.outline.lead)


def test_the_summary_speaks_of_no_tests(story):
    assert "test" not in story.narratives.summary
    assert "statistical tests were run" in story.narratives.method


def test_the_key_findings_begin_with_the_points_of_the_lead(story):
    first = story.narratives.key_findings.split("\n")[0]
    level = points(story)[story.outline.lead[0]]
    assert first.startswith(f"- {level.headline}.")


def test_what_to_do_has_its_lever_its_stake_and_how_to_see_whether_it_worked(story):
    items = story.narratives.recommendations.split("\n")
    frame = re.escape("- Cap discount below") + r" \d+%: \d+% of the .* lost [\d,.]+ of profit\. It worked if .*\d"
    assert re.match(frame, items[0])
    assert len(items) <= MAX_ITEMS
