"""The delimiter and the quotes are those that make a table, whatever else is frequent in its cells."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.reading import read_grid
from pipeline.reading.sniffing import sniff

Rows = Sequence[Sequence[str]]
ROWS = range(24)
CITIES = ("New York", "San Jose", "Ulm")
STREETS = [
    ["id", "name", "address"],
    *([str(i), ("Ann Lee", "Bob Ray")[i % 2], f"{i + 3} Main St, Springfield, IL {62700 + i}"] for i in ROWS),
]
POSTS = [
    ["date", "text", "likes"],
    *([f"2024-02-{i + 1:02d}", f"Rain {i}, then sun: what a day, said no one.", str(i * 13 % 40)] for i in ROWS),
]
LINKS = [
    ["url", "img", "n"],
    *([f"https://a.org/{i}?x=1&y=2", f"https://b.net/p/{i}.png", str(i * 3 % 7)] for i in ROWS),
]
QUOTES = [["id", "who", "says"], *([str(i), f"O'Brien {i}", f"it's {'dull ' * (i % 3)}what's 'new'"] for i in ROWS)]
WEATHER = [["station", "day", "mm"], *([f"S{i % 4}", f"2024-01-{i + 1:02d}", f"{i * 7 % 10}.5"] for i in ROWS)]
PLACES = [["id", "city", "temp"], *([str(i), CITIES[i % 3], f"{i * 3 % 11}.5"] for i in ROWS)]
CENSUS = [
    ["key", "Total; Estimate; Households", "Total; Margin; Households"],
    *([f"05000US{1000 + i}", str(i * 977 % 8999), str(i * 31 % 899)] for i in ROWS),
]
COMMAS = [["a", "b"], *([f"{i},{i * 7 % 90 + 10}", f"{i * 3 % 17},{i + 10}"] for i in ROWS)]
CLOCKS = [["date", "open", "close"], *([f"{i + 1:02d}/03/2024", f"{i}.5", f"{i * 3 % 7}.25"] for i in ROWS)]
PEOPLE = [["id", "name", "city"], *([str(i), f"Roe, {i}", CITIES[i % 3]] for i in ROWS)]


def quoted(rows: Rows, delimiter: str = ",", quote: str = '"', quoting: int = csv.QUOTE_MINIMAL) -> str:
    """As the csv module writes it."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quotechar=quote, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


def bare(rows: Rows, delimiter: str) -> str:
    """Without quotes."""
    return "".join(delimiter.join(row) + "\n" for row in rows)


def amid(text: str, *remarks: str) -> str:
    """With remarks among the lines."""
    lines = text.splitlines(keepends=True)
    for place, remark in enumerate(remarks, 1):
        lines.insert(place * 7, remark + "\n")
    return "".join(lines)


CASES = {
    "addresses by the hash sign": (bare(STREETS, "#"), STREETS),
    "addresses by the asterisk": (bare(STREETS, "*"), STREETS),
    "addresses by the exclamation mark": (bare(STREETS, "!"), STREETS),
    "prose by the semicolon": (bare(POSTS, ";"), POSTS),
    "prose by the pipe": (bare(POSTS, "|"), POSTS),
    "prose by the tabulator": (bare(POSTS, "\t"), POSTS),
    "links by the comma": (quoted(LINKS), LINKS),
    "links by the semicolon": (quoted(LINKS, ";"), LINKS),
    "apostrophes doubled": (quoted(QUOTES, ",", "'", csv.QUOTE_ALL), QUOTES),
    "apostrophes not doubled": ("".join(",".join(f"'{cell}'" for cell in row) + "\n" for row in QUOTES), QUOTES),
    "quotes not doubled": (
        "".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in QUOTES).replace("'", '"'),
        [[cell.replace("'", '"') for cell in row] for row in QUOTES],
    ),
    "blanks with quoted text": (quoted(PLACES, " "), PLACES),
    "blanks with text in apostrophes": (quoted(PLACES, " ", "'"), PLACES),
    "remarks above": (
        "# by tool, v1.2, on 3 May\n# columns: station, day, mm; see #7\n#\n" + bare(WEATHER, ";"),
        WEATHER,
    ),
    "remarks amid": (amid(bare(WEATHER, "\t"), "# sensor replaced, recalibrated", "#restart"), WEATHER),
    "semicolons in the names": (quoted(CENSUS), CENSUS),
    "decimal commas by blanks": (bare(COMMAS, " "), COMMAS),
    "dates by the colon": (bare(CLOCKS, ":"), CLOCKS),
    "lines quoted as a whole": (
        quoted([[line] for line in quoted(PEOPLE).splitlines()], quoting=csv.QUOTE_ALL),
        PEOPLE,
    ),
    "lines quoted as a whole, names aside": (
        "id,name,city\n" + quoted([[line] for line in quoted(PEOPLE[1:]).splitlines()], quoting=csv.QUOTE_ALL),
        PEOPLE,
    ),
    "lines quoted as a whole, with empty cells": (
        "".join('"' + line.replace('"', '""') + '";;;\n' for line in quoted(PEOPLE).splitlines()),
        PEOPLE,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_table_comes_back(case: str, tmp_path: Path) -> None:
    text, rows = CASES[case]
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    grid = read_grid(path)
    assert list(grid.columns) == list(rows[0])
    assert grid.to_numpy().tolist() == [list(row) for row in rows[1:]]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_first_quoted_cell_may_come_late(quote: str, tmp_path: Path) -> None:
    rows = [["town", "country", "id"], *([f"Town number {i}", "Chile", str(i)] for i in range(3_000))]
    rows += [[f"Town {i}", "Korea, Republic of", str(i)] for i in range(40)]
    path = tmp_path / "late.csv"
    path.write_text(quoted(rows, ",", quote), encoding="utf-8", newline="")
    assert path.stat().st_size > 1 << 16
    grid = read_grid(path)
    assert grid.to_numpy().tolist() == rows[1:]
    assert not grid.attrs["warnings"]
    assert grid.attrs["quote"] == quote


def test_rows_by_another_delimiter_are_divided_by_it_and_told(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    more = [[str(i), f"Roe; {i}", "Köln"] for i in ROWS]
    path.write_text(quoted(PEOPLE) + quoted(more, ";"), encoding="utf-8")
    grid = read_grid(path)
    assert grid.to_numpy().tolist() == [*PEOPLE[1:], *more]
    assert [(warning.kind, warning.rows) for warning in grid.attrs["warnings"]] == [("other_delimiter", len(more))]


def test_remarks_amid_the_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "remarks.csv"
    path.write_text(amid(bare(WEATHER, ","), "# sensor replaced", "# recalibrated"), encoding="utf-8")
    assert [(warning.kind, warning.rows) for warning in read_grid(path).attrs["warnings"]] == [("remarks", 2)]


def test_numbers_a_blank_apart_are_divided_though_two_blanks_stand_elsewhere() -> None:
    lines = [f"{51000 + n * 7 % 900} {51000 + n * 11 % 900}      {n % 4}" for n in range(600)]
    assert sniff("\n".join(lines) + "\n").delimiter == " "
