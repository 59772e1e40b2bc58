"""Workbooks of Excel and OpenDocument, through calamine."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pipeline.errors import PreprocessingError
from pipeline.reading.grid import Grid
from pipeline.reading.shaping import make_grid
from pipeline.reading.source import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def matches(source: Source) -> bool:
    """A zip archive with a workbook in it, or an OLE file."""
    head = source.head
    if head.startswith(OLE):
        return True
    return head.startswith(b"PK\x03\x04") and any(
        part in head for part in (b"xl/", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
    )


def read(source: Source) -> Grid:
    """The sheet that the user chose, else the one with the most filled rows."""
    if source.head.startswith(OLE) and ENCRYPTED_STREAM in source.path.read_bytes():
        raise _protected()
    try:
        book = CalamineWorkbook.from_path(source.path)
        names = [source.options.sheet] if source.options.sheet in book.sheet_names else book.sheet_names
        sheets = [
            [[_text(value) for value in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in names
        ]
    except PasswordError as error:
        raise _protected() from error
    except CalamineError as error:
        raise PreprocessingError(
            "This workbook is damaged.", "Open it in Excel, save it again, then upload the new file."
        ) from error
    if not sheets:
        raise PreprocessingError(
            "This workbook has no sheets.", "Put the table on its first sheet, then upload it again."
        )
    rows = max(sheets, key=lambda sheet: sum(any(row) for row in sheet))
    return replace(make_grid(rows, source.options.header_row), sheets=tuple(book.sheet_names))


def _protected() -> PreprocessingError:
    return PreprocessingError(
        "This workbook is protected with a password.", "Save a copy without the password, then upload that."
    )


def _text(value: object) -> str | None:
    """A cell as its user would write it."""
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
        case date() | time() | timedelta():
            return str(value)
        case _:
            return str(value)
