"""Where names end and values begin, when the first rows are odd ones."""

from pathlib import Path

import pytest

from pipeline.reading import read_grid


def grid_of(tmp_path: Path, text: str) -> tuple[list[str], int]:
    path = tmp_path / "t.csv"
    path.write_text(text)
    grid = read_grid(path)
    return list(grid.columns), len(grid)


def lines(*columns: list[object], delimiter: str = ",") -> str:
    return "\n".join(delimiter.join(map(str, row)) for row in zip(*columns, strict=True)) + "\n"


PLACES: list[object] = [f"E{n}" for n in range(20)]


@pytest.mark.parametrize("first", ["[c]", "<0.5", "nd", "suppressed", "[x]"])
def test_a_first_row_of_marks_is_a_row_of_values(tmp_path: Path, first: str) -> None:
    marked: list[object] = [first if n % 4 == 0 else n * 3 % 17 + 1 for n in range(20)]
    other: list[object] = [first if n % 5 == 0 else n * 7 % 11 + 1 for n in range(20)]
    found = grid_of(tmp_path, "area,cases,deaths\n" + lines(PLACES, marked, other))
    assert found == (["area", "cases", "deaths"], 20)


def test_units_in_brackets_are_still_no_values(tmp_path: Path) -> None:
    numbers: list[object] = [n * 3 % 17 + 0.5 for n in range(20)]
    names, rows = grid_of(tmp_path, "site,depth,load\n,[m],[kg]\n" + lines(PLACES, numbers, numbers[::-1]))
    assert (names, rows) == (["site", "depth [m]", "load [kg]"], 20)


def test_years_are_names_though_some_values_look_like_years(tmp_path: Path) -> None:
    columns: list[list[object]] = [[1700 + (n * k * 37) % 9000 for n in range(20)] for k in range(1, 6)]
    names, rows = grid_of(tmp_path, "place,2001,2002,2003,2004,2005\n" + lines(PLACES, *columns))
    assert (names, rows) == (["place", "2001", "2002", "2003", "2004", "2005"], 20)


def test_years_are_values_below_names_that_are_missing(tmp_path: Path) -> None:
    columns: list[list[object]] = [[1960 + n + k for n in range(20)] for k in range(3)]
    assert grid_of(tmp_path, lines(PLACES, *columns))[1] == 20


def test_what_a_program_tells_of_its_export_stands_above_the_names(tmp_path: Path) -> None:
    amounts: list[object] = [f"{n * 37 % 900},50" for n in range(20)]
    accounts: list[object] = [4000 + n % 3 for n in range(20)]
    head = '"EXTF";700;21;"Stapel";9;20240131;;"RE";1;2;"EUR"\n"Umsatz";"Konto";"Text"\n'
    found = grid_of(tmp_path, head + lines(amounts, accounts, PLACES, delimiter=";"))
    assert found == (["Umsatz", "Konto", "Text"], 20)


def test_row_names_of_r_with_blanks_in_them(tmp_path: Path) -> None:
    body = "".join(f'"Mazda RX{n}" {20 + n / 2} {4 + n % 3}\n' for n in range(15))
    assert grid_of(tmp_path, '"mpg" "cyl"\n' + body) == (["column_1", "mpg", "cyl"], 15)


def test_keys_in_one_column_before_years_of_which_one_is_empty(tmp_path: Path) -> None:
    body = "".join(
        f"A,PC,{geo}\t{n}.5 \t: \t{n * 3 % 7}.1 b\n"
        for n, geo in enumerate(["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE"] * 2)
    )
    names, rows = grid_of(tmp_path, "freq,unit,geo\\TIME_PERIOD\t2015 \t2016 \t2017 \n" + body)
    assert (names, rows) == (["freq,unit,geo\\TIME_PERIOD", "2015", "2016", "2017"], 16)
