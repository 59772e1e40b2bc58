"""Groups over time: whose line rose most, and who fell or stalled while the others went on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.groups import present
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.distributions import normal_tail
from pipeline.analysis.inference.rank_tests import kendall_with_time, rank_correlation
from pipeline.analysis.naming import label as named
from pipeline.analysis.sql import MANY_TIMES, growth_of, literal, quote, select
from pipeline.story import Form, Plot, TableKind, Verdict

ENTITY_CHANGE = "entity_change"  # the kind of fact that states how the entities of a panel changed
MAX_GROUPS = 8  # compared; of more the largest
MAX_COLUMNS = 6
MIN_PERIODS = 2
MAX_OF_SLOPE = 2  # periods, of which only the ends are drawn
MAX_OF_LINES = 4  # groups in one chart; more have one each
MIN_ROWS = 20  # of a mean in a cell; a panel's cells have fewer
MIN_STALL = 4  # periods
TWICE = 2  # as much as at first, from where on all groups are told by how many times, if one is
STALLED = 0.2  # of the pace that the others keep
ALONE = 0.25  # of the gain of the one that moved, which no other group reached
STILL = 0.15  # of its first value, that a group may change which hardly moved
MORE_ALONE = 2.5  # worth of one group's movement: it tells where to look


@dataclass(frozen=True)
class GroupChange:
    """What the words need beside the values."""

    target: Target
    by: str
    grain: str
    groups: int  # told, by their last value
    most: int  # place of the group that gained most
    least: int  # of the one that gained least, or lost most
    stalled: int | None  # place of a group that stood still from ``middle`` on while the others went on
    summed: bool
    alone: int | None = None  # place of a group that moved while the others hardly did
    per: str | None = None  # the step in which dates follow each other, of a total for each of them


class GroupChangeFact(FactKind):
    """The subject in the groups of each dimension, first complete period against last."""

    name: ClassVar[str] = "group_change"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    follows_time: ClassVar[bool] = True
    is_doubted: ClassVar[bool] = True

    def is_founded(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """See :meth:`FactKind.is_founded`: what is undecided isn't told beside the plain change of each entity."""
        plain = [other.detail for other in drafts if other.kind == ENTITY_CHANGE]
        said = any(one.target == draft.detail.target and one.entity == draft.detail.by for one in plain)
        return draft.verdict is not Verdict.UNDECIDED or not said

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        grain = None if periods is None or view.is_single_series else _grain(periods)
        if periods is None or grain is None:
            return
        for target, (place, name) in product(_targets(view), _compared(view)):
            own = view.grain_of(periods, target) if view.is_summed(target) else grain
            course = _Course.of(view, periods, own, target, name)
            if course is not None:
                yield self._draft(view, course, place)

    def _draft(self, view: View, course: "_Course", place: int) -> Draft:
        target, periods, gains = course.target, course.periods, course.gains
        panel = view.subject.table is TableKind.PANEL
        most, least = int(gains.argmax()), int(gains.argmin())
        stalled, middle = _stalled(course.as_compared)
        if stalled == most:  # it went on where the others turned
            stalled, middle = None, None
        alone = None if stalled is not None or panel else _alone(gains, course.relative)
        spread = float(gains[most] - gains[least])
        detail = GroupChange(
            target,
            course.by,
            course.grain,
            len(gains),
            most + 1,
            least + 1,
            _place(stalled),
            course.summed,
            _place(alone),
            None if course.summed else periods.per(target, course.grain),
        )
        told = [course.values.columns[at] for at in (most, least)]
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(target.column, course.by, periods.column),
            n=view.row_count,
            query=_query(course, middle),
            worth=(9.0 if panel else 5.5)
            - 0.3 * place
            + min(1.0, abs(spread) if course.relative else 0.5)
            + MORE_ALONE * (alone is not None),
            detail=detail,
            claim=_claim_of(view, course),
            plot=lambda _: _plot(course, (told[0], told[1])),
        )


