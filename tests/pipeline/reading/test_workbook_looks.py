"""What a workbook shows of its numbers, and what it hides."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.options import Options
from pipeline.reading import READERS, read
from pipeline.story import Dataset

ROWS = 40
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def made(path: Path, change: Callable[[Any], None]) -> Path:
    """A workbook of a code, a share, an amount and a plain number, with what ``change`` does to its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["plz", "share", "price", 2019])
    for number in range(ROWS):
        sheet.append([number + 501, number / 400, number * 1.5 + 0.25, number * 3])
    change(sheet)
    book.save(path)
    return path


def formatted(column: str, code: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for cell in sheet[column][1:]:
            cell.number_format = code

    return change


def opened(path: Path) -> tuple[Dataset, list[tuple[Any, ...]]]:
    table = read(path, Options(), lambda share: None)
    rows = table.connection.sql("SELECT * FROM data ORDER BY rowid").fetchall()
    table.close()
    return table.dataset, rows


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_percent_and_its_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    if large:
        readers = {key: replace(reader, large=1_000) for key, reader in READERS.items()}
        monkeypatch.setattr("pipeline.reading.table.READERS", readers)
    dataset, rows = opened(made(tmp_path / "a.xlsx", formatted("B", "0.00%;[Red]-0.00%")))
    share = dataset.columns[1]
    assert (share.name, share.type.value, share.unit) == ("share", "numeric", "%")
    assert [row[1] for row in rows] == pytest.approx([number / 4 for number in range(ROWS)])


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ('#,##0.00 "€"', "€"),
        ("[$CHF-807] #,##0.00", "CHF"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00)', "$"),
        ('0.0" kg"', "kg"),
        ("0.00\\ \\m", "m"),
        ("#,##0.00", None),
        ('#,##0,"k"', None),
        ('"No. "0', None),
    ],
)
def test_units_of_number_formats(tmp_path: Path, code: str, unit: str | None) -> None:
    dataset, rows = opened(made(tmp_path / "a.xlsx", formatted("C", code)))
    assert dataset.columns[2].unit == unit
    assert [row[2] for row in rows] == [number * 1.5 + 0.25 for number in range(ROWS)]


def test_codes_keep_the_zeros_that_the_format_shows(tmp_path: Path) -> None:
    dataset, rows = opened(made(tmp_path / "a.xlsx", formatted("A", "00000")))
    assert dataset.columns[0].type.value in ("identifier", "categorical")
    assert [row[0] for row in rows] == [f"{number + 501:05}" for number in range(ROWS)]


def test_a_number_as_a_name_has_no_percent_sign(tmp_path: Path) -> None:
    dataset, _ = opened(made(tmp_path / "a.xlsx", formatted("D", "0%")))
    assert [column.name for column in dataset.columns] == ["plz", "share", "price", "2019"]
    assert dataset.columns[3].unit == "%"


def test_few_percent_cells_change_nothing(tmp_path: Path) -> None:
    def few(sheet: Any) -> None:
        for cell in sheet["D"][1:4]:
            cell.number_format = "0%"

    dataset, rows = opened(made(tmp_path / "a.xlsx", few))
    assert dataset.columns[3].unit is None
    assert [row[3] for row in rows] == [number * 3 for number in range(ROWS)]


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:D41"
        for row in (3, 4, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["C"].hidden = True

    dataset, rows = opened(made(tmp_path / "a.xlsx", hide))
    told = {warning.kind: warning for warning in dataset.warnings}
    assert len(rows) == ROWS
    assert told["hidden_rows"].rows == 3
    assert "filter" in told["hidden_rows"].text
    assert told["hidden_rows"].example == "502, 0.0025, 1.75, 3"
    assert told["hidden_columns"].text.startswith("price is hidden")


def test_nothing_hidden_is_nothing_told(tmp_path: Path) -> None:
    dataset, _ = opened(made(tmp_path / "a.xlsx", lambda sheet: None))
    assert dataset.warnings == ()


def cell(kind: str, value: str, more: str = "") -> str:
    value_of = f' office:value="{value}"' if kind != "string" else ""
    return f'<table:table-cell office:value-type="{kind}"{value_of}{more}><text:p>{value}</text:p></table:table-cell>'


def test_open_document_tells_percent_money_and_hidden_rows(tmp_path: Path) -> None:
    names = "".join(cell("string", name) for name in ("Ort", "Anteil", "Preis"))
    hidden, francs = ' table:visibility="filter"', ' office:currency="CHF"'
    rows = "".join(
        f"<table:table-row{hidden if number == 5 else ''}>{cell('string', f'O{number}')}"
        f"{cell('percentage', str(number / 200))}"
        f"{cell('currency', str(number * 2 + 0.5), francs)}</table:table-row>"
        for number in range(20)
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="A"><table:table-row>{names}</table:table-row>{rows}'
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    dataset, values = opened(path)
    assert [column.unit for column in dataset.columns] == [None, "%", "CHF"]
    assert [row[1] for row in values] == pytest.approx([number / 2 for number in range(20)])
    assert [(warning.kind, warning.rows) for warning in dataset.warnings] == [("hidden_rows", 1)]
