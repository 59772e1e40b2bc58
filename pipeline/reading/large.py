"""A large file becomes a typed table without ever being in memory as a whole."""

from collections.abc import Callable

import duckdb

from pipeline.reading import bulk
from pipeline.reading.columns import plan_grid
from pipeline.reading.database import first_row, quoted
from pipeline.reading.dataset import dataset_of, evidence_of, require_enough
from pipeline.reading.grid import LargeGrid
from pipeline.reading.source import Source
from pipeline.reading.types import Evidence, Plan
from pipeline.story import Dataset, ReadingWarning

VERIFIED_ROWS = 200
Report = Callable[[float], None]


def read_large(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    key: str,
    stream: Callable[[Source], LargeGrid],
    report: Report,
) -> Dataset:
    """Fill the table ``data``, by the fastest of three ways that reads the file without fault.

    1. DuckDB reads the file and types it at once, with a dialect and types that come from a sample; any value that
       contradicts them ends this attempt.
    2. DuckDB reads the file as text; the types are then decided over all rows.
    3. The rows are divided and mended in Python, and stored as text; the types as before.
    """
    large = stream(source)
    grid, types = large.beginning, source.options.types
    warnings: list[ReadingWarning] = []
    plans: list[Plan] | None = None
    samples: list[Evidence] = evidence_of(grid) if grid.columns else []
    if large.scan and samples:
        plans = _typed_at_once(connection, large, samples, source, lambda share: report(0.9 * share))
    if plans is None:
        left_out = _store_text(connection, large, lambda share: report(0.5 * share))
        plans, warnings = bulk.type_grid(connection, grid.names, types, lambda share: report(0.5 + 0.4 * share))
        warnings += left_out
        columns = bulk.settle(connection, grid.names, plans, [None] * len(plans), types)
    else:
        columns = bulk.settle(connection, grid.names, plans, samples, types)
    rows = first_row(connection, "SELECT count(*) FROM data")
    total = rows[0] if rows else 0
    require_enough(total, grid.names)
    return dataset_of(source, key, grid, total, columns, [*large.repairs(), *warnings])


def _typed_at_once(
    connection: duckdb.DuckDBPyConnection, large: LargeGrid, samples: list[Evidence], source: Source, report: Report
) -> list[Plan] | None:
    plans = plan_grid(samples, source.options.types)
    if large.scan is None or any(plan.sentinels for plan in plans):
        return None
    try:
        bulk.load_typed(connection, large, large.scan, plans, samples, report)
    except duckdb.InterruptException:
        raise
    except duckdb.Error:
        connection.execute("DROP TABLE IF EXISTS data")
        return None
    if _agrees(connection, large, plans):
        return plans
    connection.execute("DROP TABLE data")
    return None


def _agrees(connection: duckdb.DuckDBPyConnection, large: LargeGrid, plans: list[Plan]) -> bool:
    """Whether the first rows of the file are in ``data``, one after the other, as this package itself reads them.

    They need not be the first of ``data``: with little memory DuckDB stores the parts of a file in another order.
    """
    columns = zip(large.beginning.columns, plans, strict=True)
    expected = list(
        zip(*([plan.value(text) for text in column[:VERIFIED_ROWS]] for column, plan in columns), strict=True)
    )
    if not expected:
        return True
    names = large.beginning.names
    same = " AND ".join(f"{quoted(name)} IS NOT DISTINCT FROM ?" for name in names)
    found = connection.execute(f"SELECT min(rowid) FROM data WHERE {same}", list(expected[0])).fetchall()
    if found[0][0] is None:
        return False
    first, last = found[0][0], found[0][0] + len(expected) - 1
    rows = connection.execute(f"SELECT * FROM data WHERE rowid BETWEEN {first} AND {last} ORDER BY rowid").fetchall()
    return rows == expected


def _store_text(connection: duckdb.DuckDBPyConnection, large: LargeGrid, report: Report) -> list[ReadingWarning]:
    """Fill the table ``grid``; tells what was left out that the chunks don't tell of."""
    if large.scan:
        try:
            texts = large.scan(["VARCHAR"] * len(large.beginning.names))
            bulk.run(connection, f"CREATE TABLE grid AS SELECT * FROM {texts}", report)
        except duckdb.InterruptException:
            raise
        except duckdb.Error:
            connection.execute("DROP TABLE IF EXISTS grid")
        else:
            return bulk.without_repeated_header(connection, large.beginning)
    bulk.store(connection, len(large.beginning.names), _reported(large, report))
    return []


def _reported(large: LargeGrid, report: Report) -> bulk.Chunks:
    for rows in large.chunks():
        yield rows
        report(large.share())
