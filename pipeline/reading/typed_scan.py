"""DuckDB reads a clean file and types it in one pass, by plans from a sample; a value that contradicts them ends it."""

from collections.abc import Mapping, Sequence

import duckdb

from pipeline.reading.columns import plan_grid
from pipeline.reading.database import Report, first_row, run
from pipeline.reading.grid import LargeGrid, Scan
from pipeline.reading.types import Evidence, Plan
from pipeline.reading.types import sql as plan_sql
from pipeline.sql import quote
from pipeline.story import ColumnType

VERIFIED_ROWS = 200


def typed_at_once(
    connection: duckdb.DuckDBPyConnection,
    large: LargeGrid,
    samples: Sequence[Evidence],
    types: Mapping[str, ColumnType],
    report: Report,
) -> list[Plan] | None:
    """Create ``data``, and tell how its columns were read; None, and no table, where the sample's plans don't hold.

    Texts are stored as they stand in the file: words for missing values and blanks at the ends still have to go.
    """
    plans = plan_grid(samples, types, large.beginning.delimiter)
    if large.scan is None or any(plan.sentinels for plan in plans):
        return None
    try:
        _load(connection, large, large.scan, plans, samples, report)
    except duckdb.InterruptException:
        raise
    except duckdb.Error:
        connection.execute("DROP TABLE IF EXISTS data")
        return None
    if _all_finite(connection) and _agrees(connection, large, plans):
        return plans
    connection.execute("DROP TABLE data")
    return None


def _load(
    connection: duckdb.DuckDBPyConnection,
    large: LargeGrid,
    scan: Scan,
    plans: Sequence[Plan],
    samples: Sequence[Evidence],
    report: Report,
) -> None:
    """Where DuckDB types as the plan does, it types on reading; else it reads text, and SQL types that.

    Raises duckdb.Error if there is a value that does not fit its column's plan, or a format that SQL can't read.
    """
    types, selected = [], []
    for position, (name, plan, sample) in enumerate(zip(large.beginning.names, plans, samples, strict=True)):
        text = f"c{position}"
        native = plan_sql.is_native(plan, large.beginning.columns[position])
        types.append(plan.storage if native else "VARCHAR")
        readable = plan_sql.value(text, plan, sample.counts)
        if readable is None:
            raise duckdb.InvalidInputException("a format that only Python reads")
        value = text if native or plan.written is None else plan_sql.strict(text, plan, readable)
        selected.append(f"CAST({value} AS {plan.storage}) AS {quote(name)}")
    run(connection, f"CREATE TABLE data AS SELECT {', '.join(selected)} FROM {scan(types)}", report)


def _all_finite(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether no number or moment is infinite or NaN, which would not leave a sum, a least or a last finite."""
    checks = []
    for name, kind, *_ in connection.execute("DESCRIBE data").fetchall():
        if kind == "DOUBLE":
            checks.append(f"isfinite(sum({quote(name)}))")
        elif kind == "TIMESTAMP":
            checks.append(f"isfinite(min({quote(name)})) AND isfinite(max({quote(name)}))")
    return not checks or False not in (first_row(connection, f"SELECT {', '.join(checks)} FROM data") or ())


def _agrees(connection: duckdb.DuckDBPyConnection, large: LargeGrid, plans: Sequence[Plan]) -> bool:
    """Whether ``data`` begins with the first rows of the file as this package itself reads them."""
    columns = zip(large.beginning.columns, plans, strict=True)
    expected = list(
        zip(*([plan.value(text) for text in column[:VERIFIED_ROWS]] for column, plan in columns), strict=True)
    )
    cells = ", ".join(
        f"nullif(trim({quote(name)}), '')" if plan.storage == "VARCHAR" else quote(name)
        for name, plan in zip(large.beginning.names, plans, strict=True)
    )
    rows = connection.execute(f"SELECT {cells} FROM data WHERE rowid < {len(expected)} ORDER BY rowid").fetchall()
    read = [tuple(map(_tidied, row, plans)) for row in rows]
    return read == expected


def _tidied(value: object, plan: Plan) -> object:
    return plan.value(value) if isinstance(value, str) else value
