"""SQL text and what comes back of it: a proof's one row as plain values."""

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from pipeline.sql import literal as literal
from pipeline.sql import quote as quote
from pipeline.story import Scalar

SIGNIFICANT_DIGITS = 10  # parallel sums differ in some of the digits after these
SAFE_DIGITS = 13  # in which they don't: a mean that ends in a five at the eleventh digit is rounded one way always

MAX_SIDE_BY_SIDE = 2  # queries
MAX_ROWS_SIDE_BY_SIDE = 2_000_000
MANY_TIMES = 4  # as much as at first; from here on growth is told by how many times


def select(columns: Mapping[str, str], source: str = "data", where: str | None = None) -> str:
    """One SELECT with a named expression for each entry of ``columns``."""
    named = {quote(name): expression for name, expression in columns.items()}
    listed = ", ".join(name if name == expression else f"{expression} AS {name}" for name, expression in named.items())
    return f"SELECT {listed} FROM {source}" + (f" WHERE {where}" if where else "")


def of_largest(expression: str, by: str) -> str:
    """An aggregate: the expression where another one is largest, of several such rows the first by the expression.

    DuckDB's ``arg_max`` takes any of them, and not the same one each time.
    """
    return f"first({expression} ORDER BY {by} DESC NULLS LAST, {expression})"


def of_smallest(expression: str, by: str) -> str:
    """The same where it is smallest."""
    return f"first({expression} ORDER BY {by} NULLS LAST, {expression})"


def nth_largest(place: int, value: str, name: str) -> tuple[str, str]:
    """Aggregates: the value that is the ``place``-th largest, and the name of its row, of equal values by their names.

    ``list(... ORDER BY ...)`` would hold the whole column, several times over; this holds no more than ``place`` rows.
    """
    first = f"min({{'below': -{value}, 'name': {name}}}, {place})[{place}]"
    return f"-{first}.below", f"{first}.name"


def growth(first: str, last: str) -> str:
    """An expression: by which share of the first the last is more, or less; NULL where the first is nought or less, or
    the last a loss: nothing is so many per cent of a debt, and nothing falls by more than all of it.
    """
    return f"CASE WHEN {first} > 0 AND {last} >= 0 THEN ({last} - {first}) / {first} END"


def growth_of(name: str, first: str, last: str, many: float = MANY_TIMES) -> dict[str, str]:
    """Columns for :func:`select`: the growth as ``NAME_share``, and where that is large how many times as much the last
    is, ``NAME_factor``: nobody sees fifteen times as much in 1,426 %. ``many``: from how many times on.
    """
    multiple = f"CASE WHEN {first} > 0 AND {last} >= {many} * {first} THEN {last} / {first} END"
    return {f"{name}_share": growth(first, last), f"{name}_factor": multiple}


def of_ends(conditions: Mapping[str, str], aggregates: Mapping[str, str]) -> dict[str, str]:
    """Columns for :func:`select`: each aggregate over the rows of each end, ``high_share`` and the like."""
    return {
        f"{end}_{name}": f"{aggregate} FILTER ({condition})"
        for end, condition in conditions.items()
        for name, aggregate in aggregates.items()
    }


def average_rank(expression: str) -> str:
    """The rank of a row's value, the mean of its ranks where it is tied."""
    return f"(rank() OVER (ORDER BY {expression}) + (count(*) OVER (PARTITION BY {expression}) - 1) / 2.0)"


def beside(*selects: str) -> str:
    """One-row SELECTs put beside each other as one row."""
    if len(selects) == 1:
        return selects[0]
    return "SELECT * FROM " + ", ".join(f"({text}) AS proof_{i}" for i, text in enumerate(selects, start=1))


class Row(dict[str, Scalar]):
    """The values of a proof by name."""

    def number(self, name: str) -> float:
        """A value that the proof makes sure is a number."""
        value = self[name]
        assert isinstance(value, int | float), f"{name} is {value!r}"
        return float(value)

    def size(self, name: str) -> int:
        """A number of rows, groups and the like."""
        return int(self.number(name))

    def known(self, *names: str) -> bool:
        """Whether all these values are numbers: none is missing for want of rows."""
        return all(isinstance(self[name], int | float) for name in names)


def one_row(connection: duckdb.DuckDBPyConnection, query: str) -> Row:
    """The single row of a query, its values as the story holds them."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or ()]
    rows = result.fetchall()  # to its end: an unfinished result would keep others from the connection
    assert len(rows) == 1, "a proof gives one row"
    return Row({name: plain(value) for name, value in zip(names, rows[0], strict=True)})


@contextmanager
def one_rows(connection: duckdb.DuckDBPyConnection, queries: Sequence[str], row_count: int) -> Iterator[Iterator[Row]]:
    """The single rows of several queries on a table of so many rows, asked by threads of their own from here on.

    Each query has one thread, so that what it adds up comes out alike always. Those of a long table would fill the
    memory side by side, and are asked when their rows are wanted.
    """
    if row_count > MAX_ROWS_SIDE_BY_SIDE:
        yield (one_row(connection, query) for query in queries)
        return
    catalog = one_row(connection, "SELECT current_catalog() AS name")["name"]

    def ask(query: str) -> Row:
        with connection.cursor() as own:
            own.execute(f"USE {quote(str(catalog))}")
            return one_row(own, query)

    pool = ThreadPoolExecutor(min(os.cpu_count() or 1, MAX_SIDE_BY_SIDE))
    try:
        yield pool.map(ask, queries)
    finally:
        pool.shutdown(cancel_futures=True)


def plain(value: Any) -> Scalar:
    """A value of a proof: floats with 10 significant digits, dates as ISO strings, NaN and infinity as None."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return _rounded(value) if math.isfinite(value) else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def _rounded(value: float) -> float:
    return float(f"{float(f'{value:.{SAFE_DIGITS}g}'):.{SIGNIFICANT_DIGITS}g}")
