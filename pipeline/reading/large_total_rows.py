"""Rows of totals in a table in DuckDB: left out of it as they are of one in memory, where labels are missing in them.

Looking for words in all rows would take as long as reading them; so most rows are only asked for gaps.
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np

from pipeline.reading.database import first_row
from pipeline.reading.dataset import MIN_ROWS
from pipeline.reading.rows import Cell
from pipeline.reading.totals import STEMS, certain_totals, is_total, says_total, total_rows
from pipeline.reading.types import Plan, hints
from pipeline.sql import literal, quote
from pipeline.story import ColumnType, ReadingWarning

MOST_CANDIDATES = 20_000
MOST_CELLS = 8_000_000  # of the numbers that are compared with sums
MOST_SHARE = 0.1  # of the rows: where labels are missing in more, a gap says nothing
LABELS = (ColumnType.CATEGORICAL, ColumnType.TEXT, ColumnType.IDENTIFIER, ColumnType.DATETIME, ColumnType.BOOLEAN)


def without_rows(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], plans: Sequence[Plan]
) -> list[ReadingWarning]:
    """Take the rows of totals out of ``data``; tells of them."""
    count = (first_row(connection, "SELECT count(*) FROM data") or (0,))[0]
    labels = [name for name, plan in zip(names, plans, strict=True) if plan.type in LABELS]
    measures = [name for name, plan in zip(names, plans, strict=True) if _is_measure(name, plan)]
    candidates = _candidates(connection, labels, count) if labels and measures else {}
    gone = _totals(connection, candidates, measures, count) if candidates else []
    return [_taken_out(connection, gone, candidates)] if gone and count - len(gone) >= MIN_ROWS else []


def _taken_out(
    connection: duckdb.DuckDBPyConnection, gone: Sequence[int], labels: Mapping[int, Sequence[Cell]]
) -> ReadingWarning:
    example = connection.execute(f"SELECT * FROM data WHERE rowid = {gone[0]}").fetchall()[0]
    connection.execute(f"DELETE FROM data WHERE rowid IN ({', '.join(map(str, gone))})")
    said = ", ".join(str(value) for value in example if value is not None)
    return total_rows([labels[row] for row in gone], said)


def _is_measure(name: str, plan: Plan) -> bool:
    return plan.type is ColumnType.NUMERIC and not hints.speaks_of(name, hints.YEAR)


def _candidates(connection: duckdb.DuckDBPyConnection, labels: Sequence[str], count: int) -> dict[int, list[Cell]]:
    """The labels of the rows that lack some which nearly all others have, or whose only label speaks of a total."""
    counted = first_row(connection, f"SELECT {', '.join(f'count({quote(name)})' for name in labels)} FROM data") or ()
    filled = {name: rows for name, rows in zip(labels, counted, strict=True) if rows >= (1 - MOST_SHARE) * count}
    texts = [f"nullif(trim(CAST({quote(name)} AS VARCHAR)), '')" for name in filled]
    asked = [f"{quote(name)} IS NULL" for name, rows in filled.items() if rows < count] + _of_words(texts)
    return _asked_for(connection, texts, asked, int(min(MOST_CANDIDATES, MOST_SHARE * count))) if asked else {}


def _of_words(texts: Sequence[str]) -> list[str]:
    """Whether a label speaks of a total, asked of all rows where it is the only one."""
    stems = "|".join(stem.replace("*", r"\*") for stem in STEMS)
    return [f"regexp_matches(lower({texts[0]}), {literal(stems)})"] if len(texts) == 1 else []


def _asked_for(
    connection: duckdb.DuckDBPyConnection, texts: Sequence[str], asked: Sequence[str], most: int
) -> dict[int, list[Cell]]:
    """The labels of the rows of which any condition holds; none where it does of more than ``most``."""
    found = f"FROM data WHERE {' OR '.join(asked)} ORDER BY rowid LIMIT {most + 1}"
    rows = connection.execute(f"SELECT rowid, {', '.join(texts)} {found}").fetchall()
    return {row: list(cells) for row, *cells in rows} if len(rows) <= most else {}


def _totals(
    connection: duckdb.DuckDBPyConnection, candidates: dict[int, list[Cell]], measures: Sequence[str], count: int
) -> list[int]:
    """Those of the candidates that are called nothing but totals, and of those that lack a label the sums of others."""
    found = {row for row in candidates if _is_called(candidates[row])}
    lacking = {row for row in candidates if None in candidates[row]}
    if lacking <= found or count * len(measures) > MOST_CELLS:
        return sorted(found)
    named = {row for row in lacking if any(map(says_total, filter(None, candidates[row])))}
    empty = [row for row in lacking if not any(candidates[row])]
    sums = certain_totals(_values(connection, measures), sorted(found | lacking), found | named, empty)
    return sorted(found.union(sums))


def _is_called(cells: Sequence[Cell]) -> bool:
    """Whether a row says nothing but the word for a total, and all other labels are missing, or there are none."""
    said = [cell for cell in cells if cell]
    return len(said) == 1 and is_total(said[0])


def _values(connection: duckdb.DuckDBPyConnection, measures: Sequence[str]) -> np.ndarray:
    numbers = ", ".join(f"CAST({quote(name)} AS DOUBLE) AS {quote(name)}" for name in measures)
    values: np.ndarray = connection.execute(f"SELECT {numbers} FROM data ORDER BY rowid").fetch_df().to_numpy()
    return values