@dataclass(frozen=True)
class _Course:
    """The target by group and complete period, the groups with the highest last value first."""

    target: Target
    periods: Periods
    grain: str
    by: str
    summed: bool  # of a panel's stock: added up over the entities of a group
    aggregate: str
    values: pd.DataFrame
    adds: bool  # over the groups

    @property
    def relative(self) -> bool:
        """Whether gains are told as shares of what each group had: of what adds up, where each had some."""
        return self.adds and bool(self.values.iloc[0].min() > 0) and bool(self.values.iloc[-1].min() >= 0)

    @property
    def as_compared(self) -> pd.DataFrame:
        """The values as their gains are told, in the proof and the words as well."""
        return self.values / self.values.iloc[0] if self.relative else self.values

    @property
    def gains(self) -> np.ndarray:
        """From first to last, by group."""
        compared = self.as_compared.to_numpy()
        return np.asarray(compared[-1] - compared[0])

    @classmethod
    def of(cls, view: View, periods: Periods, grain: str, target: Target, name: str) -> "_Course | None":
        """None where there are no two groups with a first and a last value."""
        panel, summed = view.subject.table is TableKind.PANEL, view.is_summed(target)
        table = cross_table(view, periods, grain, target, name, summed=summed)
        if table is None:
            return None
        values, n, aggregate = table
        there = (values.fillna(0) != 0).any().to_numpy()  # what is nought throughout doesn't change
        values, n = values.loc[:, there], n.loc[:, there]
        if target.form is Form.COUNT:
            many = n.iloc[[0, -1]].max().to_numpy() >= MIN_ROWS
            values, n = values.loc[:, many], n.loc[:, many]
        values = _largest(values, n, MIN_ROWS if target.form in (Form.MEAN, Form.SHARE) and not panel else 0)
        ends = values.to_numpy()[[0, -1]]
        both = np.flatnonzero(~np.isnan(ends).any(axis=0))
        if len(both) < 2 or len(values) < MIN_PERIODS:
            return None
        values = values.iloc[:, both[np.argsort(-ends[1, both], kind="stable")]]
        adds = target.form in (Form.TOTAL, Form.COUNT) or summed
        return cls(target, periods, grain, name, summed, aggregate, values, adds)


def _place(at: int | None) -> int | None:
    """From 1, as values are numbered."""
    return None if at is None else at + 1


def _targets(view: View) -> list[Target]:
    """The subject and, where rows are events with a level of their own, how many there are."""
    if view.target.form in (Form.SHARE, Form.MEAN) and view.subject.table is TableKind.EVENTS:
        return [view.target, view.target_of(None, Form.COUNT, None)]
    return [view.target]


def _largest(values: pd.DataFrame, n: pd.DataFrame, least: int) -> pd.DataFrame:
    """The largest groups, of those with enough rows in the first and the last period."""
    rows = n.to_numpy()
    enough = np.flatnonzero((rows[[0, -1]] >= least).all(axis=0))
    largest = enough[np.argsort(-rows[:, enough].sum(axis=0), kind="stable")[:MAX_GROUPS]]
    return values.iloc[:, np.sort(largest)]


def _alone(gains: np.ndarray, relative: bool) -> int | None:
    """The place of a group that moved while the others hardly did; ``relative``: gains are shares of the first."""
    sizes = np.abs(gains)
    first = int(sizes.argmax())
    others = np.delete(sizes, first)
    most = min(ALONE * sizes[first], STILL if relative else np.inf)
    return first if len(others) > 1 and others.max() <= most else None


def _claim_of(view: View, course: "_Course") -> Claim | None:
    """Whether a group's line leaves the others': by the rows of events, else by periods."""
    if view.subject.table is TableKind.EVENTS and course.target.form in (Form.MEAN, Form.SHARE):
        return _claim_by_rows(view, course)
    grain = course.grain if course.summed else course.periods.series_grain
    fine = cross_table(view, course.periods, grain, course.target, course.by, summed=course.summed)
    lines = course.values if fine is None else fine[0].reindex(columns=course.values.columns)
    return _claim(lines, adds=course.adds)


