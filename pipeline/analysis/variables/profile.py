"""What one pass over the numeric columns tells: range, level and spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import numpy as np

from pipeline.analysis.sql import quote
from pipeline.story import Column, ColumnType

LATEST_CLOCK = 2400  # a time of day as hours and minutes in one number
MIN_CLOCK_TIMES = 60  # different ones; fewer may be without 60 to 99 by chance
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
    negatives: int
    clock: bool = False  # whole numbers up to 2400 whose last two digits are minutes, over more than a few hours


def profile_values(values: np.ndarray) -> NumericProfile | None:
    """The profile of a whole column, NaN where missing; None without any value."""
    present = values[~np.isnan(values)]
    if not len(present):
        return None
    with np.errstate(over="ignore"):
        deviation = float(present.std())
    return NumericProfile(
        n=len(present),
        minimum=float(present.min()),
        maximum=float(present.max()),
        mean=float(present.mean()),
        deviation=deviation,
        whole=bool(np.all(present == np.floor(present))),
        negatives=int(np.sum(present < 0)),
        clock=_are_clock_times(present),
    )


def _are_clock_times(values: np.ndarray) -> bool:
    if values.min() < 0 or not 1000 <= values.max() <= LATEST_CLOCK or not np.all(values == np.floor(values)):
        return False
    return len(np.unique(values)) > MIN_CLOCK_TIMES and bool(np.all(values % 100 < 60))


def profile_numeric(
    connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...], loaded: Mapping[str, np.ndarray], complete: bool
) -> dict[str, NumericProfile]:
    """The profile of each numeric column that has a value.

    ``loaded``: the sampled rows. Where they aren't ``complete``, range, mean and counts come from one pass over the
    table; the deviation, and whether all values are whole, from the sample.
    """
    numeric = [column.name for column in columns if column.type is ColumnType.NUMERIC and column.distinct > 0]
    profiled = {name: profile_values(loaded[name]) for name in numeric}
    sampled = {name: profile for name, profile in profiled.items() if profile is not None}
    if complete:
        return sampled
    profiles: dict[str, NumericProfile] = {}
    for start in range(0, len(numeric), COLUMNS_PER_QUERY):
        block = [name for name in numeric[start : start + COLUMNS_PER_QUERY] if name in sampled]
        if block:
            query = "SELECT " + ", ".join(_aggregates(name) for name in block) + " FROM data"
            [values] = connection.execute(query).fetchall()
            profiles |= {name: _whole_table(sampled[name], values[5 * i : 5 * i + 5]) for i, name in enumerate(block)}
    return profiles


def _aggregates(column: str) -> str:
    x = quote(column)
    return f"count({x}), min({x}), max({x}), avg({x}), count(*) FILTER ({x} < 0)"


def _whole_table(sampled: NumericProfile, values: Sequence[float]) -> NumericProfile:
    n, low, high, mean, negatives = values
    whole = sampled.whole and float(low).is_integer() and float(high).is_integer()
    return replace(
        sampled,
        n=int(n),
        minimum=float(low),
        maximum=float(high),
        mean=float(mean),
        whole=whole,
        negatives=int(negatives),
    )
