"""What all facts look at: the subject and its measures as SQL and as arrays, its periods and its groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.facts.crossing import Crossings
from pipeline.analysis.facts.moved import bartels_p
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.target import DETRACTOR, PROMOTER, Target, decided, hits, net, net_sql
from pipeline.analysis.inference import exact
from pipeline.analysis.inference.dependence import ENTITY_NAME, Dependence
from pipeline.analysis.inference.exact import spearman
from pipeline.analysis.inference.neighbours import SORTED
from pipeline.analysis.sql import Row, literal, one_row, quote, select
from pipeline.analysis.subject import (
    HAPPENED,
    Accumulation,
    Topic,
    accumulation,
    battery,
    codes_of,
    has_term,
    is_by_design,
    is_judgement,
    is_lasting,
    is_met_by,
    mishap,
    topics,
    undecided,
)
from pipeline.analysis.subject.ratios import done_in_hours, parts_of_wholes
from pipeline.analysis.subject.vocabulary import ALLOWED, RECOMMENDING
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Grouping
from pipeline.analysis.variables.time_axis import decided_until, settled_until
from pipeline.names import words
from pipeline.story import ColumnType, Form, Scalar, Subject, TableKind

MIN_TESTED = 20  # rows
HARDLY, MOSTLY = 0.01, 0.8  # of the rows have some of an amount that comes of an outcome
MAX_ARMS = 8
MAX_WANDERING_P = 0.01  # of neighbours within the arms of an experiment, below which its rows are a series
MAX_CHANGED = 0.1  # of the entities, that a panel may lose or win and still be one of the same
MOST_LIKELY = 10  # that somebody recommends it
NUMBERED = re.compile(r"-?\d+(\.\d+)?(?=$|[_ .):-])")
ALL_DIFFERENT = 0.95  # of the rows: a column of names says whose they are
NEARLY_DIFFERENT = 0.8  # the same of a column that is called a name: two players may be called J Smith
NAMES = frozenset({"name", "names", "player", "nom", "nombre", "title", "titel", "titre", "título"})
RANKED = 0.8  # rank correlation of the subject with the order of the rows
MAX_NUMBERED = 0.1  # of the names, that hold a digit
MAX_GROUPS = 60  # columns that split the rows, of a wide table


@dataclass(frozen=True)
class Group:
    """One way to split the rows: a column, its levels with enough rows, and each row's code."""

    column: str
    sql: str
    levels: tuple[object, ...]
    codes: np.ndarray


