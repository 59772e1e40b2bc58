from dataclasses import replace

from pipeline.narrative.notes import with_notes
from pipeline.story import Coverage, Statistics, Tests
from tests.pipeline.narrative.analyses import CORRELATION, analysis


def notes(*findings, coverage=None, run=0):
    statistics = Statistics(tests=Tests(run, 0, 0.01), coverage=coverage or Coverage())
    return with_notes(replace(analysis(*findings), statistics=statistics)).notes


def test_what_was_left_out_is_said_with_its_number():
    coverage = Coverage(columns_left_out=52, sample_rows=20_000, pairs_left_out={"correlation": 1500})
    columns, rows, pairs = notes(coverage=coverage)
    assert "52 of its 6 columns were not looked at" in columns
    assert "an even sample of 20,000 of the 1,200 rows" in rows
    assert pairs.startswith("Two measures that move together: ")
    assert "1,500 weaker ones" in pairs


def test_tests_of_which_nothing_came_are_said_to_be_so():
    assert notes(run=5) == ("None of the tests found anything that stands out from chance.",)
    assert notes(replace(CORRELATION, p_value=1e-9), run=5) == ()


def test_what_was_looked_for_is_called_by_its_label():
    looked_for = ({"kind": "trend", "tests": 3, "findings": 1},)
    told = with_notes(replace(analysis(), statistics=Statistics(looked_for=looked_for)))
    assert told.looked_for == ({"kind": "trend", "label": "Trend over time", "tests": 3, "findings": 1},)
