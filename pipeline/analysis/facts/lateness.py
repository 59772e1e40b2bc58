"""Rows that ended after they were due: invoices paid late, orders delivered after the day that was promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.worst_group import MAX_LEVELS, MAX_P, MIN_GROUP, WorstGroup, worst_group
from pipeline.analysis.inference.rank_tests import kruskal_p
from pipeline.analysis.subject import Topic, is_due, topics
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.names import words
from pipeline.story import ColumnType, Plot, Scalar

MIN_ROWS = 20
MIN_LATE, MAX_LATE = 0.02, 0.98  # of the rows: what is always so is no news
DAY_NS = 86_400e9
MAX_DAYS = 30  # of the median, beyond which the chart shows weeks


@dataclass(frozen=True)
class Lateness:
    """What the words need beside the values."""

    due: str
    done: str
    by: str | None  # the column of the group of which most were late, or that was late by most
    by_days: bool = False  # whether the groups differ in how late they were, not in how often


class LatenessFact(FactKind):
    """A date at which something was to be done beside the one at which it was."""

    name: ClassVar[str] = "lateness"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    is_news: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        times = view.context.sample.times
        dates = [v for v in view.context.with_role(Role.TIME) if v.column.type is ColumnType.DATETIME]
        for due, done in sorted(product(filter(_is_due, dates), filter(_is_done, dates)), key=_shared_words):
            known = ~np.isnan(times[due.name]) & ~np.isnan(times[done.name])
            late = known & (_days_late(times[due.name], times[done.name]) > 0)
            if known.sum() >= MIN_ROWS and MIN_LATE * known.sum() <= late.sum() <= MAX_LATE * known.sum():
                yield _draft(view, due, done, late, known)
                return


def _shared_words(pair: tuple[Variable, Variable]) -> int:
    """Less where two names share more words: promised delivery goes with delivery."""
    return -len(set(words(pair[0].name)) & set(words(pair[1].name)))


def _is_due(v: Variable) -> bool:
    """Whether a date is when something was to be done."""
    return is_due(v.name)


def _is_done(v: Variable) -> bool:
    """Whether a date is when something was done."""
    return not is_due(v.name) and bool(topics(v.name) & {Topic.END, Topic.ACTUAL})


def _draft(view: View, due: Variable, done: Variable, late: np.ndarray, known: np.ndarray) -> Draft:
    worst = worst_group(view, done.name, late, known)
    by_days = worst is None
    if worst is None:
        worst = _latest_group(view, done.name, _days_late(*(view.context.sample.times[v.name] for v in (due, done))))
    is_timed = _has_clock(view.context.sample.times[due.name])
    seconds = f"date_diff('second', {due.sql}, {done.sql}) / 86400.0"
    days = seconds if is_timed else f"date_diff('day', {due.sql}, {done.sql})"
    both = f"{due.sql} IS NOT NULL AND {done.sql} IS NOT NULL"
    columns = {
        "rows": f"count(*) FILTER ({both})",
        "late": f"count(*) FILTER ({days} > 0)",
        "share": "late / nullif(rows, 0)",
        "days": f"avg({days}) FILTER ({days} > 0)",
        "middle": f"median({days}) FILTER ({days} > 0)",
        "waiting": f"count({due.sql}) FILTER ({done.sql} IS NULL)",
        "overdue": f"count(*) FILTER ({done.sql} IS NULL AND {due.sql} < (SELECT max({done.sql}) FROM data))",
    }
    if worst is not None:
        columns |= worst.counts("late", f"{days} > 0", among=both) | _delays(worst, days)
        columns["delay"] = f"avg({days})"
    by = worst.column if worst else None
    return Draft(
        kind=LatenessFact.name,
        section="how_much",
        columns=view.columns(due.name, done.name, by, *_subject_of(view, done)),
        n=int(known.sum()),
        query=proof_of(columns),
        worth=9.5,
        detail=Lateness(due.name, done.name, by, by_days and by is not None),
        claim=worst.picked(view).claim if worst else None,
        compares=worst is not None,
        plot=lambda _: _plot(view, due, done, known),
    )


def _has_clock(moments: np.ndarray) -> bool:
    """Whether moments say at what time of their day."""
    return bool(np.any(moments[~np.isnan(moments)] % DAY_NS))


def _days_late(due: np.ndarray, done: np.ndarray) -> np.ndarray:
    """How many days lie between; where it was due on a day, whole ones, whatever the time at which it was done."""
    if _has_clock(due):
        return np.asarray((done - due) / DAY_NS)
    return np.asarray(np.floor(done / DAY_NS) - np.floor(due / DAY_NS))


def _subject_of(view: View, done: Variable) -> tuple[str, ...]:
    """The subject, where it is how long it took until then."""
    column = view.subject.column
    sources = view.context.variables[column].sources if column is not None else ()
    return (column,) if column is not None and done.name in sources else ()


def _delays(group: WorstGroup, days: str) -> dict[str, str]:
    """SQL: how late a group was, of those rows alone that were late, and of all."""
    return {
        "part_days": f"avg({days}) FILTER ({group.sql} AND {days} > 0)",
        "part_delay": f"avg({days}) FILTER ({group.sql})",
    }


def _latest_group(view: View, name: str, days: np.ndarray) -> WorstGroup | None:
    """The group that was late by most on average, and the test of its column by ranks."""
    tested = [
        (p_value, group, code)
        for group in view.groups
        if group.column != name
        for p_value, code in _latest(group, days)
    ]
    if not tested:
        return None
    p_value, group, code = min(tested, key=lambda each: each[0])
    level: Scalar = group.levels[code]  # type: ignore[assignment]
    claim = Claim("Kruskal-Wallis test", p_value, matters=True, is_counted=True)
    return WorstGroup(group.column, level, claim)


def _latest(group: Group, days: np.ndarray) -> Iterator[tuple[float, int]]:
    """The test of whether a column's groups were late by different times, if it passes, and the latest of them."""
    if len(group.levels) > MAX_LEVELS:
        return
    inside = (group.codes >= 0) & ~np.isnan(days)
    n = np.bincount(group.codes[inside], minlength=len(group.levels))
    large = inside & np.isin(group.codes, np.flatnonzero(n >= MIN_GROUP))
    if (n >= MIN_GROUP).sum() > 1 and np.ptp(days[large]) > 0:
        p_value = kruskal_p(days[large], group.codes[large])
        if p_value < MAX_P:
            sums = np.bincount(group.codes[large], days[large], len(n))
            yield p_value, int(np.argmax(np.where(n >= MIN_GROUP, sums / np.maximum(n, 1), -np.inf)))


def _plot(view: View, due: Variable, done: Variable, known: np.ndarray) -> Plot:
    """How many rows were done so many days after they were due."""
    times = view.context.sample.times
    days = _days_late(times[due.name], times[done.name])[known]
    low, high = np.quantile(days, [0.01, 0.99])
    size = 1 if high - low <= MAX_DAYS else 7
    bins = pd.Series(np.floor(days[(days >= low) & (days <= high)] / size) * size).value_counts().sort_index()
    return bars(
        [int(day) for day in bins.index],
        bins,
        by=f"Days after {due.name}",
        shown="Rows",
        title=f"{done.name} after {due.name}",
        alt_text=f"Bar chart of the days that {done.name} lies after {due.name}.",
    )
