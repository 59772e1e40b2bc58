"""What every detector looks at: the table's roles, profile, sample and time series."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import duckdb
import numpy as np

from pipeline import wording
from pipeline.analysis.inference import screen
from pipeline.analysis.inference.dependence import Dependence, find_dependence
from pipeline.analysis.inference.ledger import Ledger
from pipeline.analysis.sql import growth_of
from pipeline.analysis.structure import BY_DESIGN, Relation, RelationKind, find_structure, followers
from pipeline.analysis.variables.decimal_years import decimal_years
from pipeline.analysis.variables.derived import durations
from pipeline.analysis.variables.designs import with_designs
from pipeline.analysis.variables.far_dates import without_far_dates
from pipeline.analysis.variables.profile import NumericProfile, profile_numeric, profile_values
from pipeline.analysis.variables.roles import Role, Variable, assign_roles
from pipeline.analysis.variables.sale_lines import takings, with_sale_lines
from pipeline.analysis.variables.sample import Sample, as_float, cut_codes, load_rows, make_sample, quantile_edges
from pipeline.analysis.variables.scale import is_interval, is_rate
from pipeline.analysis.variables.split_dates import joined_date, with_date
from pipeline.analysis.variables.stocks import with_stocks
from pipeline.analysis.variables.time_axis import TimeAxis, find_time_axis
from pipeline.analysis.variables.titled import with_title
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.story import Column, ColumnType, Dataset, Table

MAX_COLUMNS = 3_000  # that are looked at: pairs of more would take gigabytes
MAX_SERIES = 40  # measures beside those that the story is about
MAX_DATES = 10  # that are looked at wherever they stand in a wider table
NEAR_DUPLICATES = 0.97  # rank correlation of measures that say much the same: the length, width and weight of one thing


@dataclass(frozen=True)
class Context:
    """The table as analysis sees it; made once a story."""

    connection: duckdb.DuckDBPyConnection
    dataset: Dataset
    focus: str | None
    variables: dict[str, Variable]
    profiles: dict[str, NumericProfile]
    sample: Sample
    tests: Ledger = field(default_factory=Ledger)
    chief: list[str] = field(default_factory=list)  # what the story is about, as soon as that is known

    @property
    def left_out(self) -> int:
        """Columns of a very wide table that are not looked at."""
        return sum(column.name not in self.variables for column in self.dataset.columns)

    @property
    def row_count(self) -> int:
        """Rows of the table."""
        return self.dataset.rows_analyzed

    def with_role(self, *roles: Role) -> list[Variable]:
        """The variables that play one of the roles, in the order of the table."""
        return [v for v in self.variables.values() if v.role in roles]

    @cached_property
    def measures(self) -> list[Variable]:
        """The measures in the order of the table; of columns that are the same but for their unit only one."""
        return [v for v in self.with_role(Role.MEASURE) if v.name not in self.copies]

    @cached_property
    def groupings(self) -> list[Variable]:
        """The variables whose values form at least two groups in the sample."""
        grouping = [v for v in self.variables.values() if v.groups and v.name not in self.copies]
        return [v for v in grouping if len(self.sample.groupings[v.name].levels) > 1]

    def entities(self, least: int) -> list[Variable]:
        """The columns of at least so many different things that come back; of two names for them only one."""
        named = [v for v in self.with_role(Role.ENTITY, Role.DIMENSION) if v.name not in self.copies]
        return [v for v in named if v.column.distinct >= least and not v.time_part]

    @cached_property
    def copies(self) -> frozenset[str]:
        """Columns that say again what another one says, in other units or by other names."""
        copies: set[str] = set()
        for relation in self.structure:
            if relation.is_copy and not copies & set(relation.columns):
                copies.add(self._copy_of(*relation.columns))
        return frozenset(copies)

    def _copy_of(self, first: str, second: str) -> str:
        """Which of two stands aside: not the focus, not the one that an analyst reads as it is (wage, not log wage)."""
        if second == self.focus:
            return first
        named_after = second.casefold() in first.casefold() and first != self.focus
        return first if named_after or self.variables[first].sources else second

    @cached_property
    def near_duplicates(self) -> dict[str, str]:
        """Each measure's leader: the first measure whose ranks are nearly its own; itself where there is none."""
        leaders: dict[str, str] = {}
        names = [v.name for v in self.measures]
        if not names:
            return leaders
        likeness = np.abs(self.sample.rank_correlations(names))
        for place, name in enumerate(names):
            near = [names[i] for i in np.flatnonzero(likeness[place, :place] >= NEAR_DUPLICATES).tolist()]
            alike = [other for other in near if leaders[other] == other]
            leaders[name] = alike[0] if alike else name
        return leaders

    @cached_property
    def calendar(self) -> dict[str, str]:
        """The date that a dimension follows from: weekday, month, workday or weekend."""
        return {
            relation.columns[1]: relation.columns[0]
            for relation in self.structure
            if relation.kind is RelationKind.CALENDAR
        }

    @cached_property
    def ratios(self) -> dict[str, tuple[float, str, str]]:
        """Measures that are one column over another, with their scale: of many rows they are a ratio of sums."""
        found = [r for r in self.structure if r.kind is RelationKind.RATIO and r.factor is not None]
        return {r.columns[0]: (r.factor or 1.0, r.columns[1], r.columns[2]) for r in found}

    @cached_property
    def time_axis(self) -> TimeAxis | None:
        """The column that says when, with the measures' series along it."""
        ratios = {name: self.ratio_of_sums(name) for name in self.ratios}
        measures = [m for m in self.measures if m.name not in self.calendar]  # what counts the time moves with it
        measures = self._with_series(measures)
        times = self.with_role(Role.TIME)
        return find_time_axis(self.connection, times, measures, self.row_count, ratios, self.sample)

    def _with_series(self, measures: list[Variable]) -> list[Variable]:
        """Of very many measures what the story is about and the first ones: a series of each would take gigabytes."""
        if len(measures) <= MAX_SERIES:
            return measures
        chosen = {self.focus, *self.chief}
        others = [m.name for m in measures if m.name not in chosen][:MAX_SERIES]
        return [m for m in measures if m.name in chosen or m.name in set(others)]

    def is_chief(self, names: Sequence[str]) -> np.ndarray:
        """Which of the columns the story is about."""
        return np.isin(np.array(names, dtype=object), np.array(self.chief, dtype=object))

    def ratio_of_sums(self, measure: str, where: str = "TRUE") -> str:
        """SQL: what a measure of ``ratios`` is for many rows; the mean of their ratios would count all rows alike."""
        scale, above, below = self.ratios[measure]
        a, b = self.sql(above), self.sql(below)
        inside = f"FILTER ({a} IS NOT NULL AND {b} IS NOT NULL AND {where})"
        return f"({scale!r} * CAST(sum({a}) {inside} AS DOUBLE) / nullif(sum({b}) {inside}, 0))"

    @cached_property
    def structure(self) -> tuple[Relation, ...]:
        """Columns that follow from other columns."""
        return find_structure(self.sample, self.variables)

    @cached_property
    def empty_by_design(self) -> frozenset[str]:
        """Columns of which it follows from another, or from where a group begins, where they have no value."""
        relations = [relation for relation in self.structure if relation.kind in BY_DESIGN]
        second = {relation.columns[1] for relation in relations}
        either = {relation.columns[0] for relation in relations if relation.kind is RelationKind.EITHER}
        return frozenset({*second, *either, *self.dataset.once_a_group})

    @cached_property
    def _followers(self) -> frozenset[frozenset[str]]:
        made = (frozenset((v.name, source)) for v in self.variables.values() if v.sold for source in v.sources)
        lasting = [v for v in self.variables.values() if v.is_duration]
        begun = (  # of what begins together the longer holds the shorter
            frozenset((one.name, other.name))
            for one, other in combinations(lasting, 2)
            if one.sources[0] == other.sources[0]
        )
        return followers(self.structure) | frozenset(made) | frozenset(begun)

    def follows(self, first: str, second: str) -> bool:
        """Whether one of two columns follows from the other, so that a relation between them says nothing new."""
        return frozenset((first, second)) in self._followers

    @cached_property
    def associations(self) -> tuple[np.ndarray, np.ndarray]:
        """Screened p-values of every two groupings' independence and Cramér's V, in the order of ``groupings``."""
        widths = np.array([len(self.sample.groupings[v.name].levels) for v in self.groupings])
        return screen.associations(self.sample.crossed.among([v.name for v in self.groupings]), widths)

    @cached_property
    def dependence(self) -> Dependence:
        """Which rows of the sample belong together."""
        return find_dependence(self.sample, self.time_axis)

    @cached_property
    def strata(self) -> dict[str, np.ndarray]:
        """Each column that can group the sample's rows, as codes, -1 where missing; the wide ones cut at quantiles."""
        cut = {name: cut_codes(self._continuous[name], edges) for name, edges in self.stratum_edges.items()}
        return {name: grouping.codes for name, grouping in self.sample.groupings.items()} | cut

    @cached_property
    def stratum_edges(self) -> dict[str, tuple[float, ...]]:
        """Where a measure or the time is cut into groups."""
        return {name: quantile_edges(values) for name, values in self._continuous.items()}

    @cached_property
    def _continuous(self) -> dict[str, np.ndarray]:
        axis = self.time_axis
        times = {axis.column: self.sample.times[axis.column]} if axis is not None else {}
        return {n: v for n, v in self.sample.numbers.items() if n not in self.sample.groupings} | times

    def table_columns(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The table's own columns behind these, each once."""
        named = [self.variables[c].sources or (c,) if c in self.variables else (c,) for c in columns]
        return tuple(dict.fromkeys(name for names in named for name in names))

    def sql(self, column: str) -> str:
        """A column, or what stands for a derived one, in SQL."""
        return self.variables[column].sql

    def stratum_sql(self, column: str) -> str:
        """SQL: the group of a row in a column; a measure or the time is cut at the sample's quantiles."""
        edges = self.stratum_edges.get(column)
        if edges is None:
            return self.sql(column)
        axis = self.time_axis
        dated = axis is not None and column == axis.column and not axis.by_years
        value = f"epoch_ns({self.sql(column)})" if dated else self.sql(column)
        return " + ".join(f"CAST({value} > {edge!r} AS INTEGER)" for edge in edges) or "0"

    def relates_to_focus(self, *columns: str) -> bool:
        """Whether a relation between these columns belongs in the story: with a focus, only those that touch it.

        A date in parts, and the time between two dates, touch the columns that they are made of.
        """
        return self.focus is None or self.focus in columns or self.focus in self.table_columns(columns)

    def in_scope(self, rows: Sequence[str], columns: Sequence[str]) -> np.ndarray:
        """Which pairs of different columns belong in the story, as a table (rows, columns)."""
        different: np.ndarray = np.array(rows)[:, None] != np.array(columns)[None, :]
        if self.focus is not None:
            different &= (np.array(rows) == self.focus)[:, None] | (np.array(columns) == self.focus)[None, :]
        return different

    def unit(self, column: str) -> str | None:
        """What a column is measured in, by its values or else by its header."""
        own = self.variables[column].column
        return own.unit or (wording.read_header(column).unit if own.type is ColumnType.NUMERIC else None)

    def is_interval(self, measure: str | None) -> bool:
        """Whether the zero of a measure is a convention, so that nothing is so many per cent of it."""
        return measure in self.variables and is_interval(measure, self.unit(measure))

    def is_rate(self, measure: str | None) -> bool:
        """Whether a measure is a part of something: see :func:`~pipeline.analysis.variables.scale.is_rate`."""
        profile = self.profiles.get(measure or "")
        if measure is None or profile is None:
            return False
        return is_rate(measure, self.unit(measure), (profile.minimum, profile.maximum))

    def named_per_cent(self, measure: str) -> bool:
        """Whether a measure's header alone says that its values are per cents, and they aren't fractions."""
        profile = self.profiles.get(measure)
        return profile is not None and profile.maximum > 1 and not self.unit(measure) and self.is_rate(measure)

    def is_relative(self, measure: str | None) -> bool:
        """Whether a change of a measure may be told in per cent of what it was."""
        return not self.is_interval(measure) and not self.is_rate(measure)

    def relative(self, measure: str | None, sql: str) -> str:
        """SQL of one value of a measure in relation to another; none where its zero is a convention."""
        return "CAST(NULL AS DOUBLE)" if self.is_interval(measure) else sql

    def growth_of(self, name: str, measure: str | None, first: str, last: str) -> dict[str, str]:
        """The same of a level that was another before: see :func:`pipeline.analysis.sql.growth_of`."""
        none = None if self.is_relative(measure) else "CAST(NULL AS DOUBLE)"
        return {key: none or sql for key, sql in growth_of(name, first, last).items()}


def make_context(table: Table, options: Options) -> Context:
    """Profile the table, give each column its role and draw the sample.

    Raises :class:`~pipeline.errors.PreprocessingError` where the focus names no column.
    """
    focus = _focus(options, [column.name for column in table.dataset.columns])
    columns = _looked_at(table.dataset.columns, focus)
    row_count = table.dataset.rows_analyzed
    rows = load_rows(table.connection, columns, row_count)
    numeric = [c.name for c in columns if c.type is ColumnType.NUMERIC and c.name in rows.columns]
    loaded = {name: as_float(rows.columns[name]) for name in numeric}
    profiles = profile_numeric(table.connection, columns, loaded, rows.complete)
    variables = assign_roles(columns, profiles, row_count, focus)
    sample = make_sample(rows, variables)
    made = (*durations(variables, rows), *takings(variables, rows))
    derived = [d for d in made if d.variable.name not in rows.columns]
    for duration in derived:
        sample.numbers[duration.variable.name] = duration.values
        profile = profile_values(duration.values)
        assert profile is not None
        profiles[duration.variable.name] = profile
    named = {v.name: v for v in (*variables, *(d.variable for d in derived))}
    for dated in list(decimal_years(named, sample.numbers)):
        named[dated.variable.name] = dated.variable
        sample.times[dated.variable.name] = dated.moments
        for known in (sample.numbers, sample.groupings, profiles):
            known.pop(dated.variable.name, None)
    named = without_far_dates(table.connection, named, sample.times)
    date = joined_date(named.values(), rows, sample.times)
    if date is not None and date.variable.name not in named:
        named = with_date(named, date)
        sample.times[date.variable.name] = date.moments
        sample.groupings.pop(date.year.name, None)
    named = with_designs(with_sale_lines(with_stocks(named, sample), sample), sample)
    named = with_title(named, table.dataset)
    return Context(table.connection, table.dataset, focus, named, profiles, sample)


def _looked_at(columns: tuple[Column, ...], focus: str | None) -> tuple[Column, ...]:
    """All columns; of a very wide table the first ``MAX_COLUMNS``, the focus and the dates among them."""
    if len(columns) <= MAX_COLUMNS:
        return columns
    dates = [column.name for column in columns if column.type is ColumnType.DATETIME][:MAX_DATES]
    chosen = set(dict.fromkeys([*([focus] if focus else []), *dates, *(c.name for c in columns)][:MAX_COLUMNS]))
    return tuple(column for column in columns if column.name in chosen)


def _focus(options: Options, names: list[str]) -> str | None:
    return named_column(options.focus, names, "focus") if options.focus else None


def named_column(wanted: str, names: list[str], what: str) -> str:
    """The column that a user named, whatever the case of its letters.

    Raises :class:`~pipeline.errors.PreprocessingError`, with the names that are like it, where there is none.
    """
    folded = wanted.strip().casefold()
    for name in [wanted, *(name for name in names if name.casefold() == folded)]:
        if name in names:
            return name
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4) or names[:5]
    raise PreprocessingError(
        f"The table has no column called {wanted!r}.",
        f"Choose one of its columns as the {what}, such as {wording.listing(close, 'or')}.",
    )
