"""A date that a table has in parts: a year in one column, the month in another, at times the day and the hour too."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Rows, are_years, as_float, as_time
from pipeline.names import words
from pipeline.story import Column, ColumnType

YEAR_WORDS = frozenset(
    {"year", "yr", "jahr", "année", "annee", "año", "anno", "jaar", "rok", "rik", "ano", "yıl", "год", "年", "연도"}
)
PART_WORDS = {
    "month": frozenset(
        {"month", "mon", "mnth", "mth", "monat", "mois", "mes", "mese", "maand", "mês", "månad", "месяц", "月"}
    ),
    "quarter": frozenset({"quarter", "qtr", "quartal", "trimestre", "kwartaal"}),
    "day": frozenset(
        {"day", "date", "dom", "mday", "tag", "jour", "día", "dia", "giorno", "dag", "dzień", "день", "日"}
    ),
    "hour": frozenset({"hour", "hr", "stunde", "heure", "hora", "ora", "uur"}),
}
RANGES = {"month": (1, 12), "quarter": (1, 4), "day": (1, 31), "hour": (0, 23)}
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
QUARTER_NAME = re.compile(r"[Qq]([1-4])")
YEARS = (1500, 2200)
YEAR_ROLES = frozenset({Role.TIME, Role.DIMENSION, Role.CONSTANT})  # years that there are many, two or one of
MOSTLY = 0.98  # of the rows with a year must give a day that there is
MIN_DAYS = 20  # different ones; a "day" of fewer isn't one of the month
MIN_HOURS = 4


@dataclass(frozen=True)
class JoinedDate:
    """The date as a variable of its own, its moments in the sampled rows, and the year column, which it replaces."""

    variable: Variable
    moments: np.ndarray  # nanoseconds, NaN where missing
    year: Variable


@dataclass(frozen=True)
class _Part:
    variable: Variable
    values: np.ndarray  # NaN where missing
    sql: str


def joined_date(
    variables: Iterable[Variable], rows: Rows, times: Mapping[str, np.ndarray] | None = None
) -> JoinedDate | None:
    """The date that the table's columns make together; None where it has a whole one, or no year with its months.

    ``times``: moments or years of the time columns in the sampled rows, where they aren't taken as they are.
    """
    moments = times or {}
    variables = [v for v in variables if v.name in rows.columns]
    years = [year for v in variables if (year := _year(v, moments.get(v.name, rows.columns[v.name]))) is not None]
    whole = [v for v in variables if v.role is Role.TIME and v.name not in {year.variable.name for year in years}]
    if len(years) != 1 or whole:
        return None
    alike = [v for v in variables if _rest(v.name) == _rest(years[0].variable.name)]
    parts = {part: _part(part, alike, rows) for part in PART_WORDS}
    month = parts["month"] or parts["quarter"]
    if month is None:
        return None
    day = parts["day"] if month is parts["month"] else None
    if day is not None and len(np.unique(day.values[~np.isnan(day.values)])) < MIN_DAYS:
        day = None
    hour = parts["hour"] if day is not None else None
    if hour is not None and len(np.unique(hour.values[~np.isnan(hour.values)])) < MIN_HOURS:
        hour = None
    return _joined([years[0], month, *(part for part in (day, hour) if part is not None)], rows)


def _joined(parts: list[_Part], rows: Rows) -> JoinedDate | None:
    year, month, *finer = parts
    day, hour = ([part.values for part in finer] + [np.ones(rows.size), np.zeros(rows.size)][len(finer) :])[:2]
    frame = pd.DataFrame({"year": year.values, "month": month.values, "day": day, "hour": hour})
    moments = pd.to_datetime(frame, errors="coerce").astype("datetime64[ns]")
    dated = ~np.isnan(year.values)
    if not dated.any() or moments[dated].notna().mean() < MOSTLY:
        return None
    stamps = moments.to_numpy()
    values = np.where(np.isnat(stamps), np.nan, stamps.astype("int64").astype(float))
    expression = ", ".join([*(part.sql for part in parts), *["1", "0", "0"][len(finer) :], "0"][:6])
    columns = tuple(part.variable.name for part in parts)
    missing = round(rows.row_count * float(np.isnan(values).mean()))
    column = Column("-".join(columns), ColumnType.DATETIME, None, missing, int(moments.nunique()))
    variable = Variable(column, Role.TIME, expression=f"try(make_timestamp({expression}))", sources=columns)
    return JoinedDate(variable, values, year.variable)


def _rest(name: str) -> frozenset[str]:
    """What a name says beside the part: ``order`` of ``order_year``, whose month is the ``order_month``."""
    return frozenset(words(name)).difference(YEAR_WORDS, *PART_WORDS.values())


def _year(variable: Variable, raw: np.ndarray) -> _Part | None:
    """A column of years, as numbers or as the first moments of them; the same one in all rows will do."""
    if not YEAR_WORDS & set(words(variable.name)) or variable.role not in YEAR_ROLES:
        return None
    q = variable.sql
    if variable.column.type is ColumnType.DATETIME:
        moments = raw if raw.dtype.kind == "f" else as_time(raw)
        if np.isnan(moments).all() or not are_years(moments):
            return None
        return _Part(variable, np.asarray(pd.DatetimeIndex(pd.to_datetime(moments)).year, dtype=float), f"year({q})")
    if variable.column.type is not ColumnType.NUMERIC:
        return None
    values = as_float(raw)
    return _Part(variable, values, f"CAST({q} AS BIGINT)") if _within(values, YEARS) else None


def _part(part: str, variables: Iterable[Variable], rows: Rows) -> _Part | None:
    """The column that holds a month, quarter, day or hour; None where there is none or more than one."""
    named = [v for v in variables if PART_WORDS[part] & set(words(v.name))]
    found = [made for v in named if (made := _numbers(part, v, rows.columns[v.name])) is not None]
    if len(found) != 1:
        return None
    if part == "quarter":
        return replace(found[0], values=3 * found[0].values - 2, sql=f"3 * {found[0].sql} - 2")
    return found[0]


def _numbers(part: str, variable: Variable, raw: np.ndarray) -> _Part | None:
    if variable.column.type is ColumnType.NUMERIC:
        values = as_float(raw)
        return _Part(variable, values, f"CAST({variable.sql} AS BIGINT)") if _within(values, RANGES[part]) else None
    if variable.column.type is not ColumnType.CATEGORICAL or part not in {"month", "quarter"}:
        return None
    codes, levels = pd.factorize(np.ma.filled(np.ma.asarray(raw, dtype=object), None))
    numbers = [_number_of_name(part, str(level)) for level in levels]
    if not numbers or None in numbers:
        return None
    values = np.append(np.array(numbers, dtype=float), np.nan)[codes]  # a missing one has the code -1: the last
    return _Part(variable, values, _sql_of_name(variable.sql, part))


def _number_of_name(part: str, name: str) -> int | None:
    """``March``, ``Mar`` -> 3; ``Q2`` -> 2."""
    if part == "quarter":
        match = QUARTER_NAME.fullmatch(name.strip())
        return int(match[1]) if match else None
    start = name.strip().casefold()[:3]
    return MONTH_NAMES.index(start) + 1 if start in MONTH_NAMES else None


def _sql_of_name(sql: str, part: str) -> str:
    if part == "quarter":
        return f"CAST(right(trim({sql}), 1) AS BIGINT)"
    listed = ", ".join(f"'{name}'" for name in MONTH_NAMES)
    return f"list_position([{listed}], lower(left(trim({sql}), 3)))"


def _within(values: np.ndarray, bounds: tuple[int, int]) -> bool:
    present = values[~np.isnan(values)]
    inside = (present >= bounds[0]) & (present <= bounds[1]) & (present == np.floor(present))
    return bool(len(present)) and bool(inside.all())


def with_date(variables: Mapping[str, Variable], date: JoinedDate) -> dict[str, Variable]:
    """The variables with the date among them; its year alone is no time axis any more."""
    year = date.year
    changed = {} if year.role is Role.CONSTANT else {year.name: replace(year, role=Role.NONE, ordinal=False)}
    return {**variables, **changed, date.variable.name: date.variable}
