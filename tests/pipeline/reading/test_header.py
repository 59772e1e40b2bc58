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


def test_names_wider_than_right_aligned_values(tmp_path: Path) -> None:
    head = f"{'Station':<14}{'Elevation':>9}{'Precip':>8}{'Flag':>5}\n"
    body = "".join(f"{f'Upper Lake {n}':<14}{n * 97 % 900:>9}{n * 3.7:>8.1f}{'AB '[n % 3]:>5}\n" for n in range(25))
    assert grid_of(tmp_path, head + body) == (["Station", "Elevation", "Precip", "Flag"], 25)


def test_two_words_below_one_name_are_one_column(tmp_path: Path) -> None:
    head = f"{'City':<12}{'Jan':>6}{'Feb':>6}\n"
    body = "".join(f"{f'Town {n}':<12}{n * 97 % 900:>6}{'' if n % 4 == 0 else n + 1:>6}\n" for n in range(25))
    assert grid_of(tmp_path, head + body) == (["City", "Jan", "Feb"], 25)


def test_tabs_and_blanks_divide_together(tmp_path: Path) -> None:
    body = "".join(f"Place_{n:<6}\t{n * 7 % 90}   {n * 3 % 11}.5\t{n * 31 % 700}\n" for n in range(15))
    assert grid_of(tmp_path, "NAME\tSIZE  RATE   COST\n" + body) == (["NAME", "SIZE", "RATE", "COST"], 15)
    assert grid_of(tmp_path, "    \t  SIZE RATE   COST\n" + body) == (["column_1", "SIZE", "RATE", "COST"], 15)


def test_a_title_above_a_drawn_line_groups_no_names(tmp_path: Path) -> None:
    rows = "".join(f"{1950 + n} {n * 7 % 90 + 0.5:5.1f} {n * 3 % 11 + 0.5:5.1f} {n * 5 % 13:5.1f}\n" for n in range(20))
    text = (
        "        MONTHLY MEAN NUMBERS\n======================\nYear   Jan   Feb   Mar\n----------------------\n" + rows
    )
    assert grid_of(tmp_path, text) == (["Year", "Jan", "Feb", "Mar"], 20)


def test_names_are_divided_from_their_values_by_a_blank_line(tmp_path: Path) -> None:
    above = "Measure:,various\nUnits:,see table\nTable\n ,Area,Persons,Rate\n\n"
    numbers: list[object] = [n * 3 % 17 + 0.5 for n in range(20)]
    found = grid_of(tmp_path, above + lines(PLACES, numbers, numbers[::-1], numbers))
    assert found == (["column_1", "Area", "Persons", "Rate"], 20)


@pytest.mark.parametrize(
    "notes",
    [
        '"Note: some were counted in two states, therefore ",,\n" the total is no number of persons at all.",,\n',
        "Footnotes,,\n1 - Adjusted for age.,,\n",
    ],
)
def test_notes_of_several_rows_below(tmp_path: Path, notes: str) -> None:
    numbers: list[object] = [n * 3 % 17 + 1 for n in range(20)]
    assert grid_of(tmp_path, "area,cases,deaths\n" + lines(PLACES, numbers, numbers[::-1]) + notes)[1] == 20


def test_a_ministry_of_transport_is_no_amount_carried_over(tmp_path: Path) -> None:
    names: list[object] = [f"Ministry of {('Transport', 'Health')[n % 2]}" for n in range(20)]
    assert grid_of(tmp_path, "id,name,web\n" + lines(PLACES, names, ["http://a.org"] * 20))[1] == 20


def test_tables_with_the_same_names_are_one_with_their_titles(tmp_path: Path) -> None:
    days: list[object] = [*range(1, 7)]
    sold: list[object] = [n * 7 % 11 for n in range(6)]
    parts = [f"{shop}\nday,sold\n{lines(days, sold)}" for shop in ("North", "South")]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(parts))
    grid = read_grid(path)
    assert list(grid.columns) == ["day", "sold", "Table"]
    assert grid["Table"].tolist() == ["North"] * 6 + ["South"] * 6
    assert "tables_stacked" in {warning.kind for warning in grid.attrs["warnings"]}
    path.write_text("\n".join(parts).replace("South", "North"))  # pages of one list
    assert list(read_grid(path).columns) == ["day", "sold"]


def test_a_first_row_that_counts_up_is_named_by_words_above_it_but_for_its_label(tmp_path: Path) -> None:
    found = grid_of(
        tmp_path, ",Jan,Feb,Mar\nx,1,2,3\n" + lines(PLACES, [n * 7 % 9 for n in range(20)], [5] * 20, [4] * 20)
    )
    assert found[0][1:] == ["Jan", "Feb", "Mar"]


@pytest.mark.parametrize(
    "text",
    [
        "t,a,b,c\n0,0,0,0\n",  # below names a first row far from the others is one of values
        "9999,9999,9999,9999\n",  # no four names are one
    ],
)
def test_a_first_row_far_from_the_others_may_be_values(tmp_path: Path, text: str) -> None:
    ranges = [[low + n % 7 for n in range(20)] for low in (100, 200, 300, 400)]
    assert grid_of(tmp_path, text + lines(*ranges))[1] == 21


def test_a_group_above_no_column_at_all(tmp_path: Path) -> None:
    head = "Nr;Monat;Wo?;Monat;Welche Wege?;;Rest\n;;Laden;Netz;Antwort\n"
    ticked: list[object] = ["ja" if n % 3 else "nein" for n in range(20)]
    names, rows = grid_of(tmp_path, head + lines(PLACES, ["2023-04"] * 20, ticked, ticked[::-1], PLACES, delimiter=";"))
    assert names[0] == "Nr"
    assert rows == 20