@dataclass(frozen=True)
class View:
    """A table as facts see it."""

    context: Context
    subject: Subject
    crossings: Crossings
    ratio_cells: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False)  # sums of ratios, made so far

    @classmethod
    def of(cls, context: Context, subject: Subject) -> "View":
        """A table as the facts about a subject see it."""
        return cls(context, subject, Crossings(context))

    @cached_property
    def target(self) -> Target:
        """The subject."""
        return self.target_of(self.subject.column, self.subject.form, self.subject.value)

    @cached_property
    def companions(self) -> tuple[Target, ...]:
        """The measures told beside it."""
        return tuple(self.measure(name) for name in self.subject.companions)

    def measure(self, name: str) -> Target:
        """A measure as a target of its own."""
        variable = self.context.variables[name]
        adds = accumulation(variable)
        form = Form.TOTAL if adds is Accumulation.OVER_ALL else Form.MEAN
        return self.target_of(name, form, None, stock=adds is Accumulation.OVER_ENTITIES)

    def about(self, target: Target) -> "View":
        """The same table with a companion in the subject's place: what it depends on is asked as of any subject."""
        columns = self.columns(target.column)
        subject = replace(
            self.subject,
            column=target.column,
            columns=columns,
            form=target.form,
            value=target.value,
            base=None,
            companions=(),
        )
        return replace(self, subject=subject)

    def target_of(self, column: str | None, form: Form, value: Scalar, *, stock: bool | None = None) -> Target:
        """A target from what a subject says of it."""
        if column is None:
            return Target(None, Form.COUNT, None, "1", None)
        sql = self.context.sql(column)
        if form is Form.SHARE:
            waiting = self.subject.undecided if column == self.subject.column else ()
            sql = f"CAST({decided(sql, waiting)} = {literal(value)} AS INTEGER)"
            return Target(column, form, value, sql, None, undecided=waiting)
        if stock is None:
            variable = self.context.variables[column]
            stock = accumulation(variable) is Accumulation.OVER_ENTITIES
        if form is Form.MEAN and self._is_net(column):
            return Target(column, form, value, net_sql(sql), None, is_interval=True, is_net=True)
        v = self.context.variables[column]
        is_duration, is_interval = v.is_duration, self.context.is_interval(column)
        is_rate, unit = self.context.is_rate(column), self.context.unit(column)
        named = self.context.named_per_cent(column)
        return Target(column, form, value, sql, unit, stock, is_interval, is_rate, named, is_duration)

    def open_ends(self, target: Target) -> tuple[str, ...]:
        """The columns of dates that rows lack while they are open: of a duration its second, of an outcome those that
        none with an outcome lacks.
        """
        variables, missing = self.context.variables, self.context.sample.missing
        if target.undecided:
            decided = ~np.isnan(self.values(target))
            return tuple(name for name, gaps in missing.items() if gaps.any() and not (gaps & decided).any())
        if not target.is_duration or target.column is None:
            return ()
        return tuple(end for end in variables[target.column].sources[1:] if variables[end].column.missing)

    def values(self, target: Target) -> np.ndarray:
        """The target's number in each row of the sample, NaN where missing."""
        sample = self.context.sample
        if target.column is None:
            return np.ones(sample.size)
        if target.form is Form.SHARE:
            grouping = sample.groupings[target.column]
            return hits(grouping.levels, grouping.codes, target.value, target.undecided)
        values = sample.numbers[target.column]
        return net(values) if target.is_net else values

    def _is_net(self, column: str) -> bool:
        """Whether a column holds answers from 0 to 10 to whether somebody would recommend it."""
        profile = self.context.profiles.get(column)
        if profile is None or not profile.whole or RECOMMENDING.isdisjoint(words(column)):
            return False
        return 0 <= profile.minimum <= DETRACTOR and PROMOTER <= profile.maximum <= MOST_LIKELY

    @cached_property
    def subject_values(self) -> np.ndarray:
        """The subject's number in each row of the sample."""
        return self.values(self.target)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The columns that split the rows, the subject's own dimensions first; calendar parts aside."""
        names = [v.name for v in self.context.groupings if v.name != self.subject.column]
        names = [name for name in names if not self._comes_after(name)]
        ordered = [*(d for d in self.subject.dimensions if d in names), *names]
        kept = [name for name in dict.fromkeys(ordered) if name not in self.context.calendar][:MAX_GROUPS]
        found = [self.group(name) for name in kept]
        designed = [v.name for v in self.measures if v.name not in names and self._is_arm(v.name)]
        return (*found, *(self.group(name) for name in designed))

    def _comes_after(self, name: str) -> bool:
        """Whether a column says of what this is about how it was found, whether it was in time, or has ended yet."""
        return self.is_judged_by(name) or self._is_met_by(name) or self._ends_it(name) or self._excludes(name)

    def _excludes(self, name: str) -> bool:
        """Whether a column is another outcome, with which this one never comes: nobody who left is admitted."""
        grouping = self.context.sample.groupings.get(name)
        if grouping is None or self.target.form is not Form.SHARE or Topic.RESULT not in topics(name):
            return False
        n, shares, _ = group_stats(self.subject_values, grouping.codes, len(grouping.levels))
        return len(grouping.levels) == 2 and float(n.min()) >= MIN_TESTED and float(np.min(shares)) == 0.0

    def _ends_it(self, name: str) -> bool:
        """Whether a column says if what this lasts for has ended: those for whom it goes on are no group to compare."""
        lasts = self.subject.column is not None and is_lasting(self.subject.column)
        return lasts and has_term(name, HAPPENED)

    def _is_arm(self, name: str) -> bool:
        """Whether a number is what a design gave: few values, each as often as the others."""
        values = self.context.sample.numbers[name]
        return len(np.unique(values[~np.isnan(values)])) <= MAX_ARMS and is_by_design(values)

    def group(self, name: str) -> Group:
        """A column that splits the rows."""
        grouping = self.context.sample.groupings.get(name)
        if grouping is None:  # the arms of a design, which are numbers
            values = self.context.sample.numbers[name]
            levels = np.unique(values[~np.isnan(values)])
            codes = np.where(np.isnan(values), -1, np.searchsorted(levels, values))
            return Group(name, quote(name), tuple(float(level) for level in levels), codes)
        return Group(name, quote(name), grouping.levels, grouping.codes)

    @cached_property
    def battery(self) -> tuple[str, ...]:
        """Of a survey the items that are answered on one scale, if the story is about one of them."""
        if self.subject.table is not TableKind.SURVEY:
            return ()
        items = battery(self.context.variables, self.context.profiles)
        return items if self.subject.column in items else ()

    @property
    def respondents(self) -> tuple[Group, ...]:
        """The columns that say who answered."""
        return tuple(group for group in self.groups if group.column not in self.battery)

    def is_judged_by(self, name: str) -> bool:
        """Whether a column says afterwards how somebody found what this is about: how long it took, how it ended.

        The stars depend on the wait, never the wait on the stars.
        """
        column = self.subject.column
        if self.subject.table is not TableKind.EVENTS or column is None or is_judgement(column):
            return False
        takes_time = self.target.is_duration or Topic.DURATION in topics(column)
        return is_judgement(name) and (takes_time or self.target.form is Form.SHARE)

    @cached_property
    def mishaps(self) -> tuple[Target, ...]:
        """What went wrong with rows, where this is about something else, as what they cost: the first such column."""
        if self.subject.form is Form.SHARE or self.subject.table not in (TableKind.EVENTS, TableKind.ENTITIES):
            return ()
        columns = self.context.with_role(Role.DIMENSION)
        found = ((v.name, value) for v in columns if (value := mishap(v, self.context.sample)) is not None)
        return tuple(self.target_of(name, Form.SHARE, value) for name, value in found)[:1]

    @cached_property
    def judgements(self) -> tuple[Target, ...]:
        """What somebody says afterwards of what this is about: see :meth:`is_judged_by`."""
        return tuple(self.measure(v.name) for v in self.context.measures if self.is_judged_by(v.name))

    @cached_property
    def measures(self) -> tuple[Variable, ...]:
        """The measures beside the subject that are no parts of it and don't follow from it."""
        found = []
        for v in self.context.measures:
            own = v.name in self._one_with_subject or self.is_judged_by(v.name) or self.comes_of_subject(v.name)
            if not own and not (self.subject.column and self.context.follows(v.name, self.subject.column)):
                found.append(v)
        return tuple(found)

    def comes_of_subject(self, name: str) -> bool:
        """Whether a column says what came of what this is about, or was planned for it, and didn't bring it about."""
        return self._is_met_by(name) or self._is_planned(name) or self._is_had_by_outcome(name)

    @cached_property
    def brought(self) -> Target | None:
        """The first amount that rows have only with the outcome, or only without: see :meth:`comes_of_subject`."""
        found = (v.name for v in self.context.measures if self._is_had_by_outcome(v.name))
        return next(map(self.measure, found), None)

    def _is_planned(self, name: str) -> bool:
        """Whether a column is the plan of which this is what came about."""
        column = self.subject.column
        return column is not None and Topic.ACTUAL in topics(column) and Topic.TARGET in topics(name)

    def is_time_set_by(self, name: str) -> bool:
        """Whether the subject is how long something took, and each value of a column has a time of its own for that."""
        column = self.subject.column or ""
        if not self.target.is_duration and Topic.DURATION not in topics(column):
            return False
        limits = [v.name for v in self.context.variables.values() if has_term(v.name, ALLOWED) and v.name != column]
        return any(limit != name and self.context.follows(name, limit) for limit in limits)

    def _is_had_by_outcome(self, name: str) -> bool:
        """Whether rows have some of an amount only with an outcome, or only without: no rejected claim is paid."""
        amounts = self.context.sample.numbers.get(name)
        if self.target.form is not Form.SHARE or amounts is None:
            return False
        some = np.nan_to_num(amounts) != 0
        sides = [some[self.subject_values == outcome] for outcome in (0, 1)]
        if min(map(len, sides)) < MIN_TESTED:
            return False
        less, more = sorted(float(side.mean()) for side in sides)
        return less <= HARDLY and more >= MOSTLY

    def _is_met_by(self, name: str) -> bool:
        """Whether a column says how the demand that this is about was met, which didn't bring it about."""
        column = self.subject.column
        return column is not None and is_met_by(column, name)

    @cached_property
    def _one_with_subject(self) -> frozenset[str]:
        """The subject with its parts or its whole, and the hours it took: of more calls more are answered."""
        column = self.subject.column
        if column is None or self.target.form is Form.SHARE:
            return frozenset({column}) if column is not None else frozenset()
        variables, sample = self.context.variables, self.context.sample
        pairs = (*parts_of_wholes(variables, sample), *done_in_hours(variables, sample))
        return frozenset({column, *(name for pair in pairs if column in pair for name in pair)})

    @cached_property
    def entities(self) -> tuple[Variable, ...]:
        """Columns that name who or where: more values than a dimension."""
        wanted = (Role.ENTITY, Role.DIMENSION)
        return tuple(v for v in self.context.with_role(*wanted) if v.column.distinct > 2 and not v.time_part)

    def has_stages(self, name: str) -> bool:
        """Whether rows change their group with time: the last ones mostly wait for an outcome."""
        return name in self.context.sample.groupings and bool(undecided(self.context.sample.groupings[name]))

    def has_movers(self, group: Group) -> bool:
        """Whether entities of a panel go from one group to another: what a group gains, they have brought along."""
        own = self.entity_codes(self.subject.entity) if self.subject.entity is not None else None
        if own is None or self.subject.table is not TableKind.PANEL:
            return False
        known = (own >= 0) & (group.codes >= 0)
        pairs = np.unique(np.column_stack([own[known], group.codes[known]]), axis=0)
        return len(pairs) > len(np.unique(pairs[:, 0]))

    def entity_codes(self, name: str) -> np.ndarray | None:
        """The code of each row's entity."""
        return codes_of(self.context.sample, name)

    @cached_property
    def periods(self) -> Periods | None:
        """The table by periods of the subject's time."""
        if self.subject.time is None:
            return None
        variable = self.context.variables[self.subject.time]
        panel = self.subject.table is TableKind.PANEL
        found = Periods.of(
            self.context.connection, self.context.sample, variable, self.series_targets, self.is_single_series, panel
        )
        return None if found is None else replace(found, settled=self._settled(found))

    def is_summed(self, target: Target) -> bool:
        """Whether a target is told as the sum over the entities of a panel, at one moment."""
        return self.subject.table is TableKind.PANEL and target.stock

    def grain_of(self, periods: Periods, target: Target) -> str:
        """The periods in which a target is compared: of a stock the finest, since none adds up over them."""
        return periods.finest if self.is_summed(target) else periods.report_grain

    @cached_property
    def comes_and_goes(self) -> bool:
        """Whether many of a panel's entities are there at one end of the time alone: customers, no countries."""
        entity, periods = self.subject.entity, self.periods
        if entity is None or periods is None or Topic.PLACE in topics(entity):
            return False
        codes, moments = self.entity_codes(entity), self.context.sample.times[periods.column]
        whole = periods.frame(periods.finest).index
        if codes is None or len(whole) < 2:
            return False
        index = pd.DatetimeIndex(np.where(np.isnan(moments), 0, moments).astype("int64"))
        at_first = set(codes[(index >= whole[0]) & (index < whole[1])].tolist())
        at_last = set(codes[index >= whole[-1]].tolist())
        return len(at_first ^ at_last) > MAX_CHANGED * len(at_first | at_last)

    def _settled(self, periods: Periods) -> pd.Timestamp | None:
        """Until when what comes later may be followed: see :func:`settled_until` and :func:`decided_until`."""
        if self.target.undecided and self.target.column is not None and self.subject.time is not None:
            waiting = f"{self.context.sql(self.target.column)} IN ({', '.join(map(literal, self.target.undecided))})"
            return decided_until(self.context.connection, self.subject.time, waiting)
        for target in periods.targets:
            sources = self.context.variables[target.name].sources if target.is_duration else ()
            if len(sources) == 2 and sources[0] == self.subject.time:
                return settled_until(self.context.connection, *sources)
        return None

    @cached_property
    def series_targets(self) -> tuple[Target, ...]:
        """What has a series: the subject, its companions and, where rows are one series, up to 40 other measures."""
        targets: list[Target] = [self.target, *self.companions]
        if self.subject.table is TableKind.SERIES:
            names = [v.name for v in self.context.measures if not v.sources][:40]
            targets += [self.measure(name) for name in names if name not in {t.column for t in targets}]
        return tuple(targets)

    @cached_property
    def order_tells(self) -> bool:
        """Whether the order of the rows says which of them belong together.

        It doesn't in an experiment, whose rows lie arm by arm, unless neighbours within its arms are alike, as in a
        short series; nor where the file was sorted by the subject, or persons were by it and a group.
        """
        if self.subject.table is TableKind.EXPERIMENT:
            wanders = bartels_p(self._within_arms())
            return wanders is not None and wanders < MAX_WANDERING_P
        values = self.subject_values
        is_sorted = self.subject.time is None and (_is_sorted(values) or self._lists_persons_by_outcome(values))
        return not is_sorted

    def _lists_persons_by_outcome(self, values: np.ndarray) -> bool:
        """Whether rows are persons, listed by a group and, in one of its stretches at least, by the subject."""
        if not self.subject.row.is_person:
            return False
        for codes in (group.codes for group in self.groups):
            ends = np.flatnonzero(np.diff(codes)) + 1
            stretches = np.split(values, ends) if len(ends) < MAX_ARMS else []
            if any(
                len(stretch) >= MIN_TESTED and np.nanstd(stretch) > 0 and _is_sorted(stretch) for stretch in stretches
            ):
                return True
        return False

    @cached_property
    def dependence(self) -> Dependence:
        """Which rows belong together; of things listed by rank, no neighbours, which are alike in that alone."""
        found = self.context.dependence
        return replace(found, order=None) if self._is_ranking else found

    @property
    def _is_ranking(self) -> bool:
        """Whether the file lists things by name in an order that the subject nearly has: schools by their results."""
        if self.label is None or self.subject.time is not None or self.subject.table is not TableKind.ENTITIES:
            return False
        along = spearman(np.arange(len(self.subject_values), dtype=float), self.subject_values).effect
        return abs(along) >= RANKED and self._are_words(self.label)

    def _are_words(self, name: str) -> bool:
        """Whether hardly any of a column's values holds a digit, as periods and numbered samples do."""
        query = select({"numbered": f"avg(CAST(regexp_matches({quote(name)}, '[0-9]') AS INTEGER))"})
        return Row(one_row(self.context.connection, query)).number("numbered") < MAX_NUMBERED

    @cached_property
    def label(self) -> str | None:
        """The column that names single rows: the first one of words whose values are all different, or nearly so."""
        for v in self.context.variables.values():
            is_text = v.column.type in (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CATEGORICAL)
            if v.role in (Role.IDENTIFIER, Role.TEXT, Role.ENTITY) and is_text and self._names_rows(v):
                return v.name
        return None

    def _names_rows(self, v: Variable) -> bool:
        least = ALL_DIFFERENT if NAMES.isdisjoint(words(v.name)) else NEARLY_DIFFERENT
        return v.column.distinct > least * self.row_count

    def _within_arms(self) -> np.ndarray:
        """The subject less the mean of its arm, in the order of the rows."""
        arms = pd.DataFrame({group.column: group.codes for group in self.groups})
        values = pd.Series(self.subject_values)
        means = values.groupby([arms[name] for name in arms]).transform("mean") if len(arms.columns) else values.mean()
        return (values - means).dropna().to_numpy()

    def plain_p(self, codes: np.ndarray) -> float:
        """As :meth:`dependent_p`, with every row as if it had nothing to do with any other."""
        values = self.subject_values
        inside = present(values, codes)
        if not self._can_compare(values, codes, inside):
            return 1.0
        if self.target.form is Form.SHARE:
            return exact.independence(_hits_table(values, codes, inside))[1]
        p_value = exact.difference(codes, values).p_value
        return p_value if np.isfinite(p_value) else 1.0

    def dependent_p(self, codes: np.ndarray) -> float:
        """P-value of the subject's difference between two or more groups where rows that belong together count less.

        ``codes``: each sampled row's group, -1 outside. 1.0 where nothing can be compared.
        """
        values = self.subject_values
        inside = present(values, codes)
        if not self.order_tells or not self._can_compare(values, codes, inside):
            return self.plain_p(codes)
        dependence = self.dependence
        if self.target.form is Form.SHARE:
            p_value = exact.independence(_hits_table(values, codes, inside))[1]
            return dependence.corrected_table(codes, np.where(inside, values, -1).astype(int), p_value, of=self.own)
        result = exact.difference(codes, values)
        if not np.isfinite(result.p_value):
            return 1.0
        return dependence.corrected(result, int(codes.max()), groups=(codes,), of=self.own).p_value

    @staticmethod
    def _can_compare(values: np.ndarray, codes: np.ndarray, inside: np.ndarray) -> bool:
        return bool(codes.max(initial=-1) >= 1 and inside.sum() >= MIN_TESTED and np.ptp(values[inside]) > 0)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The subject's column, if it has one, and those whose order it is a cut of: improved, of 1_Death to 6_Better.

        That rows at the same step of the finer scale have the same outcome doesn't say that they belong together.
        """
        if self.subject.column is None:
            return ()
        if self.target.form is not Form.SHARE:
            return (self.subject.column,)
        groupings = self.context.sample.groupings.values()
        finer = [g.name for g in groupings if g.name != self.subject.column and self._is_cut_of(g)]
        return (self.subject.column, *finer)

    def _is_cut_of(self, grouping: Grouping) -> bool:
        """Whether the outcome is that of all steps of a scale from one on, and of none before, or the other way."""
        steps, inside = _steps(grouping.levels), present(self.subject_values, grouping.codes)
        if steps is None or ENTITY_NAME.search(grouping.name) or not inside.any():
            return False
        along, outcome = steps[grouping.codes[inside]], self.subject_values[inside] == 1
        if outcome.all() or not outcome.any():
            return False
        return bool(along[outcome].min() > along[~outcome].max() or along[outcome].max() < along[~outcome].min())

    @property
    def is_single_series(self) -> bool:
        """Whether each period has one row."""
        return self.subject.table is TableKind.SERIES

    @property
    def row_count(self) -> int:
        """Rows of the table."""
        return self.context.row_count

    def columns(self, *names: str | None) -> tuple[str, ...]:
        """The table's own columns behind these names."""
        return self.context.table_columns(tuple(name for name in names if name))


