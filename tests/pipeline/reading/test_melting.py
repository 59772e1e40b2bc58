"""Periods across columns become rows; numbers in names that are no periods stay where they are."""

from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.reading import preview, read
from pipeline.story import Dataset

COUNTRIES = [f"Land {n}" for n in range(12)]


def read_columns(tmp_path: Path, names: list[str], rows: list[list[object]], options: Options | None = None) -> Dataset:
    path = tmp_path / "t.csv"
    path.write_text("\n".join("\t".join(map(str, row)) for row in [names, *rows]) + "\n")
    table = read(path, options or Options(), lambda share: None)
    table.close()
    return table.dataset


def described(dataset: Dataset) -> dict[str, str]:
    return {column.name: str(column.type) for column in dataset.columns}


def values(count: int) -> list[list[object]]:
    return [[country, *[30 * n + 7 * k + 1 for k in range(count)]] for n, country in enumerate(COUNTRIES)]


@pytest.mark.parametrize(
    ("names", "time"),
    [
        (["2019", "2020", "2021"], "Year"),
        (["X1990", "X1991", "X1992", "X1993"], "Year"),
        (["c1980", "c1981", "c1982"], "Year"),
        (["1990 [YR1990]", "1991 [YR1991]", "1992 [YR1992]"], "Year"),
        (["FY2019", "FY2020", "FY2021"], "Year"),
        (["2021", "2020", "2019"], "Year"),
        (["1/22/20", "1/23/20", "1/24/20"], "Date"),
        (["2024-01-01", "2024-01-08", "2024-01-15"], "Date"),
        (["2019年", "2020年", "2021年"], "Year"),
        (["2019/20", "2020/21", "2021/22"], "Year"),
        (["Januar 2024", "Februar 2024", "März 2024"], "Month"),
        (["2024-W01", "2024-W02", "2024-W03"], "Week"),
        (["Jan-24", "Feb-24", "Mar-24"], "Month"),
        (["2024-01", "2024-02", "2024-03"], "Month"),
        (["Q1 2023", "Q2 2023", "Q3 2023"], "Quarter"),
    ],
)
def test_periods_become_one_column(tmp_path: Path, names: list[str], time: str) -> None:
    dataset = read_columns(tmp_path, ["country", *names], values(len(names)))
    assert described(dataset) == {"country": "categorical", time: "datetime", "Value": "numeric"}
    assert dataset.row_count == len(COUNTRIES) * len(names)
    told = next(warning for warning in dataset.warnings if warning.kind == "melted")
    assert str(len(names)) in told.text
    wide = read_columns(tmp_path, ["country", *names], values(len(names)), Options(keep_wide=True))
    assert [column.name for column in wide.columns] == ["country", *names]


def test_several_measures_have_the_periods_in_common(tmp_path: Path) -> None:
    names = [f"{stem}_{year}" for stem in ("sales", "costs") for year in (2021, 2022, 2023)]
    dataset = read_columns(tmp_path, ["country", *names], values(6))
    assert described(dataset) == {"country": "categorical", "Year": "datetime", "sales": "numeric", "costs": "numeric"}


def test_a_total_of_the_periods_goes_and_the_indicator_names_the_values(tmp_path: Path) -> None:
    rows = [[c, "Live births", *row[1:], sum(map(int, row[1:]))] for c, row in zip(COUNTRIES, values(3), strict=True)]
    dataset = read_columns(tmp_path, ["country", "Indicator Name", "2019", "2020", "2021", "Total"], rows)
    assert described(dataset) == {"country": "categorical", "Year": "datetime", "Live births": "numeric"}


def test_eurostats_first_column_is_divided(tmp_path: Path) -> None:
    rows = [[f"A,PC,{sex},{geo}", "61.2 p", "59.8", "60.1 b"] for geo in ("AT", "BE", "BG", "CY") for sex in "FM"]
    rows[3][2] = ": c"
    dataset = read_columns(tmp_path, ["freq,unit,sex,geo\\TIME_PERIOD", "2012 ", "2013 ", "2014 "], rows)
    found = described(dataset)
    assert list(found) == ["freq", "unit", "sex", "geo", "TIME_PERIOD", "OBS_VALUE"]
    assert (found["geo"], found["OBS_VALUE"]) == ("categorical", "numeric")


