"""What an analysis costs: seconds for small and wide tables, ratios to DuckDB's own SUMMARIZE for long ones."""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from bench.reading.speed import wide_mixed
from pipeline.analysis import analyze
from pipeline.make import make_story
from pipeline.options import Options
from pipeline.story import Column, ColumnType, Dataset, Table
from testing.truth.tables import table_of

MEMORY = "512MB"  # what DuckDB may hold of the largest table
REPEATS = 5  # of short runs, of which the median is told


def report_costs() -> None:
    """Print all of it; takes about two minutes and six gigabytes of disk."""
    _report_small()
    _report_wide()
    _report_long(1_000_000)
    _report_long(5_000_000)


def _report_small() -> None:
    table = table_of(_small(1_000))
    _seconds(lambda: _analyze(table))
    taken = sorted(_seconds(lambda: _analyze(table)) for _ in range(REPEATS))
    print(f"1,000 rows x 20 columns: {taken[REPEATS // 2]:.3f} s (at most 0.25)", flush=True)


def _report_wide() -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(1_000, 2_000)), columns=[f"c{i}" for i in range(2_000)])
    table = table_of(frame)
    print(f"1,000 rows x 2,000 columns: {_seconds(lambda: _analyze(table)):.1f} s (at most 20)", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wide.csv"
        wide_mixed(path, 2_000)
        taken = _seconds(lambda: make_story(path))
    print(
        f"1,000 rows x 2,000 columns of all types, with a date, file to story: {taken:.1f} s (at most 15)", flush=True
    )


def _report_long(rows: int) -> None:
    """The table lies in a file, as reading leaves it; both ways read it once before."""
    with tempfile.TemporaryDirectory() as folder:
        table = long_table(rows, Path(folder))
        summarize = "SELECT * FROM (SUMMARIZE data)"
        table.connection.execute(summarize).fetchall()
        taken, summary = [], []
        for _ in range(3):
            summary.append(_seconds(lambda: table.connection.execute(summarize).fetchall()))
            taken.append(_seconds(lambda: _analyze(table)))
        table.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows x 20 columns: {sorted(taken)[1]:.2f} s, SUMMARIZE {sorted(summary)[1]:.2f} s, "
        f"ratio {sorted(taken)[1] / sorted(summary)[1]:.2f} (at most 1.00); peak memory so far {peak:,.0f} MB",
        flush=True,
    )


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _analyze(table: Table) -> None:
    analyze(table, Options(), lambda _: None)


def _small(rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({f"measure_{i}": rng.normal(size=rows) + i for i in range(11)})
    for i in range(5):
        frame[f"group_{i}"] = rng.choice([f"g{j}" for j in range(3 + 2 * i)], rows)
    frame["flag"] = rng.random(rows) < 0.3
    frame["day"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 500, rows), unit="D")
    frame["client"] = rng.choice([f"client {i}" for i in range(150)], rows)
    frame["answer"] = frame["measure_0"] + rng.normal(size=rows)
    return frame


EXPRESSIONS = {  # SQL of a column over the row number i
    "id": "i",
    "moment": "TIMESTAMP '2020-01-01' + to_seconds(CAST(random() * 94608000 AS BIGINT))",
    **{f"amount_{k}": f"round(exp({k} / 4 + random() + random() + random()), 2)" for k in range(5)},
    **{f"level_{k}": f"random() + random() + random() + {k}" for k in range(5)},
    "pieces": "CAST(random() * random() * 40 AS BIGINT)",
    "answer": "i % 97 + 30 * random()",
    "flag": "random() < 0.2",
    **{f"group_{k}": f"'g' || CAST(random() * {3 + 4 * k} AS INTEGER)" for k in range(4)},
    "client": "'client ' || CAST(random() * 20000 AS INTEGER)",
}


def long_table(rows: int, folder: Path) -> Table:
    """A table of 20 columns in a DuckDB file."""
    connection = duckdb.connect(folder / "table.duckdb")
    connection.execute(f"SET threads = 2; SET memory_limit = '{MEMORY}'; SELECT setseed(0.5)")
    listed = ", ".join(f"{expression} AS {name}" for name, expression in EXPRESSIONS.items())
    connection.execute(f"CREATE TABLE data AS SELECT {listed} FROM range({rows}) AS rows(i)")
    counted = ", ".join(f"approx_count_distinct({name})" for name in EXPRESSIONS)
    distinct = connection.execute(f"SELECT {counted} FROM data").fetchone()
    assert distinct is not None
    columns = tuple(
        Column(name, _type(name), None, 0, rows if name == "id" else int(count))
        for name, count in zip(EXPRESSIONS, distinct, strict=True)
    )
    return Table(connection, Dataset("long.csv", rows, len(columns), 0, "csv", "utf-8", ",", columns))


def _type(name: str) -> ColumnType:
    kinds = {"moment": ColumnType.DATETIME, "flag": ColumnType.BOOLEAN, "id": ColumnType.IDENTIFIER}
    if name.startswith(("group", "client")):
        return ColumnType.CATEGORICAL
    return kinds.get(name, ColumnType.NUMERIC)
