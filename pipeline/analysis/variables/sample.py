"""The rows that tests look at: all of them, or an even sample of a long table, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipeline.analysis.sql import quote
from pipeline.analysis.variables.cells import Bucketed
from pipeline.analysis.variables.crossed import Crossed
from pipeline.analysis.variables.ranks import average_ranks
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.story import Column, ColumnType

MAX_ROWS = 20_000  # enough for every least effect size to be many standard errors wide
COLUMNS_AT_ONCE = 500  # each of which takes DuckDB some 50 KB, however few the rows
MAX_CELLS = 6_000_000  # wide tables give fewer rows
LOADED = frozenset(
    {
        ColumnType.NUMERIC,
        ColumnType.BOOLEAN,
        ColumnType.CATEGORICAL,
        ColumnType.DATETIME,
        ColumnType.TEXT,
        ColumnType.IDENTIFIER,
    }
)
MIN_GROUP = 5  # rows; smaller groups take no part in tests


@dataclass(frozen=True)
class Grouping:
    """A dimension's rows as codes into ``levels``; -1 where missing or in a group too small to test."""

    name: str
    codes: np.ndarray
    levels: tuple[object, ...]
    sizes: np.ndarray


@dataclass(frozen=True)
class Factor:
    """A dimension's rows as codes into all of its values in order, however rare; -1 where missing."""

    codes: np.ndarray
    levels: tuple[object, ...]  # as the database gives them


@dataclass(frozen=True)
class Sample:
    """Arrays over the sampled rows, in the order of the table."""

    size: int
    row_count: int
    numbers: dict[str, np.ndarray]  # float, NaN where missing
    groupings: dict[str, Grouping]
    entities: dict[str, np.ndarray]  # codes of entity columns, -1 where missing
    times: dict[str, np.ndarray]  # nanoseconds or years as float, NaN where missing
    missing: dict[str, np.ndarray]  # bool, for the columns that miss some values
    entity_levels: dict[str, list[object]]  # the value of each code
    texts: dict[str, np.ndarray]  # strings, None where missing
    repeated: dict[str, np.ndarray] = field(default_factory=dict)  # codes of dimensions with groups too small to test
    factors: dict[str, Factor] = field(default_factory=dict)  # of every column that has a grouping
    _bucketed: dict[tuple[str, str], Bucketed] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether it holds every row of the table."""
        return self.size == self.row_count

    def rows_of(self, column: str, level: object) -> np.ndarray:
        """Which rows have a value in an entity or a grouping column."""
        if column in self.groupings:
            grouping = self.groupings[column]
            return np.asarray(grouping.codes == (grouping.levels.index(level) if level in grouping.levels else -2))
        levels = self.entity_levels[column]
        return np.asarray(self.entities[column] == (levels.index(level) if level in levels else -2))

    def rank_correlations(self, names: Sequence[str]) -> np.ndarray:
        """Spearman's correlation of every two measures, in the order of ``names``; of ranks among all that each has."""
        present = np.array([np.count_nonzero(~np.isnan(self.numbers[name])) for name in names])
        matrix = np.column_stack([self.ranks[name] for name in names])
        return np.asarray((matrix.T @ matrix) / np.maximum(1, np.minimum.outer(present, present)))

    def factor(self, name: str) -> Factor | None:
        """All values of a column of groups, or of one that names entities by text; None of any other."""
        if name not in self.factors and all(isinstance(level, str) for level in self.entity_levels.get(name, [None])):
            levels = [str(level) for level in self.entity_levels[name]]
            order = sorted(range(len(levels)), key=levels.__getitem__)
            places = np.full(len(levels) + 1, -1)
            places[order] = np.arange(len(levels))
            self.factors[name] = Factor(places[self.entities[name]], tuple(levels[i] for i in order))
        return self.factors.get(name)

    def bucketed(self, column: str, grain: str, *, by_years: bool = False) -> Bucketed:
        """The rows by buckets of a time column; made once."""
        if (column, grain) not in self._bucketed:
            self._bucketed[column, grain] = Bucketed.of(self.times[column], grain, by_years=by_years)
        return self._bucketed[column, grain]

    @cached_property
    def crossed(self) -> Crossed:
        """Every two groupings that have levels; made once."""
        chosen = [(name, g.codes, len(g.levels)) for name, g in self.groupings.items() if g.levels]
        names, codes, widths = zip(*chosen, strict=True) if chosen else ((), (), ())
        return Crossed.of(names, codes, np.array(widths))

    @cached_property
    def ranks(self) -> dict[str, np.ndarray]:
        """Average ranks of each measure scaled to mean 0 and variance 1; 0 where missing."""
        return {name: standard_ranks(values) for name, values in self.numbers.items()}


def standard_ranks(values: np.ndarray) -> np.ndarray:
    """Average ranks with mean 0 and variance 1 among the present values, 0 for missing ones."""
    present = ~np.isnan(values)
    result = np.zeros(len(values))
    if present.sum() < 2:
        return result
    ranks = average_ranks(values[present])
    deviation = ranks.std()
    if deviation > 0:
        result[present] = (ranks - ranks.mean()) / deviation
    return result


@dataclass(frozen=True)
class Rows:
    """Raw columns of the sampled rows: all of them, or an even sample of a long table."""

    columns: dict[str, np.ndarray]  # masked where missing
    size: int
    row_count: int

    @property
    def complete(self) -> bool:
        """Whether every row of the table is there."""
        return self.size == self.row_count