def test_line_items_become_columns(tmp_path: Path) -> None:
    items = ["Revenue", "Cost of sales", "Gross profit", "Employees", "EPS ($)"]
    names = ["in USD m", *(f"FY{year}" for year in range(2010, 2022))]
    rows = [[item, *[(n + 1) * 100 + k for k in range(12)]] for n, item in enumerate(items)]
    dataset = read_columns(tmp_path, names, rows)
    assert list(described(dataset)) == ["Year", *items]
    assert dataset.row_count == 12
    assert "transposed" in {warning.kind for warning in dataset.warnings}


@pytest.mark.parametrize(
    "names",
    [
        ["2019", "2020"],  # two years side by side are compared as they are
        ["Jan", "Feb", "Mar", "Apr"],  # with the year in a column of its own
        ["1", "2", "3", "4"],
        ["q2017", "age", "score"],
        ["2019", "price", "2020"],
        ["Model 2000", "Model 3000", "Model 4000"],
        ["Plan 2023", "Actual 2023", "Plan 2024", "Actual 2024"],
        ["Sales 2023", "Sales 2024", "Change"],
        ["Model 2000", "Mark 2003"],
        ["year", "born", "died"],
    ],
)
def test_other_numbers_in_names_are_no_periods(tmp_path: Path, names: list[str]) -> None:
    dataset = read_columns(tmp_path, ["country", *names], values(len(names)))
    assert [column.name for column in dataset.columns] == ["country", *names]


@pytest.mark.parametrize(
    ("names", "measure"),
    [
        (["Sales 2022", "Sales 2023"], "Sales"),
        (["Umsatz FY2024", "Umsatz FY2023"], "Umsatz"),
        (["units_2023-Q1", "units_2023-Q2"], "units"),
    ],
)
def test_two_periods_of_a_named_measure_are_melted(tmp_path: Path, names: list[str], measure: str) -> None:
    dataset = read_columns(tmp_path, ["country", *names], values(len(names)))
    found = [column.name for column in dataset.columns]
    assert found[0] == "country"
    assert found[2:] == [measure]
    assert {warning.kind for warning in dataset.warnings} == {"melted"}


@pytest.mark.parametrize("shift", [0, 1000])
def test_two_periods_beside_their_difference_stay_side_by_side(tmp_path: Path, shift: int) -> None:
    rows = [[country, 100 + n, 130 - n, 30 - 2 * n + shift] for n, country in enumerate(COUNTRIES)]
    dataset = read_columns(tmp_path, ["country", "sold 2022", "sold 2023", "rest"], rows)
    assert len(dataset.columns) == 4
    assert ("melted" in {warning.kind for warning in dataset.warnings}) == bool(shift)


def test_a_column_of_years_is_not_melted(tmp_path: Path) -> None:
    rows = [[country, year, n * year % 91] for n, country in enumerate(COUNTRIES) for year in (2019, 2020, 2021)]
    dataset = read_columns(tmp_path, ["country", "year", "births"], rows)
    assert (dataset.row_count, list(described(dataset))) == (36, ["country", "year", "births"])


def test_words_under_years_stay(tmp_path: Path) -> None:
    rows = [[country, "gold", "silver", "none"] for country in COUNTRIES]
    dataset = read_columns(tmp_path, ["country", "2019", "2020", "2021"], rows)
    assert dataset.column_count == 4


def test_the_preview_shows_the_rows_as_they_will_be_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in [["country", "2019", "2020", "2021"], *values(3)]))
    shown = preview(path, Options())
    assert (shown.reshaped, list(shown.grid.columns)) == ("long", ["country", "Year", "Value"])
    assert preview(path, Options(keep_wide=True)).reshaped == "wide"