def _is_sorted(values: np.ndarray) -> bool:
    """Whether the known values nearly only rise, or fall, along the file, from the start again now and then."""
    steps = np.diff(values[~np.isnan(values)])
    steps = steps[steps != 0]
    return not len(steps) or bool(max(np.mean(steps > 0), np.mean(steps < 0)) > SORTED)


def _hits_table(values: np.ndarray, codes: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """How many rows of each group have the outcome, and how many don't."""
    table = np.zeros((int(codes.max()) + 1, 2))
    np.add.at(table, (codes[inside], values[inside].astype(int)), 1)
    return table


def present(values: np.ndarray, *codes: np.ndarray) -> np.ndarray:
    """Which rows have a value and a group in each column."""
    inside: np.ndarray = ~np.isnan(values)
    for code in codes:
        inside &= code >= 0
    return inside


def _steps(levels: Sequence[object]) -> np.ndarray | None:
    """The levels as the steps of a scale: numbers, or texts that begin with one; None of any others."""
    numbers = [NUMBERED.match(str(level)) for level in levels if not isinstance(level, bool)]
    found = [float(number[0]) for number in numbers if number is not None]
    return np.array(found) if found and len(found) == len(levels) else None


def is_number(column_type: ColumnType) -> bool:
    """Whether a column holds numbers."""
    return column_type is ColumnType.NUMERIC


def group_stats(values: np.ndarray, codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number of rows, mean and sum of each group; NaN means where a group has no value."""
    inside = present(values, codes)
    n = np.bincount(codes[inside], minlength=size).astype(float)
    total = np.bincount(codes[inside], values[inside], size)
    with np.errstate(invalid="ignore", divide="ignore"):
        return n, total / n, total


def ordered_levels(levels: Sequence[object]) -> bool:
    """Whether the levels are numbers, so that they have an order of their own."""
    return all(isinstance(level, int | float) and not isinstance(level, bool) for level in levels)
