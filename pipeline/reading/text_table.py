"""A table of text in DuckDB, typed there: of what is too large for memory no more than a sample becomes Python."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from pipeline.reading.columns import ARROW, plan_grid, unreadable
from pipeline.reading.database import Report, first_row, run
from pipeline.reading.grid import Grid, Rows
from pipeline.reading.remarks import is_remarkable, remarks
from pipeline.reading.types import Evidence, Plan
from pipeline.reading.types import sql as plan_sql
from pipeline.reading.warnings import shown, warn
from pipeline.sql import literal, quote
from pipeline.story import ColumnType, ReadingWarning

SAMPLE_ROWS = 20_000
MOST_MISFITS = 5_000  # different values that did not fit a first plan; enough to make a better one
MOST_REMARKED = 200_000  # different texts that are looked at for marks and units
Chunks = Iterator[Rows]


def text_columns(width: int) -> list[str]:
    """The names of a grid's columns in DuckDB: c0, c1, ..."""
    return [f"c{position}" for position in range(width)]


def store(connection: duckdb.DuckDBPyConnection, width: int, chunks: Chunks) -> None:
    """Write rows of text, chunk by chunk, into the table ``grid``."""
    names = text_columns(width)
    connection.execute(f"CREATE TABLE grid ({', '.join(f'{name} VARCHAR' for name in names)})")
    for rows in chunks:
        columns = list(zip(*rows, strict=True)) if rows else [()] * width
        chunk = pa.table([pa.array([cell or None for cell in column], pa.string()) for column in columns], names=names)
        connection.register("chunk", chunk)
        connection.execute("INSERT INTO grid SELECT * FROM chunk")
        connection.unregister("chunk")


def without_repeated_header(connection: duckdb.DuckDBPyConnection, beginning: Grid) -> list[ReadingWarning]:
    """Take the rows out of ``grid`` that say the names again, as files do that were put together from several."""
    if beginning.header_row < 0:
        return []
    same = " AND ".join(
        f"trim({text}) = {literal(name)}"
        for text, name in zip(text_columns(len(beginning.names)), beginning.names, strict=True)
    )
    found = first_row(connection, f"SELECT count(*) FROM grid WHERE {same}")
    rows = found[0] if found else 0
    if rows:
        connection.execute(f"DELETE FROM grid WHERE {same}")
        example = (beginning.delimiter or ",").join(beginning.names)
        return [
            warn(
                "repeated_header",
                f"{shown(rows, 'row that repeats', 'rows that repeat')} the names left out.",
                rows,
                example,
            )
        ]
    return []


def type_grid(
    connection: duckdb.DuckDBPyConnection, beginning: Grid, types: Mapping[str, ColumnType], report: Report
) -> tuple[list[Plan], list[ReadingWarning]]:
    """Create ``data`` from the text in the table ``grid``; the types are decided over all of its rows."""
    names = beginning.names
    texts = text_columns(len(names))
    evidences = [_evidence(connection, text, name) for text, name in zip(texts, names, strict=True)]
    report(0.1)
    plans = plan_grid(evidences, types, beginning.delimiter)
    readables = [_registered(connection, *each) for each in zip(texts, plans, evidences, strict=True)]
    misfits = [_misfits(connection, *each) for each in zip(texts, plans, readables, strict=True)]
    report(0.4)
    if any(misfits):
        evidences = [_with_misfits(evidence, found) for evidence, found in zip(evidences, misfits, strict=True)]
        replanned = plan_grid(evidences, types, beginning.delimiter)
        for position, found in enumerate(misfits):
            if found:
                plans[position] = replanned[position]
                readables[position] = _registered(
                    connection, texts[position], plans[position], evidences[position], exact=True
                )
    selected = [
        f"CAST({readable} AS {plan.storage}) AS {quote(name)}"
        for readable, plan, name in zip(readables, plans, names, strict=True)
    ]
    run(connection, f"CREATE TABLE data AS SELECT {', '.join(selected)} FROM grid", report, 0.4, 0.9)
    warnings = _warnings(connection, names, plans, texts, [bool(found) for found in misfits])
    connection.execute("DROP TABLE grid")
    return plans, warnings


