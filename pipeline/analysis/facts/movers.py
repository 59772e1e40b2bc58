"""Which of many series grew and which fell: from first to last, in the last year, and through the main fall."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import pandas as pd

from pipeline import wording
from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.turning_points import is_seasonal, largest_fall
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import MANY_TIMES, growth_of, literal
from pipeline.analysis.subject import Topic, topics
from pipeline.story import Plot

MIN_SERIES = 4
TOP = 4
MIN_PERIODS_OF_FALL = 12
PERIODS_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True)
class Span:
    """From when to when the series are compared."""

    name: str  # "whole", "latest" or "fall"
    grain: str
    ends: tuple[pd.Timestamp, pd.Timestamp]
    worth: float


@dataclass(frozen=True)
class Movers:
    """What the words need beside the values."""

    names: tuple[str, ...]  # of the told series, growers first
    growers: int
    span: str  # the name of a :class:`Span`
    grain: str
    series: int
    unit: str | None
    subject: str | None  # the values of place 0 are its own


class MoversFact(FactKind):
    """Of a table with one row a period and at least four measures of one kind."""

    name: ClassVar[str] = "movers"

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or not view.is_single_series or periods.finest not in PERIODS_A_YEAR:
            return
        targets = [t for t in periods.targets if t.column and _grows(view, t)]
        if len(targets) < MIN_SERIES:
            return
        for span in _spans(view, periods):
            changes = _changes(periods, targets, span)
            if len(changes) >= MIN_SERIES:
                yield from _drafts(view, periods, span, changes)


def _spans(view: View, periods: Periods) -> Iterator[Span]:
    """From first to last, through the subject's main fall, and the last year."""
    grain = periods.finest
    index = periods.frame(grain).index
    yield Span("whole", grain, (index[0], index[-1]), 7.5)
    main = periods.series(view.target, grain) if view.target in periods.targets else None
    if main is not None and len(main) >= MIN_PERIODS_OF_FALL and not is_seasonal(main):
        fall = largest_fall(main.to_numpy())
        if fall is not None:
            yield Span("fall", grain, (main.index[fall.peak], main.index[fall.trough]), 6.0)
    year = PERIODS_A_YEAR[grain]
    if len(index) > 2 * year:
        yield Span("latest", grain, (index[-1 - year], index[-1]), 5.0)


def _changes(periods: Periods, targets: list[Target], span: Span) -> dict[str, float]:
    """By how much of its first value each series changed that is there at both ends."""
    changes = {}
    for target in targets:
        series = periods.series(target, span.grain)
        if all(moment in series.index for moment in span.ends):
            first, last = (series[moment] for moment in span.ends)
            changes[target.name] = float(last / first - 1)
    return changes


def _drafts(view: View, periods: Periods, span: Span, changes: dict[str, float]) -> Iterator[Draft]:
    """Those that grew most, then those that fell most; the subject stands beside either."""
    rest = sorted((name for name in changes if name != view.subject.column), key=lambda name: -changes[name])
    up = [name for name in rest if changes[name] > 0][:TOP]
    down = [name for name in reversed(rest) if changes[name] < 0][:TOP]
    own = view.subject.column if view.subject.column in changes else None
    for names, growers, less in ((up, len(up), 0.0), (down, 0, 0.5)):
        if names:
            detail = Movers(tuple(names), growers, span.name, span.grain, len(changes), view.target.unit, own)
            yield _draft(view, periods, span, detail, changes, span.worth - less)


def _draft(view: View, periods: Periods, span: Span, detail: Movers, changes: dict[str, float], worth: float) -> Draft:
    return Draft(
        kind=MoversFact.name,
        section="who_where",
        columns=view.columns(view.subject.column, *detail.names, periods.column),
        n=view.row_count,
        query=_query(view, periods, span, detail),
        worth=worth,
        detail=detail,
        compares=False,
        plot=lambda _: _plot(detail, span, changes),
    )


def _query(view: View, periods: Periods, span: Span, detail: Movers) -> str:
    """SQL: what the subject (0) and each told series (from 1) had at both ends, and its change."""
    columns: dict[str, str] = {}
    for i, name in enumerate((detail.subject, *detail.names)):
        if name is None:
            continue
        expression = view.context.sql(name)
        first, last = (f"avg({expression}) FILTER ({periods.where(span.grain, moment)})" for moment in span.ends)
        columns[f"first_{i}"], columns[f"last_{i}"] = first, last
        columns[f"gain_{i}"] = f"last_{i} - first_{i}"
        of_both = growth_of("gain", f"first_{i}", f"last_{i}")
        columns |= {f"{name.removeprefix('gain_')}_{i}": sql for name, sql in of_both.items()}
    columns |= {
        f"{key}_period": f"CAST({literal(moment)} AS TIMESTAMP)"
        for key, moment in zip(("first", "last"), span.ends, strict=True)
    }
    return proof_of(columns)


def _plot(detail: Movers, span: Span, changes: dict[str, float]) -> Plot:
    """The changes in per cent; where the sentence tells many times as much, the factors."""
    names = list(detail.names)
    first, last = (wording.day(moment, span.grain) for moment in span.ends)
    is_many = max(changes[name] for name in names) >= MANY_TIMES - 1
    shown = "how many times as much each series is" if is_many else "the change of each series in per cent"
    drawn = bars(
        names,
        [1 + changes[name] if is_many else 100 * changes[name] for name in names],
        by="Series",
        shown="Growth" if is_many else "Change",
        title=f"Change from {first} to {last}",
        alt_text=f"Bar chart of {shown}.",
        unit="times" if is_many else "%",
        is_share=not is_many,
        marked=names[:1],
        total=detail.series,
    )
    return replace(drawn, counted="series")


def _grows(view: View, target: Target) -> bool:
    """Whether a relative change of the series means something."""
    if not target.is_relative or Topic.CHANGE in topics(target.name):
        return False
    return view.context.profiles[target.name].minimum > 0
