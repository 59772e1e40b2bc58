"""Tables of dBase and FoxPro (.dbf), which maps keep their attributes in, through dbfread."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.encoding import detect
from pipeline.reading.grid import Grid, LargeGrid, Unfolded
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source
from pipeline.reading.value_rows import ValueRows
from pipeline.reading.warnings import warn

VERSIONS = frozenset({0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0xCB, 0xF5, 0xFB})
HEADER_BYTES, DRIVER = 32, 29  # of the file's header; the place of the byte that tells its encoding
MEMOS = frozenset("MGPB")  # kinds of fields whose texts lie in a file of their own
NULL_FLAGS = "0"  # the kind of a field of FoxPro's own


def matches(source: Source) -> bool:
    """By the version, a date of the last change that can be, and lengths that fit each other."""
    head = source.head
    if len(head) <= HEADER_BYTES or head[0] not in VERSIONS:
        return False
    header, row = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    return 1 <= head[2] <= 12 and 1 <= head[3] <= 31 and header > HEADER_BYTES and header % 32 in (0, 1, 8) and row > 1


def read(source: Source) -> Grid:
    """All rows that aren't marked as deleted, or the first ones."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    with _refusing():
        table = _opened(source)
    places = [place for place, field in enumerate(table.fields) if field.type not in MEMOS | {NULL_FLAGS}]
    names = [table.fields[place].name for place in places]
    memos = [field.name for field in table.fields if field.type in MEMOS]

    def rows() -> Iterator[Sequence[object]]:
        with _refusing():
            for record in table:
                yield [record[place] for place in places]

    text = f"{', '.join(memos[:5])}: long texts lie in a second file (.dbt or .fpt), and are left out."
    warnings = [warn("texts_apart", text, 0)] if memos else []
    return ValueRows(names, rows, table.header.numrecords, warnings=warnings, encoding=table.encoding)


def _opened(source: Source) -> Any:
    from dbfread import DBF, FieldParser

    class Parser(FieldParser):  # type: ignore[misc]
        """A value that can't be read is missing, as a date of the 30th of February."""

        def parse(self, field: Any, data: bytes) -> object:
            try:
                return super().parse(field, data)
            except ValueError:
                return None

    known = source.head[DRIVER] != 0
    return DBF(
        str(source.path),
        encoding=None if known else detect(source.head[HEADER_BYTES:].replace(b"\0", b" "), cut=True),
        ignorecase=False,
        parserclass=Parser,
        recfactory=lambda items: [value for _, value in items],
        ignore_missing_memofile=True,
        char_decode_errors="replace",
    )


@contextmanager
def _refusing() -> Iterator[None]:
    from struct import error as unpacking

    try:
        yield
    except (PreprocessingError, Unfolded):
        raise
    except (ValueError, LookupError, TypeError, OSError, OverflowError, MemoryError, unpacking) as error:
        raise PreprocessingError(
            "This table of dBase is damaged, or of a kind that is not known here.",
            "Open it in Excel or LibreOffice, and save it as .xlsx or CSV.",
        ) from error


READER = Reader("dbase", "dBase", ("dbf",), matches, read, stream, needs_whole_file=True)
