"""JSON Lines: one object a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.dialect import LONGEST_CELL, lines_of
from pipeline.reading.grid import Grid, LargeGrid, Rows
from pipeline.reading.json_document import decoded
from pipeline.reading.json_values import DECODER, as_object, columns_of, flat, text
from pipeline.reading.limits import require_columns, rows_at_once
from pipeline.reading.reader import Reader
from pipeline.reading.records import Repairs
from pipeline.reading.shaping import make_grid, unique_names
from pipeline.reading.source import Source
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

FIRST_LINES = re.compile(r"\s*(?:(?P<object>\{.*\})|(?P<list>\[.*\]))[ \t]*\r?\n\s*(?(object)\{|\[)")
CHUNK_ROWS = 20_000


def matches(source: Source) -> bool:
    """Whether the first line is a whole value and the next one begins such."""
    head = source.head.decode("utf-8-sig", "replace")
    found = FIRST_LINES.match(head)
    if found is None:
        return source.extension in ("jsonl", "ndjson") and head.lstrip().startswith("{")
    try:
        DECODER.decode((found["object"] or found["list"]).strip())
    except (ValueError, RecursionError):
        return False
    return True


def read(source: Source) -> Grid:
    """One row a line; objects are flattened, lists are rows of cells."""
    content, encoding = decoded(source)
    if source.truncated:
        content = content[: content.rfind("\n") + 1]
    repairs = Repairs()
    grid = _grid(list(_records(lines_of(content), repairs)), source.options.header_row)
    return replace(grid, encoding=encoding, warnings=[*_warnings(repairs), *grid.warnings])


def _grid(records: list[Any], header_row: int | None) -> Grid:
    if records and all(isinstance(record, list) for record in records):
        return make_grid([[text(cell) for cell in record] for record in records], header_row, ", ")
    columns = columns_of(map(as_object, records))
    names, warnings = unique_names(list(columns), has_header=True)
    return Grid(names, list(columns.values()), 0, warnings=warnings)


def stream(source: Source) -> LargeGrid:
    """The same in chunks, after a first pass that only collects the names of all fields."""
    fields = _fields(source)
    names, warnings = unique_names(list(fields), has_header=True)
    repairs = Repairs()
    position = 0

    def chunks() -> Iterator[Rows]:
        nonlocal position
        most = rows_at_once(len(fields), CHUNK_ROWS)
        records = map(as_object, _records(_lines(source), repairs))
        while chunk := [dict(flat(record)) for record in islice(records, most)]:
            position += len(chunk)
            yield [[values.get(field) for field in fields] for values in chunk]

    beginning = Grid(names, [], 0, encoding="utf-8", warnings=warnings)
    typical = max(len(source.head.splitlines()), 1) * source.size / len(source.head)
    return LargeGrid(beginning, chunks, lambda: min(position / typical, 1.0), lambda: _warnings(repairs))


def _fields(source: Source) -> Mapping[str, None]:
    """The names of all fields, in the order in which they first appear."""
    found: dict[str, None] = {}
    for record in _records(_lines(source), Repairs()):
        found.update(dict.fromkeys(name for name, _ in flat(as_object(record))))
        require_columns(len(found))
    return found


def _records(lines: Iterator[str], repairs: Repairs) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        content = line.strip().rstrip(",")
        if not content:
            continue
        try:
            yield DECODER.decode(content)
        except (ValueError, RecursionError) as error:
            if number == 1:
                raise PreprocessingError(
                    "The first line is no JSON.", "Each line has to hold one whole object."
                ) from error
            repairs.note("broken_lines", line)


def _lines(source: Source) -> Iterator[str]:
    with source.path.open(encoding="utf-8-sig", errors="replace") as file:
        while line := file.readline(LONGEST_CELL):
            yield line


def _warnings(repairs: Repairs) -> list[ReadingWarning]:
    rows = repairs.counts["broken_lines"]
    if not rows:
        return []
    text = f"{shown(rows, 'line is', 'lines are')} no whole JSON value and was left out."
    return [warn("broken_lines", text, rows, repairs.examples["broken_lines"])]


READER = Reader("jsonl", "JSON Lines", ("jsonl", "ndjson"), matches, read, stream)
