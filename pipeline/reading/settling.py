"""The columns of a large typed table over all rows: texts tidied, values counted, and the types that hang on counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb
import pyarrow as pa

from pipeline.reading.columns import plan_grid
from pipeline.reading.counting import Counts, count_distinct, count_up, overview
from pipeline.reading.database import first_row
from pipeline.reading.grid import Grid
from pipeline.reading.types import Evidence, Plan
from pipeline.reading.types import sql as plan_sql
from pipeline.reading.warnings import warn
from pipeline.sql import quote
from pipeline.story import Column, ColumnType, ReadingWarning

MOST_LISTED = 10_000  # different texts that are looked at in Python


def settle(
    connection: duckdb.DuckDBPyConnection,
    beginning: Grid,
    plans: Sequence[Plan],
    samples: Sequence[Evidence | None],
    types: Mapping[str, ColumnType],
) -> tuple[list[Column], list[ReadingWarning]]:
    """The facts of the columns of ``data``; a type that hangs on how often values repeat is decided over all rows.

    ``samples`` has None for a column that was tidied, and its type decided, over all rows before.
    """
    known = beginning.columns or [[] for _ in beginning.names]
    kinds = {name: kind for name, kind, *_ in connection.execute("DESCRIBE data").fetchall()}
    listed = {
        name: counts
        for name, texts, plan, sample in zip(beginning.names, known, plans, samples, strict=True)
        if sample is not None and plan.written is None and (counts := _tidied(connection, name, texts, plan, sample))
    }
    seen = overview(connection, kinds)
    columns, estimated = [], []
    for name, texts, plan, sample in zip(beginning.names, known, plans, samples, strict=True):
        counts = listed.get(name) or count_distinct(connection, name, kinds[name], texts, seen)
        settled = plan
        if not counts.present:
            settled = Plan(ColumnType.EMPTY) if plan.storage == "VARCHAR" and name not in types else plan
        elif sample and name not in types and _hangs_on_repetition(plan):
            settled = _resettled(connection, name, plan, sample, counts, seen.rows)
        if counts.estimated:
            estimated.append(name)
        example = _example(connection, name, texts, plan)
        columns.append(Column(name, settled.type, settled.unit, seen.rows - counts.present, counts.distinct, example))
    return columns, _warnings(estimated)


def _tidied(
    connection: duckdb.DuckDBPyConnection, name: str, beginning: Sequence[str | None], plan: Plan, sample: Evidence
) -> Counts | None:
    """Take blanks and words for missing values out of a text column; its counts, where that tells them."""
    if counts := count_up(connection, name, beginning):
        return counts
    if sample.variety < 0.5 and (counts := _listed(connection, name, plan)):
        return counts
    _tidy(connection, quote(name), plan)
    return None


def _listed(connection: duckdb.DuckDBPyConnection, name: str, plan: Plan) -> Counts | None:
    """Tidy and count a text column by its different texts; None where they are too many to be listed."""
    listed = connection.execute(
        f"SELECT {quote(name)}, count(*) FROM data GROUP BY 1 LIMIT {MOST_LISTED + 1}"
    ).fetchall()
    if len(listed) > MOST_LISTED:
        return None
    values = {text: plan.value(text) for text, _ in listed if text is not None}
    changed = {text: value for text, value in values.items() if text != value}
    if changed:
        mended = pa.table({"before": list(changed), "after": pa.array(list(changed.values()), pa.string())})
        connection.register("mended", mended)
        connection.execute(
            f"UPDATE data SET {quote(name)} = mended.after FROM mended WHERE data.{quote(name)} = mended.before"
        )
        connection.unregister("mended")
    present = sum(rows for text, rows in listed if values.get(text) is not None)
    return Counts(present, len(set(values.values()) - {None}))


def _tidy(connection: duckdb.DuckDBPyConnection, column: str, plan: Plan) -> None:
    absent = plan_sql.missing(column, plan)
    # No word for a missing value begins with a digit.
    worded = f"({column} < '0' OR {column} >= ':') AND ({absent} OR starts_with({column}, ' '))"
    untidy = f"{column} IS NOT NULL AND (({worded}) OR ends_with({column}, ' '))"
    if first_row(connection, f"SELECT 1 FROM data WHERE {untidy} LIMIT 1"):
        connection.execute(f"UPDATE data SET {column} = CASE WHEN NOT {absent} THEN trim({column}) END WHERE {untidy}")


def _hangs_on_repetition(plan: Plan) -> bool:
    return plan.written is None or (plan.type == ColumnType.NUMERIC and plan.whole and plan.unit is None)


def _resettled(
    connection: duckdb.DuckDBPyConnection, name: str, plan: Plan, sample: Evidence, counts: Counts, total: int
) -> Plan:
    evidence = replace(sample, total=total, present=counts.present, distinct=counts.distinct)
    settled = plan_grid([evidence], {})[0]
    if settled.storage == plan.storage or _recast(connection, name, plan, settled):
        return settled
    return plan


def _recast(connection: duckdb.DuckDBPyConnection, name: str, before: Plan, after: Plan) -> bool:
    """Change the type of a column of ``data`` between text and whole numbers, where nothing is lost by it."""
    if {before.storage, after.storage} != {"BIGINT", "VARCHAR"}:
        return False
    try:
        connection.execute(f"ALTER TABLE data ALTER {quote(name)} TYPE {after.storage}")
    except duckdb.Error:
        return False
    return True


def _example(connection: duckdb.DuckDBPyConnection, name: str, texts: Sequence[str | None], plan: Plan) -> str | None:
    """A value as it stands in the file, or, if it begins with none, as it stands in ``data``."""
    written = next((text for text in texts if plan.value(text) is not None), None)
    if written is not None:
        return written
    found = first_row(connection, f"SELECT {quote(name)} FROM data WHERE {quote(name)} IS NOT NULL LIMIT 1")
    return str(found[0]) if found else None


def _warnings(estimated: Sequence[str]) -> list[ReadingWarning]:
    if not estimated:
        return []
    text = f"How many different values {', '.join(estimated)} {'has' if len(estimated) == 1 else 'have'} is estimated."
    return [warn("estimated_distinct", text, 0, None)]
