"""Groups that are sums of others in a table in DuckDB: left out of it as they are of one in memory."""

from collections.abc import Sequence

import duckdb
import numpy as np

from pipeline.reading.database import first_row
from pipeline.reading.dataset import MIN_ROWS
from pipeline.reading.total_groups import MOST_LEVELS, NAMED, NAMED_KEYS, find_groups, group_warnings, keys_and_measures
from pipeline.reading.totals import WORDS
from pipeline.reading.types import Plan
from pipeline.sql import quote
from pipeline.story import ReadingWarning

MOST_ROWS = 1_000_000
MOST_CELLS = 8_000_000  # that are looked at: keys and measures of all rows
MOST_KEYS, MOST_MEASURES = 8, 3


def without_groups(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], plans: Sequence[Plan]
) -> tuple[int, list[ReadingWarning]]:
    """(rows that were sums of others and are no longer in ``data``, the warnings that say so).

    Sums are compared only where a group is called a total: in so many rows that comes first, being cheaper.
    """
    rows = (first_row(connection, "SELECT count(*) FROM data") or (0,))[0]
    keys, measures = keys_and_measures(names, plans)
    del measures[MOST_MEASURES:]
    if not 0 < rows <= MOST_ROWS or not keys or not measures or len(keys) > MOST_KEYS:
        return 0, []
    if rows * (len(keys) + len(measures)) > MOST_CELLS or not _say_total(connection, names, plans, keys):
        return 0, []
    columns = connection.execute(
        f"SELECT {', '.join(quote(names[place]) for place in (*keys, *measures))} FROM data ORDER BY rowid"
    ).fetch_df()
    values = np.column_stack([columns[names[place]].astype(float).to_numpy() for place in measures])
    texts = {place: columns[names[place]].astype(object).tolist() for place in keys}
    gone, groups = find_groups(names, texts, {place: plans[place].type in NAMED_KEYS for place in keys}, values)
    left = int(gone.sum())
    if not left or rows - left < MIN_ROWS:
        return 0, []
    for group in groups:
        connection.execute(f"DELETE FROM data WHERE {quote(group.column)} = ?", [group.level])
    return left, group_warnings(groups, left)


def _say_total(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], plans: Sequence[Plan], keys: Sequence[int]
) -> bool:
    """Whether any group of few-valued columns is called a total."""
    for place in keys:
        if plans[place].type not in NAMED_KEYS:
            continue
        found = connection.execute(
            f"SELECT DISTINCT {quote(names[place])} FROM data LIMIT {MOST_LEVELS + 1}"
        ).fetchall()
        levels = [str(level) for (level,) in found if level is not None]
        if len(found) <= MOST_LEVELS and any(NAMED.search(level) or WORDS.search(level) for level in levels):
            return True
    return False
