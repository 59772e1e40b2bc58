"""What all facts look at: the subject and its measures as SQL and as arrays, its periods and its groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.facts.beside import Beside
from pipeline.analysis.facts.crossing import Crossings
from pipeline.analysis.facts.groups import Group, present
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.row_order import RowOrder
from pipeline.analysis.facts.target import DETRACTOR, PROMOTER, Target, decided, hits, net, net_sql
from pipeline.analysis.inference import exact
from pipeline.analysis.inference.dependence import ENTITY_NAME, Dependence
from pipeline.analysis.sql import literal, quote
from pipeline.analysis.structure import RelationKind
from pipeline.analysis.subject import (
    Accumulation,
    Topic,
    accumulation,
    battery,
    codes_of,
    is_by_design,
    topics,
    undecided,
)
from pipeline.analysis.subject.vocabulary import RECOMMENDING
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Grouping
from pipeline.analysis.variables.time_axis import decided_until, settled_until
from pipeline.names import words
from pipeline.story import Form, Scalar, Subject, TableKind

MIN_TESTED = 20  # rows
MAX_ARMS = 8
MAX_CHANGED = 0.1  # of the entities, that a panel may lose or win and still be one of the same
MOST_LIKELY = 10  # that somebody recommends it
NUMBERED = re.compile(r"-?\d+(\.\d+)?(?=$|[_ .):-])")
MAX_GROUPS = 60  # columns that split the rows, of a wide table


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
        names = [name for name in names if not self.beside.comes_after(name)]
        ordered = [*(d for d in self.subject.dimensions if d in names), *names]
        kept = [name for name in dict.fromkeys(ordered) if name not in self.context.calendar][:MAX_GROUPS]
        found = [self.group(name) for name in kept]
        designed = [v.name for v in self.measures if v.name not in names and self._is_arm(v.name)]
        return (*found, *(self.group(name) for name in designed))

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

    @cached_property
    def beside(self) -> Beside:
        """What the other columns are to the subject."""
        outcome = self.subject_values if self.target.form is Form.SHARE else None
        return Beside(self.context, self.subject, self.target, outcome)

    @cached_property
    def mishap(self) -> Target | None:
        """What went wrong with rows, as what it costs them: see :meth:`Beside.mishap`."""
        found = self.beside.mishap
        return None if found is None else self.target_of(found[0], Form.SHARE, found[1])

    @cached_property
    def judgements(self) -> tuple[Target, ...]:
        """What somebody says afterwards of what this is about: see :meth:`Beside.is_judged_by`."""
        return tuple(map(self.measure, self.beside.judgements))

    @cached_property
    def brought(self) -> Target | None:
        """The first amount that came of the outcome: see :meth:`Beside.comes_of_subject`."""
        return None if self.beside.brought is None else self.measure(self.beside.brought)

    @cached_property
    def measures(self) -> tuple[Variable, ...]:
        """The measures beside the subject that are no parts of it and don't follow from it."""
        found = []
        for v in self.context.measures:
            beside = self.beside
            own = v.name in beside.one_with_subject or beside.is_judged_by(v.name) or beside.comes_of_subject(v.name)
            if not own and not (self.subject.column and self.context.follows(v.name, self.subject.column)):
                found.append(v)
        return tuple(found)

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
    def row_order(self) -> RowOrder:
        """What the order of the rows says."""
        return RowOrder(self.context, self.subject, self.subject_values, self.groups)

    @cached_property
    def dependence(self) -> Dependence:
        """Which rows belong together; of things listed by rank, no neighbours, which are alike in that alone."""
        found = self.context.dependence
        return replace(found, order=None) if self.row_order.is_ranking else found

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
        if not self.row_order.tells or not self._can_compare(values, codes, inside):
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
        """The subject's column, if it has one, and those whose order it is a cut of: improved, of 1_Death to 6_Better;
        and those that only some of its groups have: the agent of a call that wasn't abandoned.

        That rows at the same step of the finer scale have the same outcome doesn't say that they belong together.
        """
        if self.subject.column is None:
            return ()
        if self.target.form is not Form.SHARE:
            return (self.subject.column,)
        groupings = self.context.sample.groupings.values()
        finer = [g.name for g in groupings if g.name != self.subject.column and self._is_cut_of(g)]
        follow = [r.columns[1] for r in self.context.structure if r.kind is RelationKind.ASKED]
        return (self.subject.column, *finer, *(name for name in follow if self._is_asked_of(name)))

    def _is_asked_of(self, name: str) -> bool:
        """Whether a column has values in one half of the subject's answers alone."""
        known = ~np.isnan(self.subject_values) & ~self.context.sample.missing[name]
        return known.any() and bool(np.ptp(self.subject_values[known]) == 0)

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


def _hits_table(values: np.ndarray, codes: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """How many rows of each group have the outcome, and how many don't."""
    table = np.zeros((int(codes.max()) + 1, 2))
    np.add.at(table, (codes[inside], values[inside].astype(int)), 1)
    return table


def _steps(levels: Sequence[object]) -> np.ndarray | None:
    """The levels as the steps of a scale: numbers, or texts that begin with one; None of any others."""
    numbers = [NUMBERED.match(str(level)) for level in levels if not isinstance(level, bool)]
    found = [float(number[0]) for number in numbers if number is not None]
    return np.array(found) if found and len(found) == len(levels) else None