def load_rows(connection: duckdb.DuckDBPyConnection, columns: Sequence[Column], row_count: int) -> Rows:
    """Every k-th row or so, chosen by a hash of its number, so that the same table gives the same sample."""
    wanted = [
        c for c in columns if c.type in LOADED and (c.type is not ColumnType.IDENTIFIER or c.distinct < 0.9 * row_count)
    ]
    if not wanted or not row_count:
        return Rows({}, 0, row_count)
    most = min(MAX_ROWS, max(1_000, MAX_CELLS // len(wanted)))
    step = -(-row_count // most)
    where = f" WHERE hash(rowid) % {step} = 0" if step > 1 else ""
    arrays: dict[str, np.ndarray] = {}
    for start in range(0, len(wanted), COLUMNS_AT_ONCE):
        some = wanted[start : start + COLUMNS_AT_ONCE]
        listed = ", ".join(f"{quote(column.name)} AS c{i}" for i, column in enumerate(some))
        fetched = connection.execute(f"SELECT {listed} FROM data{where} ORDER BY rowid").fetchnumpy()
        arrays |= {column.name: _array(fetched[f"c{i}"]) for i, column in enumerate(some)}
    return Rows(arrays, len(fetched["c0"]), row_count)


def make_sample(rows: Rows, variables: Sequence[Variable]) -> Sample:
    """The rows' columns as what their roles need: numbers, groups, entities, times, texts."""
    sample = Sample(rows.size, rows.row_count, {}, {}, {}, {}, {}, {}, {})
    for variable in variables:
        raw = rows.columns.get(variable.name)
        if raw is None:
            continue
        if variable.column.missing:
            sample.missing[variable.name] = np.ma.getmaskarray(raw) | pd.isna(np.ma.getdata(raw))
        match variable.role:
            case Role.TIME:
                sample.times[variable.name] = as_time(raw)
            case Role.ENTITY:
                codes, levels = pd.factorize(_as_objects(raw))
                sample.entities[variable.name] = codes
                sample.entity_levels[variable.name] = [as_python(level) for level in levels]
            case Role.MEASURE:
                sample.numbers[variable.name] = as_float(raw)
            case Role.TEXT:
                sample.texts[variable.name] = _as_objects(raw)
        if variable.groups:
            factor = _factor(raw)
            grouping = _grouping(variable.name, factor)
            sample.factors[variable.name], sample.groupings[variable.name] = factor, grouping
            if variable.role is Role.DIMENSION and len(factor.levels) > len(grouping.levels):
                sample.repeated[variable.name] = factor.codes
    return sample


def _array(fetched: Any) -> np.ndarray:
    """A fetched column as an array, masked where values are missing; DuckDB gives enumerations as categories."""
    return fetched if isinstance(fetched, np.ndarray) else np.asarray(fetched, dtype=object)


def as_float(raw: np.ndarray) -> np.ndarray:
    """Numbers, NaN where missing or infinite."""
    values: np.ndarray = np.ma.filled(np.ma.asarray(raw, dtype=float), np.nan)
    return np.where(np.isfinite(values), values, np.nan)


def _as_objects(raw: np.ndarray) -> np.ndarray:
    """Values for pandas to factorize, None where missing."""
    if isinstance(raw, np.ma.MaskedArray) and raw.mask.any():
        values = np.array(raw.data, dtype=object)
        values[np.ma.getmaskarray(raw)] = None
        return values
    return np.asarray(raw)


def as_time(raw: np.ndarray) -> np.ndarray:
    """Moments as nanoseconds, years as they are; NaN where missing."""
    if np.asarray(raw).dtype.kind != "M":
        return as_float(raw)
    stamps = np.ma.getdata(raw).astype("datetime64[ns]")
    return np.where(np.isnat(stamps) | np.ma.getmaskarray(raw), np.nan, stamps.astype("int64").astype(float))


def are_years(moments: np.ndarray) -> bool:
    """Whether moments (nanoseconds, NaN where missing) are all the first ones of their years."""
    dates = moments[~np.isnan(moments)].astype(np.int64).astype("datetime64[ns]")
    return bool((dates == dates.astype("datetime64[Y]")).all())


def _factor(raw: np.ndarray) -> Factor:
    codes, levels = pd.factorize(_as_objects(raw), sort=True)
    return Factor(codes, tuple(level.item() if isinstance(level, np.generic) else level for level in levels))


def _grouping(name: str, factor: Factor) -> Grouping:
    """The groups large enough to test."""
    codes, levels = factor.codes, factor.levels
    sizes = np.bincount(codes[codes >= 0], minlength=len(levels))
    kept = np.flatnonzero(sizes >= MIN_GROUP)
    renumbered = np.full(len(levels) + 1, -1)
    renumbered[kept] = np.arange(len(kept))
    return Grouping(name, renumbered[codes], tuple(as_python(levels[i]) for i in kept), sizes[kept])


def as_python(value: object) -> object:
    """A numpy scalar as the Python value that it stands for."""
    value = value.item() if isinstance(value, np.generic) else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def quantile_edges(values: np.ndarray, bins: int = 10) -> tuple[float, ...]:
    """Up to ``bins - 1`` inner edges that cut the present values into groups of about the same size."""
    present = values[~np.isnan(values)]
    if not len(present):
        return ()
    edges = np.unique(np.quantile(present, np.linspace(0, 1, bins + 1)[1:-1], method="lower"))
    return tuple(float(edge) for edge in edges if edge < present.max())


def cut_codes(values: np.ndarray, edges: tuple[float, ...]) -> np.ndarray:
    """The number of edges that each value lies above; -1 where missing."""
    return np.where(np.isnan(values), -1, np.searchsorted(np.array(edges), values, side="left"))
