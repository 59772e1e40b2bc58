"""Rows that don't fit the table because another delimiter divides them, as in a file put together from several."""

import re
from itertools import groupby

from pipeline.reading.dialect import Dialect, Row
from pipeline.reading.records import Repairs, usual_width
from pipeline.reading.sniffing import STRONG

THOUSANDS = re.compile(r"\d{3}(?!\d)")
LEAST_ROWS = 3  # in a row, all of which another delimiter makes as wide as the table


def divide_again(rows: list[Row], dialect: Dialect, repairs: Repairs) -> list[Row]:
    """The rows, where several that don't fit do so by another of the usual delimiters; ``repairs`` is told of each."""
    width = usual_width(rows)
    if width < 2 or not dialect.simple:
        return rows
    rows = _with_whole_names(rows, width, dialect, repairs)
    divided: list[Row] = []
    for misfit, run in groupby(rows, lambda row: len(row) != width and any(row)):
        found = list(run)
        again = _by_another(found, width, dialect) if misfit and len(found) >= LEAST_ROWS else None
        if again:
            repairs.note("other_delimiter", dialect.delimiter.join(found[0]), len(found))
        divided += again or found
    return divided


def _with_whole_names(rows: list[Row], width: int, dialect: Dialect, repairs: Repairs) -> list[Row]:
    """The rows, the first of them with numbers made whole that a comma divides."""
    names = _with_thousands(rows[0], width) if dialect.delimiter == "," and len(rows[0]) > width else None
    if names is None:
        return rows
    repairs.note("joined_names", ",".join(rows[0]))
    return [names, *rows[1:]]


def _with_thousands(names: Row, width: int) -> Row | None:
    """The names with ``rate per 1`` and ``000`` as one, where there are then as many as columns."""
    joined = names[:1]
    for cell in names[1:]:
        if THOUSANDS.match(cell) and joined[-1][-1:].isdecimal():
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
    return joined if len(joined) == width else None


def _by_another(rows: list[Row], width: int, dialect: Dialect) -> list[Row] | None:
    lines = [dialect.delimiter.join(row) for row in rows]
    for mark in STRONG:
        if mark == dialect.delimiter or not all(line.count(mark) >= width - 1 for line in lines):
            continue
        again = list(Dialect(mark, dialect.quote or '"').rows(iter(lines)))
        if len(again) == len(rows) and all(len(row) == width for row in again):
            return again
    return None
