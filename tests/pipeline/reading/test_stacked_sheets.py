"""Sheets with the same columns are one table; all others stay apart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline.options import Options
from pipeline.reading import READERS, read

Rows = Sequence[Sequence[object]]
NAMES = ["Tag", "Filiale", "Umsatz"]
LARGE = replace(READERS["excel"], large=0)


def month(number: int, rows: int = 12) -> list[list[object]]:
    return [[f"2024-{number:02d}-{day + 1:02d}", "ABC"[day % 3], number * 100 + day] for day in range(rows)]


def write(path: Path, sheets: Mapping[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def values(path: Path, options: Options) -> tuple[list[str], list[tuple[object, ...]], set[str]]:
    table = read(path, options, lambda share: None)
    names = [column.name for column in table.dataset.columns]
    rows = table.connection.execute("SELECT * FROM data").fetchall()
    told = {warning.kind for warning in table.dataset.warnings}
    table.close()
    return names, rows, told


@pytest.fixture(params=["in memory", "streamed"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "streamed":
        monkeypatch.setitem(READERS, "excel", LARGE)  # type: ignore[arg-type]
    return str(request.param)


def test_a_sheet_a_month_is_one_table(tmp_path: Path, size: str) -> None:
    path = write(tmp_path / "y.xlsx", {name: [NAMES, *month(n)] for n, name in enumerate(("Jan", "Feb", "Mär"), 1)})
    names, rows, told = values(path, Options())
    assert names == [*NAMES, "Sheet"]
    assert [(row[2], row[3]) for row in rows] == [
        (n * 100 + day, name) for n, name in enumerate(("Jan", "Feb", "Mär"), 1) for day in range(12)
    ]
    assert "sheets_stacked" in told


def test_columns_in_another_order_are_put_right(tmp_path: Path, size: str) -> None:
    other = [["UMSATZ", "Tag", "Filiale"], *([row[2], row[0], row[1]] for row in month(2))]
    path = write(tmp_path / "y.xlsx", {"Nord": [["Bericht"], NAMES, *month(1)], "Süd": other})
    names, rows, _ = values(path, Options())
    assert names == [*NAMES, "Sheet"]
    assert [row[1:] for row in rows] == [
        *(("ABC"[day % 3], 100 + day, "Nord") for day in range(12)),
        *(("ABC"[day % 3], 200 + day, "Süd") for day in range(12)),
    ]


def test_other_columns_stay_apart(tmp_path: Path, size: str) -> None:
    stock = [["Artikel", "Bestand"], *([f"a{n}", n] for n in range(10))]
    path = write(tmp_path / "y.xlsx", {"Verkauf": [NAMES, *month(1, 20)], "Lager": stock})
    names, rows, told = values(path, Options())
    assert (names, len(rows)) == (NAMES, 20)
    assert "several_sheets" in told


def test_a_copy_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "y.xlsx", {"Daten": [NAMES, *month(1)], "Daten (2)": [NAMES, *month(1)]})
    assert len(values(path, Options())[1]) == 12


def test_a_sheet_that_was_chosen_is_read_alone(tmp_path: Path, size: str) -> None:
    path = write(tmp_path / "y.xlsx", {"Jan": [NAMES, *month(1)], "Feb": [NAMES, *month(2)]})
    names, rows, _ = values(path, Options(sheet="Feb"))
    assert (names, len(rows)) == (NAMES, 12)


def test_a_column_of_that_name_keeps_it(tmp_path: Path) -> None:
    sheets = {name: [["Sheet", "Wert"], *([f"s{n}", n * k] for n in range(10))] for k, name in enumerate(("A", "B"), 1)}
    assert values(write(tmp_path / "y.xlsx", sheets), Options())[0] == ["Sheet", "Wert", "Sheet 2"]
