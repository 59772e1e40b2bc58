"""What one pass over the numeric columns tells: range, level and spread."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np

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


def profile_values(values: np.ndarray) -> NumericProfile | None:
    """The profile of a whole column, NaN where missing; None without any value."""
    present = values[~np.isnan(values)]
    if not len(present):
        return None
    return NumericProfile(
        n=len(present),
        minimum=float(present.min()),
        maximum=float(present.max()),
        mean=float(present.mean()),
        deviation=float(present.std()),
        whole=bool(np.all(present == np.floor(present))),
        zeros=int(np.sum(present == 0)),
        negatives=int(np.sum(present < 0)),
    )


def profile_numeric(
    connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...], loaded: Mapping[str, np.ndarray] | None
) -> dict[str, NumericProfile]:
    """The profile of each numeric column that has a value; from ``loaded`` where that is every row of the table."""
    numeric = [column for column in columns if column.type is ColumnType.NUMERIC and column.distinct > 0]
    if loaded is not None:
        profiled = {column.name: profile_values(loaded[column.name]) for column in numeric}
        return {name: profile for name, profile in profiled.items() if profile is not None}
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
