"""Twelve months, or four quarters, beside a year become rows; other columns that are called so stay."""

from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.reading import read

ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FIRST_HALF = ["Januar", "Februar", "März", "April", "Mai", "Juni"]
GERMAN = [*FIRST_HALF, "Juli", "August", "September", "Oktober", "November", "Dezember"]
FRENCH = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
QUARTERS = ["Q1", "Q2", "Q3", "Q4"]


def rows_of(
    tmp_path: Path, names: list[str], rows: list[list[object]], options: Options | None = None
) -> tuple[list[str], list[tuple[object, ...]], list[str]]:
    """The columns, the rows and the kinds of warnings of a table."""
    path = tmp_path / "t.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in [names, *rows]) + "\n")
    table = read(path, options or Options(), lambda share: None)
    read_rows = table.connection.sql("SELECT * FROM data").fetchall()
    table.close()
    kinds = [warning.kind for warning in table.dataset.warnings]
    return [column.name for column in table.dataset.columns], read_rows, kinds


def numbers(year: int, count: int) -> list[float]:
    return [round((year - 2000) * 10 + 3.7 * part + part % 3, 1) for part in range(count)]


@pytest.mark.parametrize(
    ("year", "names", "time"),
    [("Year", ENGLISH, "Month"), ("Jahr", GERMAN, "Month"), ("année", FRENCH, "Month"), ("YEAR", QUARTERS, "Quarter")],
)
def test_the_parts_of_a_year_become_rows(tmp_path: Path, year: str, names: list[str], time: str) -> None:
    rows: list[list[object]] = [[y, *numbers(y, len(names))] for y in range(2001, 2013)]
    columns, read_rows, kinds = rows_of(tmp_path, [year, *names], rows)
    assert columns == [time, "Value"]
    assert len(read_rows) == 12 * len(names)
    assert [value for _, value in read_rows[: len(names)]] == numbers(2001, len(names))
    assert [moment.month for moment, _ in read_rows[: len(names)]] == list(range(1, 13, 12 // len(names)))
    assert "melted" in kinds


@pytest.mark.parametrize("whole", ["sum", "mean"])
def test_what_a_year_comes_to_is_no_row_of_its_own(tmp_path: Path, whole: str) -> None:
    rows: list[list[object]] = []
    for year in range(2001, 2013):
        values = numbers(year, 12)
        rows.append([year, *values, round(sum(values) / (12 if whole == "mean" else 1), 1)])
    columns, read_rows, _ = rows_of(tmp_path, ["Year", *ENGLISH, "Annual"], rows)
    assert columns == ["Month", "Value"]
    assert len(read_rows) == 144


def test_a_long_series_with_the_years_own_figure_has_years_for_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [year, *numbers(year, 12), round(sum(numbers(year, 12)) / 12, 1)] for year in range(1990, 2020)
    ]
    columns, read_rows, kinds = rows_of(tmp_path, ["Year", *ENGLISH, "Annual"], rows)
    assert columns == ["Year", *ENGLISH, "Annual"]
    assert len(read_rows) == 30
    assert "melted" not in kinds


def test_other_columns_stay_beside_each_month(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [place, year, *numbers(year, 12)] for place in ("North", "South") for year in range(2001, 2008)
    ]
    columns, read_rows, _ = rows_of(tmp_path, ["region", "year", *ENGLISH], rows)
    assert columns == ["region", "Month", "Value"]
    assert {place for place, _, _ in read_rows} == {"North", "South"}
    assert len(read_rows) == 14 * 12


def test_months_to_come_are_no_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [[year, *numbers(year, 12)] for year in range(2001, 2012)]
    rows.append([2012, *numbers(2012, 5), *[""] * 7])
    _, read_rows, _ = rows_of(tmp_path, ["Year", *ENGLISH], rows)
    assert len(read_rows) == 11 * 12 + 5
    assert all(value is not None for _, value in read_rows)


def test_the_user_may_want_them_as_they_are(tmp_path: Path) -> None:
    rows: list[list[object]] = [[year, *numbers(year, 12)] for year in range(2001, 2013)]
    columns, read_rows, _ = rows_of(tmp_path, ["Year", *ENGLISH], rows, Options(keep_wide=True))
    assert columns == ["Year", *ENGLISH]
    assert len(read_rows) == 12


@pytest.mark.parametrize(
    "names",
    [
        ["Year", *ENGLISH[:11], "Total"],  # one is wanting
        ["Store", *ENGLISH],  # of which year, nobody says
        ["Year", *reversed(ENGLISH)],
    ],
)
def test_what_is_no_calendar_stays(tmp_path: Path, names: list[str]) -> None:
    rows: list[list[object]] = [[year, *numbers(year, 12)] for year in range(2001, 2013)]
    columns, _, kinds = rows_of(tmp_path, names, rows)
    assert columns == names
    assert "melted" not in kinds


def test_words_in_the_columns_of_months_stay(tmp_path: Path) -> None:
    rows: list[list[object]] = [[year, *(["open", "closed"] * 6)] for year in range(2001, 2013)]
    columns, _, _ = rows_of(tmp_path, ["Year", *ENGLISH], rows)
    assert columns == ["Year", *ENGLISH]
