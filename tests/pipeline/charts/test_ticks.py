"""The marks of axes."""

from itertools import pairwise

import pytest

from pipeline.charts.ticks import round_ticks


@pytest.mark.parametrize("wanted", [3, 5])
@pytest.mark.parametrize(
    ("low", "high"), [(2, 900), (60_000, 98_000_000), (-0.4, 0.3), (7.1, 7.2), (0, 1e-7), (0, 4e12)]
)
def test_an_axis_has_two_marks_or_more_at_round_numbers_within_its_ends(low, high, wanted):
    marks = round_ticks(low, high, wanted=wanted)["tickvals"]
    assert 2 <= len(marks) <= 2 * wanted
    assert low <= marks[0] < marks[-1] <= high
    steps = {f"{after - before:.9e}" for before, after in pairwise(marks)}
    assert len(steps) == 1
    assert float(steps.pop()[:3]) in {1.0, 2.0, 2.5, 5.0}


def test_no_two_marks_read_the_same():
    assert round_ticks(10.84, 11.02)["ticktext"] == ["10.85", "10.90", "10.95", "11.00"]
    assert round_ticks(0, 1e6, "€", wanted=3)["ticktext"] == ["€0", "€500,000", "€1 million"]


@pytest.mark.parametrize(("low", "high", "marks"), [(2, 9, [2, 4, 6, 8]), (1, 3, [1, 2, 3]), (0, 1, [0, 1])])
def test_between_whole_numbers_there_are_no_fractions(low, high, marks):
    assert round_ticks(low, high, wanted=3, whole=True)["tickvals"] == marks
