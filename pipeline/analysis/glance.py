"""What a story would be about, from the beginning of a file: for the page that asks before a story is made."""

from dataclasses import replace

import duckdb
import pyarrow as pa

from pipeline.analysis.context import make_context
from pipeline.analysis.subject import called, find_subject
from pipeline.options import Options
from pipeline.story import Dataset, Subject, Table

MAX_ROWS = 5_000
MAX_COLUMNS = 60  # somebody waits


def empty_database() -> duckdb.DuckDBPyConnection:
    """A database in memory; to open one takes longer than the glance itself."""
    return duckdb.connect(":memory:", config={"threads": 1})


def subject_at_a_glance(
    typed: pa.Table, dataset: Dataset, options: Options, database: duckdb.DuckDBPyConnection | None = None
) -> Subject:
    """The subject that a story of these rows would have; the whole file may show another.

    It fills and closes ``database``, an empty one; without it, one of its own.
    Raises :class:`~pipeline.errors.PreprocessingError` where ``options.subject`` or ``focus`` names no column.
    """
    columns = dataset.columns[:MAX_COLUMNS]
    rows = typed.select([column.name for column in columns]).slice(0, MAX_ROWS)
    seen = replace(dataset, columns=columns, row_count=rows.num_rows, column_count=len(columns))
    with database or empty_database() as connection:
        connection.register("typed", rows)
        connection.execute("CREATE TABLE data AS SELECT * FROM typed")
        context = make_context(Table(connection, seen), options)
        return called(context, find_subject(context, options.subject, wished=options.focus), {})
