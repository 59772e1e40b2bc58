"""Day and month told apart by the whole file, where the dates of a column could be read in two ways."""

from datetime import datetime

import pytest

from pipeline.reading.columns import plan_grid
from pipeline.reading.remarks import remarks
from pipeline.reading.types import Evidence, Plan
from pipeline.story import ColumnType

STORES = ("North", "South", "West")
ONE_YEAR = [f"01/{month:02}/2023" for month in range(1, 13)] * len(STORES)
TWO_YEARS = [f"01/{month:02}/{year}" for year in (2023, 2024) for month in range(1, 13)] * len(STORES)
FEBRUARY, SECOND_OF_JANUARY = datetime(2023, 2, 1), datetime(2023, 1, 2)


def plans(dates: list[str], names: tuple[str, str] = ("store", "sales"), mark: str = "", **file: str) -> list[Plan]:
    """Of a table of one row a date and store, store by store; ``mark`` stands before its amounts."""
    rows = len(dates)
    columns = {
        "date": dates,
        names[0]: [STORES[row * len(STORES) // rows] for row in range(rows)],
        names[1]: [f"{mark}{100 + row * 37 % 211}" for row in range(rows)],
    }
    return plan_grid([Evidence.of(name, texts) for name, texts in columns.items()], {}, **file)


def moment(dates: list[str], *args: object, text: str = "01/02/2023", **file: str) -> object:
    return plans(dates, *args, **file)[0].value(text)  # type: ignore[arg-type]


def test_months_of_several_years_are_no_januaries() -> None:
    assert moment(TWO_YEARS) == FEBRUARY
    american = [f"{month}/1/{year}" for year in (2023, 2024) for month in range(1, 13)] * len(STORES)
    assert moment(american, text="2/1/2023") == FEBRUARY
    assert moment(american, ("magasin", "ventes"), text="2/1/2023") == FEBRUARY


def test_one_year_is_read_by_the_custom_of_the_file() -> None:
    assert moment(ONE_YEAR) == SECOND_OF_JANUARY
    assert moment(ONE_YEAR, ("magasin", "ventes")) == FEBRUARY
    assert moment(ONE_YEAR, delimiter=";") == FEBRUARY
    assert moment(ONE_YEAR, ("store", "sales"), "£") == FEBRUARY
    assert moment(ONE_YEAR, ("store", "sales"), "$") == SECOND_OF_JANUARY
    assert moment(ONE_YEAR, delimiter=",") == SECOND_OF_JANUARY


@pytest.mark.parametrize(("mark", "expected"), [("-", SECOND_OF_JANUARY), (".", FEBRUARY)])
def test_dollars_put_the_month_first_but_for_points(mark: str, expected: datetime) -> None:
    dates = [date.replace("/", mark) for date in ONE_YEAR]
    assert moment(dates, text=f"01{mark}02{mark}2023") == FEBRUARY
    assert moment(dates, ("store", "sales"), "$", text=f"01{mark}02{mark}2023") == expected


def test_another_column_that_is_certain_comes_before_the_custom() -> None:
    due = [f"{month:02}/{month + 12:02}/2023" for month in range(1, 13)] * len(STORES)
    both = [Evidence.of("échéance", due), Evidence.of("date", ONE_YEAR)]
    assert plan_grid(both, {}, ";")[1].value("01/02/2023") == SECOND_OF_JANUARY


def test_a_type_that_the_user_said_is_read_by_the_custom_too() -> None:
    dates = [*ONE_YEAR, *["offen", "später"] * 10]
    both = [Evidence.of("date", dates), Evidence.of("Filiale", ["Nord", "Süd"] * 28)]
    assert plan_grid(both, {"date": ColumnType.DATETIME})[0].value("01/02/2023") == FEBRUARY


def test_a_guess_is_told_and_nothing_else_is() -> None:
    counts = dict.fromkeys(ONE_YEAR, 3)
    [told] = remarks("date", plans(ONE_YEAR)[0], counts)
    assert told.kind == "ambiguous_dates"
    assert "01/02/2023 for 2023-01-02, not 2023-02-01" in told.text
    assert not remarks("date", plans(ONE_YEAR, ("magasin", "ventes"))[0], counts)
    assert not remarks("date", plans(TWO_YEARS)[0], dict.fromkeys(TWO_YEARS, 3))
    mirrored = [f"{month:02}/{month:02}/2023" for month in range(1, 13)] * 3
    assert not remarks("date", plans(mirrored)[0], dict.fromkeys(mirrored, 3))
