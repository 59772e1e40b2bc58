"""Rows that don't fit the table because another delimiter divides them, as in a file put together from several."""

from itertools import groupby

from pipeline.reading.dialect import Dialect, Row
from pipeline.reading.records import Repairs, usual_width
from pipeline.reading.sniffing import STRONG

LEAST_ROWS = 3  # in a row, all of which another delimiter makes as wide as the table


def divide_again(rows: list[Row], dialect: Dialect, repairs: Repairs) -> list[Row]:
    """The rows, where several that don't fit do so by another of the usual delimiters; ``repairs`` is told of each."""
    width = usual_width(rows)
    if width < 2 or not dialect.simple:
        return rows
    divided: list[Row] = []
    for misfit, run in groupby(rows, lambda row: len(row) != width and any(row)):
        found = list(run)
        again = _by_another(found, width, dialect) if misfit and len(found) >= LEAST_ROWS else None
        if again:
            repairs.note("other_delimiter", dialect.delimiter.join(found[0]), len(found))
        divided += again or found
    return divided


def _by_another(rows: list[Row], width: int, dialect: Dialect) -> list[Row] | None:
    lines = [dialect.delimiter.join(row) for row in rows]
    for mark in STRONG:
        if mark == dialect.delimiter or not all(line.count(mark) >= width - 1 for line in lines):
            continue
        again = list(Dialect(mark, dialect.quote or '"').rows(iter(lines)))
        if len(again) == len(rows) and all(len(row) == width for row in again):
            return again
    return None