def _compared(view: View) -> list[tuple[int, str]]:
    """The dimensions with their places, and the entity of a panel where a reader can follow each one."""
    fits = [g for g in view.groups if g.column != view.subject.entity or len(g.levels) <= MAX_GROUPS][:MAX_COLUMNS]
    ordinal = {g.column for g in fits if view.context.variables[g.column].ordinal}
    moved = {g.column for g in fits if view.has_stages(g.column) or view.has_movers(g)}
    return [(at, g.column) for at, g in enumerate(fits) if len(g.levels) > 1 and g.column not in ordinal | moved]


def tells_each_entity(view: View, target: Target) -> bool:
    """Whether the entities of a panel are few, so that the change of each one is told as that of a group."""
    if view.periods is None or view.is_single_series or _grain(view.periods) is None:
        return False
    return target in _targets(view) and view.subject.entity in {name for _, name in _compared(view)}


def _grain(periods: Periods) -> str | None:
    """Periods of which a reader compares the first and the last: as for the change of all, months rather than days."""
    grain = periods.report_grain
    return None if grain == "day" and len(periods.frame("day")) > 60 else grain


def cross_table(
    view: View, periods: Periods, grain: str, target: Target, name: str, *, summed: bool
) -> tuple[pd.DataFrame, pd.DataFrame, str] | None:
    """The target by complete period (rows) and group (columns), the rows in each cell, and the SQL of a cell."""
    aggregate = f"sum({target.sql})" if summed else periods.aggregate(target, grain)
    values, n = view.crossings.table(periods, name, grain, target, summed=summed)
    return None if values.empty else (values, n, aggregate)


def _stalled(values: pd.DataFrame) -> tuple[int | None, pd.Timestamp | None]:
    """A group that hardly went on in the second half of the time while all others did, and where that half begins."""
    if len(values) < 2 * MIN_STALL or values.shape[1] < 3 or values.isna().to_numpy().any():
        return None, None
    middle = len(values) - max(MIN_STALL, int(np.ceil(len(values) * 0.4)))
    early = values.iloc[middle] - values.iloc[0]
    late = values.iloc[-1] - values.iloc[middle]
    going = np.sign(early.median())
    if going == 0:
        return None, None
    pace = late * going
    for place, level in enumerate(values.columns):
        others = pace.drop(level)
        if early[level] * going > 0 and others.min() > 0 and abs(pace[level]) < STALLED * others.median():
            steps = values[level].iloc[middle - 1 :]
            return place, values.index[middle - 1 + int(np.argmax(steps.iloc[:2].to_numpy()))]
        if abs(pace[level]) < 0.5 * others.min() and early[level] * going > 0 and others.min() > 0:
            return place, values.index[middle]
    return None, None


def _query(course: _Course, middle: pd.Timestamp | None) -> str:
    d, target = quote(course.by), course.target
    index = course.values.index
    at = (index[0], middle or index[-1], index[-1])
    known = "TRUE" if target.form is Form.COUNT else f"{target.sql} IS NOT NULL"
    inner = select(
        {"level": d, "period": course.periods.sql(course.grain), "value": course.aggregate},
        where=f"{d} IS NOT NULL AND {known} GROUP BY 1, 2",
    )
    by_level = {
        key: f"max(value) FILTER (period = {literal(moment)})"
        for key, moment in zip(("first", "middle", "last"), at, strict=True)
    } | {"gain": "last - first"}
    if course.relative:
        by_level |= growth_of("gain", "first", "last", _many(course.values))
    grouped = f"({select({'level': 'level'} | by_level, f'({inner}) AS cells', where='TRUE GROUP BY 1')}) AS grouped"
    columns = cells(list(course.values.columns), by_level)
    columns |= {
        f"{key}_period": f"CAST({literal(moment)} AS TIMESTAMP)"
        for key, moment in zip(("first", "middle", "last"), at, strict=True)
    }
    return proof_of_cells(columns, by_level, grouped)


