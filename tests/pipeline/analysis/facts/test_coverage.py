"""Which periods a table covers, by how far apart its own records are."""

import pandas as pd
import pytest

from pipeline.analysis.facts.coverage import Coverage, recorded

YEAR = (pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01"))
MARCH = (pd.Timestamp("2024-03-01"), pd.Timestamp("2024-04-01"))


def coverage(first: str, last: str, rhythm: str) -> Coverage:
    days = pd.date_range(first, last, freq=rhythm)
    return Coverage(days, recorded(days, "day"))


@pytest.mark.parametrize(
    ("last", "rhythm", "is_whole"),
    [
        ("2024-12-31", "D", True),
        ("2024-12-30", "D", True),
        ("2024-12-20", "D", False),  # its last eleven days are missing: 3 % of a year
        ("2024-12-31", "B", True),
        ("2024-12-23", "B", False),
        ("2024-12-30", "W-MON", True),
        ("2024-12-23", "W-MON", False),
        ("2024-12-31", "ME", True),
        ("2024-11-30", "ME", False),
        ("2024-12-01", "MS", True),
        ("2024-11-01", "MS", False),
        ("2024-10-01", "QS", True),
        ("2024-07-01", "QS", False),
        ("2024-12-31", "QE", True),
        ("2024-09-30", "QE", False),
        ("2024-01-01", "YS", True),
    ],
)
def test_a_year_is_whole_if_the_next_row_would_be_of_the_next(last: str, rhythm: str, is_whole: bool) -> None:
    assert coverage("2019-01-01", last, rhythm).to_end(*YEAR) is is_whole


@pytest.mark.parametrize(
    ("first", "rhythm", "is_whole"),
    [
        ("2024-01-02", "D", True),
        ("2024-01-12", "D", False),
        ("2024-01-07", "W-SUN", True),
        ("2024-01-14", "W-SUN", False),
        ("2024-01-31", "ME", True),
        ("2024-02-29", "ME", False),
        ("2024-02-01", "MS", False),
        ("2024-04-01", "QS", False),
        ("2024-03-31", "QE", True),
    ],
)
def test_and_if_the_row_before_would_be_of_the_one_before(first: str, rhythm: str, is_whole: bool) -> None:
    assert coverage(first, "2027-12-31", rhythm).from_beginning(*YEAR) is is_whole


@pytest.mark.parametrize(("last", "is_whole"), [("2024-03-29", True), ("2024-03-27", False)])
def test_a_month_of_days_lacks_two_at_most(last: str, is_whole: bool) -> None:
    assert coverage("2023-01-01", last, "D").to_end(*MARCH) is is_whole


def test_few_rows_leave_a_seventh_of_a_period_empty() -> None:
    days = pd.DatetimeIndex(pd.date_range("2020-01-01", "2024-12-15", freq="23D")).delete([5, 30, 31, 60])
    assert Coverage(days, None).to_end(*YEAR)
    assert not Coverage(days[days < "2024-10-10"], None).to_end(*YEAR)
