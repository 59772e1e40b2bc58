"""The bundled files: made as said, and with the stories in them that were planted."""

import logging
import re
from functools import partial

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pipeline import Options, make_story
from pipeline.narrative.check import sentences
from samples import SAMPLES, make
from testing.story.planted import planted
from testing.story.scores import document_of
from testing.story.tone import faults, frame_of, names_of, tone

PLANTED = ("budgets", "churn", "sales")  # with advice
OTHERS = ("panel", "survey")

READERS = {".csv": pd.read_csv, ".xlsx": partial(pd.read_excel, engine="calamine"), ".parquet": pd.read_parquet}


class Dropped(logging.Handler):
    """The sentences that the number check has dropped."""

    def __init__(self):
        super().__init__()
        self.sentences = []

    def emit(self, record):
        if hasattr(record, "sentence"):
            self.sentences.append(record.sentence)


@pytest.fixture(scope="module")
def dropped():
    log, handler = logging.getLogger("pipeline.narrative"), Dropped()
    log.addHandler(handler)
    yield handler.sentences
    log.removeHandler(handler)


@pytest.fixture(scope="module")
def stories(dropped):
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
    assert re.search(r"hours lower .*than elsewhere, but .* hours higher among tickets", finding.headline)


@pytest.fixture(scope="module")
def documents(stories):
    """The samples' stories and those of planted tables."""
    made = {name: document_of(planted(name, 1).frame, f"{name}.csv") for name in (*PLANTED, *OTHERS)}
    return {key: story.to_document() for key, story in stories.items()} | made


def test_the_stories_sound_as_if_a_person_had_written_them(documents):
    assert {key: wrong for key, document in documents.items() if (wrong := faults(tone(document)))} == {}


def test_no_two_tables_get_the_same_advice_but_for_names_and_numbers(documents):
    advised = {
        key: {
            frame_of(sentence, names_of(document))
            for item in document["narratives"]["recommendations"].split("\n")
            for sentence in sentences(item)[:1]
        }
        for key, document in documents.items()
    }
    assert all(advised[key] for key in PLANTED)
    frames = [frame for told in advised.values() for frame in told if frame]
    assert sorted(frames) == sorted(set(frames))


def test_no_sentence_of_theirs_was_dropped(documents, dropped):
    assert documents
    assert dropped == []
