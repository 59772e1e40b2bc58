"""Dates decades away from all others: 1900 for not known, 2203 for 2023. They are told, and stretch no axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import pandas as pd

from pipeline.analysis.sql import quote
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.story import ColumnType

FAR_YEARS = 20  # without any date, before or after those that can hardly be
FAR_STEPS = 5  # times the usual step from one year to the next
MAX_FAR = 0.1  # of the dates; more are no slip


@dataclass(frozen=True)
class UsualYears:
    """The years between which nearly all dates of a column lie; None where no others are far from them."""

    first: int | None
    last: int | None

    @property
    def all(self) -> bool:
        """Whether no date is far from the others."""
        return self.first is None and self.last is None

    def sql(self, year: str) -> str:
        """SQL: whether a year is a usual one."""
        bounds = [f"{year} >= {self.first}"] * (self.first is not None)
        return " AND ".join([*bounds, *[f"{year} <= {self.last}"] * (self.last is not None)]) or "TRUE"

    def hold(self, years: np.ndarray) -> np.ndarray:
        """Which of the years are usual ones, or missing (NaN)."""
        early = years < self.first if self.first is not None else np.zeros(len(years), dtype=bool)
        late = years > self.last if self.last is not None else np.zeros(len(years), dtype=bool)
        return np.asarray(~(early | late))


def usual_years(connection: duckdb.DuckDBPyConnection, variable: Variable) -> UsualYears:
    """The years before and after which there is a long gap, and then hardly a date."""
    query = (
        f"SELECT {year_sql(variable)} AS year, count(*) AS n FROM data GROUP BY 1 HAVING year IS NOT NULL ORDER BY 1"
    )
    counted = connection.execute(query).fetchnumpy()
    years, rows = np.asarray(counted["year"], dtype=int), np.asarray(counted["n"], dtype=float)
    if len(years) < 2:
        return UsualYears(None, None)
    steps = np.diff(years)
    usual_step = float(np.median(np.sort(steps)[: len(steps) - 2])) if len(steps) > 2 else 1.0  # but for two gaps
    gaps = np.flatnonzero(steps >= max(FAR_YEARS, FAR_STEPS * usual_step))
    before = np.cumsum(rows)[gaps] / rows.sum()
    early, late = gaps[before <= MAX_FAR], gaps[before >= 1 - MAX_FAR]
    first = int(years[early[-1] + 1]) if len(early) else None
    return UsualYears(first, int(years[late[0]]) if len(late) else None)


def _with_far_ends(connection: duckdb.DuckDBPyConnection, dated: Sequence[Variable]) -> list[Variable]:
    """The columns that could have far dates, by their first and last years: a look at all of them at once."""
    if not dated:
        return []
    listed = ", ".join(f"max({year_sql(v)}) - min({year_sql(v)})" for v in dated)
    spans = connection.execute(f"SELECT {listed} FROM data").fetchall()[0]
    return [v for v, span in zip(dated, spans, strict=True) if span is not None and span >= FAR_YEARS]


def year_sql(variable: Variable) -> str:
    """SQL: the year of a row, in a column of dates or of years."""
    column = quote(variable.name)
    return f"year({column})" if variable.column.type is ColumnType.DATETIME else f"CAST({column} AS BIGINT)"


def without_far_dates(
    connection: duckdb.DuckDBPyConnection, variables: Mapping[str, Variable], times: dict[str, np.ndarray]
) -> dict[str, Variable]:
    """The variables; in those that are times, and in the sampled ``times``, dates far from the others are missing."""
    changed = {}
    moments = [v for v in variables.values() if v.role is Role.TIME and not v.sources and v.name in times]
    for variable in _with_far_ends(connection, moments):
        usual = usual_years(connection, variable)
        if not usual.all:
            values = times[variable.name]
            dated = variable.column.type is ColumnType.DATETIME
            years = np.asarray(pd.to_datetime(values).year, dtype=float) if dated else values
            times[variable.name] = np.where(usual.hold(years), values, np.nan)
            expression = f"CASE WHEN {usual.sql(year_sql(variable))} THEN {quote(variable.name)} END"
            changed[variable.name] = replace(variable, expression=expression)
    return {**variables, **changed}
