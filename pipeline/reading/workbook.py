"""Workbooks of Excel and OpenDocument, through calamine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading.cell_text import cell_text
from pipeline.reading.container import DAMAGE, require_sound_workbook
from pipeline.reading.excel_traces import excel_traces
from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.limits import rows_at_once
from pipeline.reading.padded_numbers import trim_numbers
from pipeline.reading.reader import Reader
from pipeline.reading.records import Repairs
from pipeline.reading.row_stream import row_stream
from pipeline.reading.rows import Cells
from pipeline.reading.shaping import make_grid
from pipeline.reading.sheet_looks import Looks, hidden_parts
from pipeline.reading.source import Source
from pipeline.reading.stacked_sheets import key_of, stacked, stacked_streams
from pipeline.reading.warnings import warn
from pipeline.reading.workbook_parts import looks_of
from pipeline.story import ReadingWarning

Found = TypeVar("Found", Grid, LargeGrid)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
UNREADABLE: tuple[type[Exception], ...] = (CalamineError, ZipError, *DAMAGE)
PREVIEW_ROWS = 5_000
HEAD_ROWS = 2_000


def matches(source: Source) -> bool:
    """A zip archive (those that hold no workbook were unpacked before), or an OLE file."""
    return source.head.startswith((OLE, b"PK\x03\x04"))


def read(source: Source) -> Grid:
    """The sheet that the user chose, else the visible one with the largest table."""
    return _mended(_read, source)


def stream(source: Source) -> LargeGrid:
    """The same for a large workbook: one sheet after the other, row by row."""
    return _mended(_stream, source)


def _mended(reading: Callable[[Source], Found], source: Source) -> Found:
    """What ``reading`` makes of a workbook, or of a copy without the blanks around its numbers."""
    try:
        return reading(source)
    except PreprocessingError as error:
        copy = source.folder / "trimmed.xlsx"
        if not isinstance(error.__cause__, CalamineError) or source.head.startswith(OLE):
            raise
        if not trim_numbers(source.path, copy):
            raise
    return reading(replace(source, path=copy))


def _read(source: Source) -> Grid:
    with _opened(source) as book:
        sheets, rest = _candidates(book, source.options.sheet)
        looks = {sheet.name: looks_of(source.path, sheet.name) for sheet in sheets}
        tables = {
            sheet.name: _rows(sheet, looks[sheet.name], _most(sheet, PREVIEW_ROWS) if source.only_head else None)
            for sheet in sheets
        }
    if len(tables) > 1 and source.options.header_row is None and (together := stacked(_grids(tables))):
        return replace(together, sheets=rest)
    chosen = max(
        tables, key=lambda name: sum(any(row) for row in tables[name]) * max(map(len, tables[name]), default=0)
    )
    grid = make_grid(tables[chosen], source.options.header_row, ", ")
    hidden = hidden_parts(looks[chosen], tables[chosen], grid.header_row)
    return _finished(grid, chosen, rest, [*hidden, *excel_traces(grid.names, grid.columns)])


def _grids(tables: Mapping[str, Sequence[Cells]]) -> dict[str, Grid]:
    """What each sheet holds, if it is a table."""
    grids = {}
    for name, rows in tables.items():
        with suppress(PreprocessingError):
            grids[name] = make_grid(rows, None, ", ")
    return grids


def _stream(source: Source) -> LargeGrid:
    with _opened(source) as book:
        sheets, rest = _candidates(book, source.options.sheet)
        sheet = max(sheets, key=lambda sheet: sheet.total_height * sheet.total_width)
    looks = looks_of(source.path, sheet.name)
    large = _streamed(sheet, looks, source.options, source.options.header_row)
    others = [other for other in sheets if other is not sheet and other.total_width] if len(sheets) > 1 else []
    if source.options.header_row is None and (alike := [other for other in others if _is_alike(other, large)]):
        together = _together(source, sheets, {sheet.name: large}, alike)
        return replace(together, beginning=replace(together.beginning, sheets=rest))
    told = hidden_parts(looks, _rows(sheet, looks, HEAD_ROWS), large.beginning.header_row)
    return replace(large, beginning=_finished(large.beginning, sheet.name, rest, told))


def _together(
    source: Source, sheets: Sequence[CalamineSheet], first: Mapping[str, LargeGrid], alike: Sequence[CalamineSheet]
) -> LargeGrid:
    """The ``first`` sheet with those that are ``alike``, in the order of the workbook."""
    streams = {sheet.name: _streamed(sheet, looks_of(source.path, sheet.name), source.options, None) for sheet in alike}
    whole = {**first, **streams}
    return stacked_streams({each.name: whole[each.name] for each in sheets if each.name in whole})


def _is_alike(sheet: CalamineSheet, large: LargeGrid) -> bool:
    grids = _grids({sheet.name: _rows(sheet, Looks(), _most(sheet, HEAD_ROWS))})
    return any(key_of(grid) == key_of(large.beginning) and grid.row_count for grid in grids.values())


def _streamed(sheet: CalamineSheet, looks: Looks, options: Options, header_row: int | None) -> LargeGrid:
    beginning = make_grid(_rows(sheet, looks, _most(sheet, HEAD_ROWS)), header_row, ", ", keep_empty=True)
    names = next(islice(_each(sheet, looks), beginning.header_row, None)) if beginning.header_row >= 0 else None
    done, total = 0, max(sheet.total_height, 1)

    def rows() -> Iterator[Cells]:
        nonlocal done
        for done, row in enumerate(_each(sheet, looks), 1):  # noqa: B007
            yield row

    return row_stream(beginning, names, rows, lambda: min(done / total, 1.0), Repairs(), totals=not options.keep_totals)


@contextmanager
def _opened(source: Source) -> Iterator[CalamineWorkbook]:
    if source.head.startswith(OLE) and ENCRYPTED_STREAM in source.path.read_bytes():
        raise _protected()
    try:
        if not source.head.startswith(OLE):
            require_sound_workbook(source.path)
        yield CalamineWorkbook.from_path(source.path)
    except PasswordError as error:
        raise _protected() from error
    except MemoryError:  # of what is in it, not of its damage
        raise
    except UNREADABLE as error:
        if "password" in str(error).lower():
            raise _protected() from error
        raise PreprocessingError(
            "This workbook is damaged or incomplete, or it is none.",
            "Copy or download it again; if Excel opens it, save it there and upload the new file.",
        ) from error


def _protected() -> PreprocessingError:
    return PreprocessingError(
        "This workbook is protected with a password.", "Save a copy without the password, then upload that."
    )


def _candidates(book: CalamineWorkbook, wanted: str | None) -> tuple[list[CalamineSheet], tuple[str, ...]]:
    """The sheets that may hold the table, and the names of all worksheets."""
    worksheets = [
        sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
    ] or book.sheets_metadata
    names = tuple(sheet.name for sheet in worksheets)
    if wanted is not None:
        if wanted not in names:
            raise PreprocessingError(
                f"The workbook has no sheet named {wanted!r}.", f"Choose one of: {', '.join(names)}."
            )
        return [book.get_sheet_by_name(wanted)], names
    visible = [sheet.name for sheet in worksheets if sheet.visible == SheetVisibleEnum.Visible]
    sheets = [book.get_sheet_by_name(name) for name in visible or names]
    if not sheets:
        raise PreprocessingError(
            "This workbook has no sheets.", "Put the table on its first sheet, then upload it again."
        )
    return sheets, names


def _finished(grid: Grid, chosen: str, names: tuple[str, ...], hidden: Sequence[ReadingWarning]) -> Grid:
    warnings = [*hidden, *grid.warnings]
    if len(names) > 1:
        text = f"The workbook has {len(names)} sheets; {chosen!r}, the one with the largest table, is read."
        warnings.insert(0, warn("several_sheets", text, 0))
    return replace(grid, sheets=names, warnings=warnings)


def _most(sheet: CalamineSheet, rows: int) -> int:
    return rows_at_once(sheet.total_width, rows)


def _rows(sheet: CalamineSheet, looks: Looks, most: int | None) -> list[list[str | None]]:
    rows = [list(row) for row in islice(_each(sheet, looks), most)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        # A cell merged over several rows stands for each of them; one merged over columns is a title or names a group.
        if bottom > top and left == right and bottom < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                if left < len(row) and row[left] is None:
                    row[left] = rows[top][left]
    return rows


def _each(sheet: CalamineSheet, looks: Looks) -> Iterator[list[str | None]]:
    """All rows from the top of the sheet, empty ones above its table too."""
    top, left = sheet.start or (0, 0)
    for _ in range(top):
        yield []
    before: Sequence[None] = [None] * left
    if not looks.has_formats:
        for row in sheet.iter_rows():
            yield [*before, *(cell_text(value) for value in row)]
        return
    for at, row in enumerate(sheet.iter_rows(), top):
        yield [*before, *(_shown(value, looks, at, column) for column, value in enumerate(row, left))]


def _shown(value: object, looks: Looks, row: int, column: int) -> str | None:
    """A number with the unit that its cell shows; anything else as it is."""
    if isinstance(value, float) and (shown := looks.shown(row, column)):
        return shown.text(value)
    return cell_text(value)


READER = Reader(
    "excel",
    "Excel or OpenDocument workbook",
    ("xlsx", "xls", "xlsb", "xlsm", "ods"),
    matches,
    read,
    stream,
    needs_whole_file=True,
)
