"""Tables of dBase, written byte by byte as its description says."""

import struct
from pathlib import Path

import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read
from pipeline.story import ColumnType

FIELDS = [("PLZ", "C", 5, 0), ("TOWN", "C", 10, 0), ("PRICE", "N", 8, 2), ("SOLD", "D", 8, 0), ("NEW", "L", 1, 0)]
TOWNS = ["Köln", "Bonn", "Aachen"]


def cells(n: int) -> list[str]:
    day = "20240230" if n == 4 else f"202403{n % 28 + 1:02d}"
    return [f"0{4100 + n:04d}", TOWNS[n % 3].ljust(10), f"{n * 7 % 50}.25".rjust(8), day, "TF"[n % 2]]


def dbase(
    path: Path, count: int = 30, *, driver: int = 0x57, encoding: str = "cp1252", memo: bool = False, deleted: int = -1
) -> Path:
    fields = [*FIELDS, ("NOTE", "M", 10, 0)] if memo else FIELDS
    length = 1 + sum(size for _, _, size, _ in fields)
    head = struct.pack("<BBBBIHH17xB2x", 3, 124, 3, 5, count, 32 + 32 * len(fields) + 1, length, driver)
    for name, kind, size, places in fields:
        head += struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), size, places)
    body = b""
    for n in range(count):
        row = "".join(cells(n)) + ("0000000001" if memo else "")
        body += (b"*" if n == deleted else b" ") + row.encode(encoding)
    path.write_bytes(head + b"\r" + body + b"\x1a")
    return path


def read_rows(path: Path) -> tuple[dict[str, ColumnType], list[tuple[object, ...]], set[str]]:
    table = read(path, Options(), lambda share: None)
    rows = table.connection.sql("SELECT * FROM data ORDER BY rowid").fetchall()
    types = {column.name: column.type for column in table.dataset.columns}
    table.close()
    return types, rows, {warning.kind for warning in table.dataset.warnings}


@pytest.mark.parametrize(("driver", "encoding"), [(0x57, "cp1252"), (0x02, "cp850"), (0, "cp1252")])
def test_text_numbers_days_and_truth_values(tmp_path: Path, driver: int, encoding: str) -> None:
    types, rows, _ = read_rows(dbase(tmp_path / "sales.dbf", driver=driver, encoding=encoding))
    assert types["PRICE"] == ColumnType.NUMERIC
    assert types["SOLD"] == ColumnType.DATETIME
    assert types["NEW"] == ColumnType.BOOLEAN
    assert [row[0] for row in rows] == [f"0{4100 + n:04d}" for n in range(30)]
    assert [row[1] for row in rows] == [TOWNS[n % 3] for n in range(30)]
    assert [row[2] for row in rows] == [n * 7 % 50 + 0.25 for n in range(30)]
    assert [row[3] is None for row in rows] == [n == 4 for n in range(30)]  # there is no 30th of February


def test_deleted_rows_and_long_texts_of_a_second_file_are_left_out(tmp_path: Path) -> None:
    types, rows, told = read_rows(dbase(tmp_path / "sales.dbf", memo=True, deleted=7))
    assert len(rows) == 29
    assert "NOTE" not in types
    assert "texts_apart" in told


def test_the_beginning_is_shown(tmp_path: Path) -> None:
    shown = preview(dbase(tmp_path / "sales.dbf"), Options())
    assert list(shown.grid.columns) == [name for name, *_ in FIELDS]


def test_a_damaged_one_is_refused(tmp_path: Path) -> None:
    path = dbase(tmp_path / "sales.dbf")
    content = bytearray(path.read_bytes())
    content[32 + 11] = ord("?")  # a kind of field that there isn't
    path.write_bytes(content)
    with pytest.raises(PreprocessingError, match="damaged"):
        read(path, Options(), lambda share: None)
