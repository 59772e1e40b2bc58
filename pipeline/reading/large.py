"""A large file becomes a typed table without ever being in memory as a whole."""

from collections.abc import Callable, Mapping, Sequence

import duckdb

from pipeline.reading import text_table
from pipeline.reading.database import Report, first_row, run
from pipeline.reading.dataset import dataset_of, evidence_of, require_enough
from pipeline.reading.grid import LargeGrid
from pipeline.reading.large_melting import Typed, periods_in_rows
from pipeline.reading.large_total_rows import without_rows
from pipeline.reading.large_totals import without_groups
from pipeline.reading.remarks import ambiguous, guessed_points
from pipeline.reading.settling import settle
from pipeline.reading.source import Source
from pipeline.reading.typed_scan import typed_at_once
from pipeline.reading.types import Evidence, Plan
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.story import ColumnType, Dataset, ReadingWarning


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
    types = {**large.beginning.types, **source.options.types}
    samples: Sequence[Evidence | None]
    plans, samples = _at_once(connection, large, types, report)
    if plans is None and (other := large.otherwise()):
        large = other
        plans, samples = _at_once(connection, large, types, report)
    grid, warnings = large.beginning, list[ReadingWarning]()
    if plans is None:
        left_out = _store_text(connection, large, lambda share: report(0.5 * share))
        plans, warnings = text_table.type_grid(connection, grid, types, lambda share: report(0.5 + 0.4 * share))
        warnings += left_out
        samples = [None] * len(plans)
    else:
        warnings = [told for one in zip(grid.names, plans, samples, strict=True) for told in _of_guess(*one)]
    totals, sums = (0, []) if source.options.keep_totals else _without_totals(connection, grid.names, plans)
    typed = Typed(grid, plans, samples)
    table = periods_in_rows(connection, typed, types, source, lambda share: report(0.9 + 0.1 * share))
    columns, estimates = settle(connection, table.beginning, table.plans, table.samples, types)
    rows = first_row(connection, "SELECT count(*) FROM data")
    total = rows[0] if rows else 0
    require_enough(total, table.beginning.names)
    totals *= table.times
    told = [*large.repairs(), *sums, *warnings, *estimates]
    return dataset_of(source, key, table.beginning, total + totals, columns, told, totals)


def _without_totals(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], plans: Sequence[Plan]
) -> tuple[int, list[ReadingWarning]]:
    """(rows of groups that are sums of others, what is told of these and of rows of totals); all are left out."""
    rows = without_rows(connection, names, plans)
    totals, groups = without_groups(connection, names, plans)
    return totals, [*rows, *groups]


def _of_guess(name: str, plan: Plan, sample: Evidence | None) -> list[ReadingWarning]:
    if sample is None:
        return []
    match plan.written:
        case MomentFormat():
            return ambiguous(name, plan.written, sample.counts)
        case NumberFormat():
            return guessed_points(name, plan.written, sample.counts)
    return []


def _at_once(
    connection: duckdb.DuckDBPyConnection, large: LargeGrid, types: Mapping[str, ColumnType], report: Report
) -> tuple[list[Plan] | None, list[Evidence]]:
    """The plans by which ``data`` was filled, or None; and what is known of the columns from the beginning."""
    samples = evidence_of(large.beginning) if large.beginning.columns else []
    words_alone = not large.beginning.typed  # where names of other columns would be values like any others
    if not large.scan or not samples or (words_alone and large.has_gaps()):
        return None, samples
    return typed_at_once(connection, large, samples, types, lambda share: report(0.9 * share)), samples


def _store_text(connection: duckdb.DuckDBPyConnection, large: LargeGrid, report: Report) -> list[ReadingWarning]:
    """Fill the table ``grid``; tells what was left out that the chunks don't tell of."""
    if large.scan and not large.has_gaps():
        try:
            texts = large.scan(["VARCHAR"] * len(large.beginning.names))
            run(connection, f"CREATE TABLE grid AS SELECT * FROM {texts}", report)
        except duckdb.InterruptException:
            raise
        except duckdb.Error:
            connection.execute("DROP TABLE IF EXISTS grid")
        else:
            return text_table.without_repeated_header(connection, large.beginning)
    text_table.store(connection, len(large.beginning.names), _reported(large, report))
    return []


def _reported(large: LargeGrid, report: Report) -> text_table.Chunks:
    for rows in large.chunks():
        yield rows
        report(large.share())
