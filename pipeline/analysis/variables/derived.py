"""Columns that a table implies: the time that passes between two of its datetimes."""

from dataclasses import dataclass

import numpy as np

from pipeline.analysis.sql import quote
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Rows, are_years, as_time
from pipeline.story import Column, ColumnType

MAX_COLUMNS = 6  # datetime columns that are paired
MIN_ROWS = 20  # with both moments
IN_ORDER = 0.9  # of those rows, or more, must have the second moment at or after the first
UNITS = (("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0), ("seconds", 1.0))


@dataclass(frozen=True)
class Derived:
    """A derived variable and its values in the sampled rows."""

    variable: Variable
    values: np.ndarray
    negative: float  # share of the rows in which the second moment comes before the first


def durations(variables: tuple[Variable, ...], rows: Rows) -> list[Derived]:
    """The time from each datetime column to each later one, in the largest unit in which its median isn't below one."""
    times = [v for v in variables if v.role is Role.TIME and v.column.type is ColumnType.DATETIME][:MAX_COLUMNS]
    yearly = {v.name: are_years(as_time(rows.columns[v.name])) for v in times} if len(times) > 1 else {}
    found = []
    for first in times:
        for second in times:
            # from a year to a day in it is no time that passes, but what day of the year it is
            if first.name != second.name and yearly[first.name] == yearly[second.name]:
                derived = _duration(first, second, rows)
                if derived is not None:
                    found.append(derived)
    return found


def _duration(first: Variable, second: Variable, rows: Rows) -> Derived | None:
    seconds = (as_time(rows.columns[second.name]) - as_time(rows.columns[first.name])) / 1e9
    present = seconds[~np.isnan(seconds)]
    if len(present) < MIN_ROWS or np.mean(present >= 0) < IN_ORDER or len(np.unique(present)) < 5:
        return None
    middle = float(np.median(present))
    unit, size = next(((name, size) for name, size in UNITS if middle >= size), UNITS[-1])
    expression = f"(date_diff('millisecond', {quote(first.name)}, {quote(second.name)}) / {1000 * size!r})"
    name = f"{first.name} to {second.name}"
    missing = round(rows.row_count * float(np.isnan(seconds).mean()))
    column = Column(name, ColumnType.NUMERIC, unit, missing, len(np.unique(present)))
    variable = Variable(column, Role.MEASURE, expression=expression, sources=(first.name, second.name))
    return Derived(variable, seconds / size, float(np.mean(present < 0)))