def _evidence(connection: duckdb.DuckDBPyConnection, text: str, name: str) -> Evidence:
    """What a sample of the column holds, with the counts of all rows."""
    rows = first_row(connection, "SELECT count(*) FROM grid")
    total = rows[0] if rows else 0
    step = max(1, total // SAMPLE_ROWS)
    values = connection.execute(f"SELECT {text} FROM grid WHERE rowid % {step} = 0 LIMIT {SAMPLE_ROWS * 2}").fetchall()
    head = connection.execute(f"SELECT {text} FROM grid LIMIT 2000").fetchall()
    sample = Evidence.of(name, [value for (value,) in values])
    filled = f"NOT {plan_sql.missing(text, Plan(ColumnType.TEXT))}"
    facts = first_row(connection, f"SELECT count(*), count(DISTINCT trim({text})) FROM grid WHERE {filled}")
    present, distinct = facts or (0, 0)
    ordered = [value.strip() for (value,) in head if value and value.strip()]
    return replace(sample, ordered=ordered, total=total, present=present, distinct=distinct)


def _registered(
    connection: duckdb.DuckDBPyConnection, text: str, plan: Plan, evidence: Evidence, *, exact: bool = False
) -> str:
    """SQL for the values of a column: by SQL itself where that can read them, else by a function in Python."""
    readable = None if exact and plan.written is not None else plan_sql.value(text, plan, evidence.counts)
    if readable is not None:
        return readable
    name, arrow = f"read_{text}", ARROW[plan.storage]
    remembered: dict[str | None, object] = {}

    def convert(texts: pa.ChunkedArray) -> pa.Array:
        values = texts.to_pylist()
        if len(remembered) > 200_000:
            remembered.clear()
        for value in set(values) - remembered.keys():
            remembered[value] = plan.value(value)
        return pa.array([remembered[value] for value in values], arrow)

    with suppress(duckdb.InvalidInputException):
        connection.remove_function(name)
    connection.create_function(
        name,
        convert,
        ["VARCHAR"],
        plan.storage,
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
    return f"{name}({text})"


def _misfits(connection: duckdb.DuckDBPyConnection, text: str, plan: Plan, readable: str) -> dict[str, int]:
    """The values that the plan can't read, with their rows; only the most frequent ones if there are many."""
    if plan.written is None:
        return {}
    found = connection.execute(
        f"SELECT trim({text}), count(*) FROM grid WHERE {readable} IS NULL AND NOT {plan_sql.missing(text, plan)} "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_MISFITS}"
    ).fetchall()
    if plan.sentinels:
        found = [(value, rows) for value, rows in found if plan.written.parse(value) not in plan.sentinels]
    return dict(found)


def _with_misfits(evidence: Evidence, misfits: Mapping[str, int]) -> Evidence:
    """The sample, grown to the size of the column, with all values that it had not shown."""
    if not misfits:
        return evidence
    known = {text: count for text, count in evidence.counts.items() if text not in misfits}
    grown = (evidence.present - sum(misfits.values())) / max(sum(known.values()), 1)
    counts = {text: max(1, round(count * grown)) for text, count in known.items()}
    return replace(evidence, counts={**counts, **misfits})


def _warnings(
    connection: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    plans: Sequence[Plan],
    texts: Sequence[str],
    misfit: Sequence[bool],
) -> list[ReadingWarning]:
    warnings: list[ReadingWarning] = []
    for name, plan, text, suspicious in zip(names, plans, texts, misfit, strict=True):
        if is_remarkable(plan):
            listed = (
                f"SELECT trim({text}), count(*) FROM grid WHERE {text} IS NOT NULL GROUP BY 1 LIMIT {MOST_REMARKED}"
            )
            warnings += remarks(name, plan, dict(connection.execute(listed).fetchall()))
        if plan.written is None or not (suspicious or plan.sentinels):
            continue
        both = f"grid POSITIONAL JOIN (SELECT {quote(name)} AS typed FROM data)"
        lost = first_row(
            connection,
            f"SELECT count(*), min({text}) FROM {both} WHERE typed IS NULL AND NOT {plan_sql.missing(text, plan)}",
        )
        rows, example = lost or (0, None)
        warnings += unreadable(name, plan, rows, example)
    return warnings
