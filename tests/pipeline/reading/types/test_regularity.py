from datetime import date, timedelta

import pytest

from pipeline.reading.types.regularity import regular_order

Dates = list[tuple[int, int, int]]


def monthly(years: range, day: int = 1, step: int = 1) -> Dates:
    return [(day, month, year) for year in years for month in range(1, 13, step)]


def turned(dates: Dates) -> Dates:
    return [(second, first, year) for first, second, year in dates]


def daily(start: date, days: int) -> Dates:
    run = (start + timedelta(days=after) for after in range(days))
    return [(day.day, day.month, day.year) for day in run]


WORKING_DAYS = [(day, month, year) for day, month, year in daily(date(2024, 5, 1), 12) if day not in (4, 5, 11, 12)]
FIRST_WORKING_DAYS = [(day, month, 2023) for month, day in enumerate((2, 1, 1, 3, 2, 1, 3, 1, 1, 2, 1, 1), 1)]


@pytest.mark.parametrize(
    "dates",
    [
        monthly(range(2023, 2025)),
        monthly(range(2023, 2026), day=5),
        monthly(range(2022, 2025), step=3),
        monthly(range(2023, 2024), step=3),
        monthly(range(2023, 2025))[:7] + monthly(range(2023, 2025))[9:],
        [(1, 4, year) for year in range(2018, 2025)],
        [(1, 3, 2019), (1, 7, 2020), (1, 2, 2021), (1, 11, 2021), (1, 5, 2022), (1, 9, 2024)],
        daily(date(2023, 5, 1), 12),
        WORKING_DAYS,
        FIRST_WORKING_DAYS,
    ],
    ids=[
        "firsts",
        "fifths",
        "quarters",
        "quarters of a year",
        "a gap",
        "yearly",
        "starts of contracts",
        "daily",
        "working days",
        "first working days",
    ],
)
def test_what_is_regular_one_way_only_is_read_so(dates: Dates) -> None:
    assert regular_order(dates) is True
    assert regular_order(turned(dates)) is False


@pytest.mark.parametrize(
    "dates",
    [
        monthly(range(2023, 2024)),  # twelve months, or the first twelve days of a January
        [(1, month, 2023) for month in (2, 3, 4, 5, 6, 9, 10, 11, 12)],  # the same with a gap
        [(5, 1, 2024), (1, 9, 2024), (4, 3, 2024), (2, 2, 2024), (7, 6, 2024)],
        [(1, 2, 2023), (1, 5, 2024), (1, 9, 2025)],
        [(1, 2, 2023), (1, 4, 2023), (1, 6, 2023), (1, 10, 2023)],
    ],
    ids=["either way", "either way with a gap", "neither way", "too few", "some days of a month"],
)
def test_what_both_orders_may_be_is_left_open(dates: Dates) -> None:
    assert regular_order(dates) is None
    assert regular_order(turned(dates)) is None
