"""What one pass over the numeric columns tells: range, level and spread."""

from dataclasses import dataclass

import duckdb

from pipeline.analysis.sql import quote
from pipeline.story import Column, ColumnType

COLUMNS_PER_QUERY = 200  # wide tables: DuckDB plans very long SELECTs slowly


@dataclass(frozen=True)
class NumericProfile:
    """A numeric column over all its rows."""

    n: int
    minimum: float
    maximum: float
    mean: float
    deviation: float  # population standard deviation
    whole: bool  # all values are whole numbers
    zeros: int
    negatives: int


def profile_numeric(connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> dict[str, NumericProfile]:
    """The profile of each numeric column that has a value."""
    numeric = [column for column in columns if column.type is ColumnType.NUMERIC and column.distinct > 0]
    profiles: dict[str, NumericProfile] = {}
    for start in range(0, len(numeric), COLUMNS_PER_QUERY):
        block = numeric[start : start + COLUMNS_PER_QUERY]
        row = connection.execute("SELECT " + ", ".join(_aggregates(column.name) for column in block) + " FROM data")
        values = row.fetchone()
        assert values is not None
        for i, column in enumerate(block):
            n, low, high, mean, deviation, whole, zeros, negatives = values[8 * i : 8 * i + 8]
            if n:
                profiles[column.name] = NumericProfile(
                    n, float(low), float(high), float(mean), float(deviation), bool(whole), zeros, negatives
                )
    return profiles


def _aggregates(column: str) -> str:
    x = quote(column)
    return (
        f"count({x}), min({x}), max({x}), avg({x}), stddev_pop({x}), "
        f"bool_and({x} = floor({x})), count(*) FILTER ({x} = 0), count(*) FILTER ({x} < 0)"
    )
