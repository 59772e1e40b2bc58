"""Workbooks of every kind give the same table, also those too large for memory."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt
from pyxlsbwriter import XlsbWriter

from pipeline.options import Options
from pipeline.reading import READERS, read

Row = list[object]
START = datetime(2024, 1, 1)
SHEETS: dict[str, list[Row]] = {
    "Notes": [["Made by", "the shop"], ["Version", 2]],
    "Orders": [
        ["order", "day", "amount", "paid", "city"],
        *(
            [
                f"A-{number:04}",
                START + timedelta(days=number % 90),
                number / 4,
                number % 3 == 0,
                "Ulm" if number % 2 else "",
            ]
            for number in range(400)
        ),
    ],
    "Hidden": [["a", "b"], *([number, number] for number in range(900))],
}


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == "Hidden" else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)


def write_xls(path: Path) -> None:
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in SHEETS.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name == "Hidden")
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell, day if isinstance(cell, datetime) else xlwt.Style.default_style)
    book.save(str(path))


def write_xlsb(path: Path) -> None:
    with XlsbWriter(str(path)) as book:
        for name, rows in SHEETS.items():
            book.add_sheet(name, hidden=name == "Hidden")
            book.write_sheet(rows)


WRITERS: dict[str, Callable[[Path], None]] = {"xlsx": write_xlsx, "xls": write_xls, "xlsb": write_xlsb}


def rows_of(path: Path, options: Options) -> tuple[list[tuple[object, ...]], list[str]]:
    table = read(path, options, lambda share: None)
    rows = table.connection.sql("SELECT * FROM data ORDER BY rowid").fetchall()
    types = [column.type.value for column in table.dataset.columns]
    table.close()
    return rows, types


def expected() -> Iterable[tuple[object, ...]]:
    return [tuple(None if cell == "" else cell for cell in row) for row in SHEETS["Orders"][1:]]


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("extension", WRITERS)
def test_the_visible_sheet_with_the_largest_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extension: str, large: bool
) -> None:
    if large:
        readers = {key: replace(reader, large=1_000) for key, reader in READERS.items()}
        monkeypatch.setattr("pipeline.reading.table.READERS", readers)
    path = tmp_path / f"book.{extension}"
    WRITERS[extension](path)
    rows, types = rows_of(path, Options())
    assert rows == expected()
    assert types == ["identifier", "datetime", "numeric", "boolean", "categorical"]


@pytest.mark.parametrize("extension", WRITERS)
def test_another_sheet_can_be_chosen(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"book.{extension}"
    WRITERS[extension](path)
    rows, _ = rows_of(path, Options(sheet="Hidden"))
    assert len(rows) == 900


@pytest.mark.parametrize("blanks", [" ", "\n\t"])
def test_blanks_around_the_numbers_of_one_sheet(tmp_path: Path, blanks: str) -> None:
    write_xlsx(tmp_path / "whole.xlsx")
    padded = tmp_path / "padded.xlsx"
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(padded, "w") as copy:
        for name in whole.namelist():
            text = whole.read(name)
            if name.endswith("sheet2.xml"):
                text = text.replace(b"<v>", b"<v>" + blanks.encode())
            copy.writestr(name, text)
    tables = [read(path, Options(), lambda share: None) for path in (tmp_path / "whole.xlsx", padded)]
    first, second = (table.connection.sql("SELECT * FROM data").fetchall() for table in tables)
    assert len(first) == 400
    assert first == second
    for table in tables:
        table.close()


def test_a_title_is_quoted_without_the_empty_cells_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    workbook = openpyxl.Workbook()
    for row in (["Freight report"], [], ["name", "amount", "place"], *([f"n{i}", i, "Ulm"] for i in range(20))):
        workbook.active.append(row)
    workbook.save(path)
    table = read(path, Options(), lambda share: None)
    table.close()
    (title,) = (warning for warning in table.dataset.warnings if warning.kind == "skipped_lines")
    assert title.example == "Freight report"
