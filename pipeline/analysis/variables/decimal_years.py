"""Moments written as years with a fraction: 1949.083 is February 1949, 1949.25 its April."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.split_dates import YEAR_WORDS, YEARS
from pipeline.names import words
from pipeline.story import ColumnType

TIME_WORDS = frozenset({"time", "date", "decimal", "zeit", "datum", "temps", "tiempo", "fecha", "tempo"}) | YEAR_WORDS
SLACK = 0.05 / 12  # years: a month written with three digits lies a little before it
MAX_PARTS = 12  # different fractions: months
MIN_FRACTIONS = 2  # or they are years


@dataclass(frozen=True)
class DecimalYear:
    """The column as a date, and its moments in the sampled rows."""

    variable: Variable
    moments: np.ndarray  # nanoseconds, NaN where missing


def decimal_years(variables: Mapping[str, Variable], numbers: Mapping[str, np.ndarray]) -> Iterator[DecimalYear]:
    """The numbers that are called a time and are years with as many fractions as a year has months, or fewer."""
    for variable in variables.values():
        values = numbers.get(variable.name)
        if values is None or variable.role is not Role.MEASURE or not TIME_WORDS & set(words(variable.name)):
            continue
        present = values[~np.isnan(values)]
        if len(present) and bool(((present >= YEARS[0]) & (present <= YEARS[1])).all()) and _are_months(present):
            yield _dated(variable, values)


def _are_months(years: np.ndarray) -> bool:
    parts = np.unique(_months(years) % 12)
    exact = np.unique(np.round((years + SLACK) % 1, 2))
    return MIN_FRACTIONS <= len(parts) <= len(exact) <= MAX_PARTS and len(exact) == len(parts)


def _months(years: np.ndarray) -> np.ndarray:
    """Months since the year 0."""
    return np.asarray(np.floor((years + SLACK) * 12))


def _dated(variable: Variable, values: np.ndarray) -> DecimalYear:
    known = ~np.isnan(values)
    months = _months(values[known])
    moments = np.full(len(values), np.nan)
    dates = pd.to_datetime(pd.DataFrame({"year": months // 12, "month": months % 12 + 1, "day": 1}))
    moments[known] = dates.astype("datetime64[ns]").to_numpy().astype("int64")
    count = f"CAST(floor(({variable.sql} + {SLACK!r}) * 12) AS BIGINT)"
    column = replace(variable.column, type=ColumnType.DATETIME, unit=None)
    expression = f"make_timestamp({count} // 12, {count} % 12 + 1, 1, 0, 0, 0)"
    own = (variable.name,)
    dated = replace(variable, column=column, role=Role.TIME, expression=expression, sources=own, ordinal=False)
    return DecimalYear(dated, moments)
