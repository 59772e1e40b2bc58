"""The bundled files: made as said, and with the stories in them that were planted."""

from functools import partial

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pipeline import Options, make_story
from samples import SAMPLES, make

READERS = {".csv": pd.read_csv, ".xlsx": partial(pd.read_excel, engine="calamine"), ".parquet": pd.read_parquet}


@pytest.fixture(scope="module")
def stories():
    return {key: make_story(sample.path, Options(subject=sample.subject)) for key, sample in SAMPLES.items()}


def test_there_are_three_of_three_formats():
    assert {sample.path.suffix for sample in SAMPLES.values()} == set(READERS)
    for key, sample in SAMPLES.items():
        assert sample.key == key
        assert sample.label
        assert "\n" not in sample.description


@pytest.mark.parametrize("key", SAMPLES)
def test_the_script_makes_the_same_file_again(key, tmp_path):
    make.main(tmp_path)
    path = SAMPLES[key].path
    again, bundled = (READERS[path.suffix](file) for file in (tmp_path / path.name, path))
    assert 1_000 <= len(bundled) <= 5_000
    assert_frame_equal(again, bundled)


@pytest.mark.parametrize("key", SAMPLES)
def test_each_gives_a_story_with_charts(stories, key):
    story = stories[key]
    assert len(story.findings) >= 3
    assert len(story.charts) >= 3
    assert len(story.narratives.key_findings.split()) >= 120
    assert len(story.narratives.summary.split()) >= 25  # a lead of three sentences: all else stands apart


def test_the_counter_with_the_new_lane_is_named_in_the_first_sentences(stories):
    assert "Mill Bridge" in stories["bikes"].narratives.summary


@pytest.mark.parametrize(
    ("key", "columns"),
    [
        ("shop", {"Delivery days", "Country"}),
        ("shop", {"Delivery days", "Rating"}),
        ("shop", {"Rating", "Channel"}),
        ("shop", {"Order value", "Channel"}),
        ("tickets", {"Opened to Closed", "Complexity"}),
        ("tickets", {"First reply (min)", "Channel"}),
        ("tickets", {"Opened to Closed", "Satisfaction"}),
        ("bikes", {"cyclists", "counter"}),
        ("bikes", {"temperature (°C)", "cyclists"}),
    ],
)
def test_what_was_planted_is_found(stories, key, columns):
    assert any(set(finding.subjects) == columns for finding in stories[key].findings)


def test_the_slower_team_is_told_to_be_the_faster_one_among_like_tickets(stories):
    (finding,) = [f for f in stories["tickets"].findings if f.kind == "paradox"]
    assert set(finding.subjects) == {"Opened to Closed", "Team", "Complexity"}
    assert finding.values["overall"] * finding.values["within"] < 0
    assert "reverses among rows with the same Complexity" in finding.headline