def _many(values: pd.DataFrame) -> float:
    """From how many times as much on growth is told so: where all have doubled, of all if of any."""
    first, last = values.iloc[0], values.iloc[-1]
    have_doubled = bool((first > 0).all() and (last >= TWICE * first).all())
    return TWICE if have_doubled and bool((last >= MANY_TIMES * first).any()) else MANY_TIMES


def _claim(values: pd.DataFrame, *, adds: bool) -> Claim | None:
    """Whether the groups' lines part: one leaves the mean of all, or of what ``adds`` up, its share of it changes.

    Where each group has as much more of what it had, the largest leaves the others, and nobody's share moves.
    """
    cells = values.to_numpy()
    whole = cells[~np.isnan(cells).any(axis=1)]
    if len(whole) < 6:
        return None
    sums = whole.sum(axis=1, keepdims=True)
    has_shares = adds and whole.min() >= 0 and sums.min() > 0
    smallest = kendall_with_time(whole / sums if has_shares else whole - whole.mean(axis=1, keepdims=True))
    return Claim("Kendall's test that a group leaves the others, corrected", min(1.0, smallest * whole.shape[1]))


def _claim_by_rows(view: View, course: _Course) -> Claim | None:
    """Whether the rank correlation with time in one of the groups that are told differs from the one in all others of
    these: Fisher's z, corrected.

    The variance of a rank correlation's z is taken as 1.06 / (n - 3) (Fieller, Hartley and Pearson 1957). What moves
    all groups alike drops out.
    """
    periods, target, codes = course.periods, course.target, _told_codes(view, course)
    values, moments = view.values(target), view.context.sample.times[periods.column]
    inside = present(values, codes) & ~np.isnan(moments)
    if target.is_awaited and periods.settled is not None:
        inside &= moments <= periods.settled.value
    smallest, compared = 1.0, 0
    for code in np.unique(codes[inside]):
        here, there = inside & (codes == code), inside & (codes != code)
        z, variance = 0.0, 0.0
        for part, sign in ((here, 1), (there, -1)):
            if part.sum() < MIN_ROWS or np.ptp(values[part]) == 0 or np.ptp(moments[part]) == 0:
                break
            rho = rank_correlation(moments[part], values[part])
            z += sign * float(np.arctanh(np.clip(rho, -0.999, 0.999)))
            variance += 1.06 / (part.sum() - 3)
        else:
            compared += 1
            smallest = min(smallest, float(2 * normal_tail(abs(z) / np.sqrt(variance))))
    if not compared:
        return None
    return Claim("a group's rank correlation with time against the others' (Fisher's z)", min(1.0, smallest * compared))


def _told_codes(view: View, course: _Course) -> np.ndarray:
    """The codes of the groups that are told; -1 in the rows of all others."""
    group = view.group(course.by)
    told = [place for place, level in enumerate(group.levels) if level in course.values.columns]
    return np.where(np.isin(group.codes, told), group.codes, -1)


def _plot(course: _Course, told: tuple[object, object]) -> Plot:
    target, values, label = course.target, course.values, course.target.label
    long = values.reset_index().melt(id_vars="period", var_name="level", value_name="value").dropna()
    long["level"] = [named(level) for level in long["level"]]
    long["value"] = target.plotted(long["value"])
    return Plot(
        kind="slope" if len(values) <= MAX_OF_SLOPE else "multiples" if values.shape[1] > MAX_OF_LINES else "line",
        title=f"{label} by {course.grain} and {course.by}",
        frame=long,
        x="period",
        y="value",
        x_label=course.periods.column,
        y_label=label,
        alt_text=f"Line chart of {label} by {course.grain}, one line for each {course.by}.",
        series="level",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        highlight=tuple(dict.fromkeys(named(level) for level in told)),
    )
