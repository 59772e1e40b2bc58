"""Which of many series grew and which fell: from first to last, in the last year, and through the main fall."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.turning_points import is_seasonal, largest_fall
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal
from pipeline.analysis.subject import Topic, topics
from pipeline.story import Form, Plot

MIN_SERIES = 4
TOP = 4


@dataclass(frozen=True)
class Movers:
    """What the words need beside the values."""

    names: tuple[str, ...]  # of the told series, growers first
    growers: int
    span: str  # "whole", "latest" or "fall"
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
        if periods is None or not view.is_single_series or periods.finest not in {"month", "quarter", "year"}:
            return
        targets = [t for t in periods.targets if t.column and _grows(view, t)]
        if len(targets) < MIN_SERIES:
            return
        grain = periods.finest
        index = periods.frame(grain).index
        steps = {"month": 12, "quarter": 4, "year": 1}[grain]
        spans: list[tuple[str, pd.Timestamp, pd.Timestamp, float]] = [("whole", index[0], index[-1], 7.5)]
        main = periods.series(view.target, grain) if view.target in periods.targets else None
        if main is not None and len(main) >= 12 and not is_seasonal(main):
            fall = largest_fall(main.to_numpy())
            if fall is not None:
                spans.append(("fall", main.index[fall.peak], main.index[fall.trough], 6.0))
        if len(index) > 2 * steps:
            spans.append(("latest", index[-1 - steps], index[-1], 5.0))
        for span, start, end, worth in spans:
            found = self._drafts(view, periods, targets, grain, span, start, end, worth)
            yield from found

    def _drafts(
        self,
        view: View,
        periods: Periods,
        targets: list[Target],
        grain: str,
        span: str,
        start: pd.Timestamp,
        end: pd.Timestamp,
        worth: float,
    ) -> Iterator[Draft]:
        changes = {}
        for target in targets:
            series = periods.series(target, grain)
            if start in series.index and end in series.index:
                changes[target.name] = float(series[end] / series[start] - 1)
        if len(changes) < MIN_SERIES:
            return
        ordered = sorted(changes, key=lambda name: -changes[name])
        rest = [name for name in ordered if name != view.subject.column]
        up = [name for name in rest if changes[name] > 0][:TOP]
        down = [name for name in reversed(rest) if changes[name] < 0 and name not in up][:TOP]
        for names, growers, less in ((up, len(up), 0.0), (down, 0, 0.5)):
            if names:
                yield self._draft(view, periods, (names, growers), grain, span, (start, end), worth - less, changes)

    def _draft(
        self,
        view: View,
        periods: Periods,
        chosen: tuple[list[str], int],
        grain: str,
        span: str,
        ends: tuple[pd.Timestamp, pd.Timestamp],
        worth: float,
        changes: dict[str, float],
    ) -> Draft:
        names, growers = chosen
        own = view.subject.column if view.subject.column in changes else None
        columns: dict[str, str] = {}
        for i, name in enumerate([own, *names]):
            if name is None:
                continue
            expression = view.context.sql(name)
            first, last = (f"avg({expression}) FILTER ({periods.where(grain, moment)})" for moment in ends)
            columns[f"first_{i}"], columns[f"last_{i}"] = first, last
            columns[f"gain_{i}"] = f"last_{i} - first_{i}"
            columns[f"share_{i}"] = f"gain_{i} / nullif(abs(first_{i}), 0)"
        columns |= {
            f"{key}_period": f"CAST({literal(m)} AS TIMESTAMP)" for key, m in zip(("first", "last"), ends, strict=True)
        }
        frame = pd.DataFrame({"level": names, "value": [100 * changes[name] for name in names]})
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(view.subject.column, *names, periods.column),
            n=view.row_count,
            query=proof_of(columns),
            worth=worth,
            detail=Movers(tuple(names), growers, span, grain, len(changes), view.target.unit, own),
            compares=False,
            plot=lambda _: Plot(
                kind="bar",
                title="Change in per cent",
                frame=frame,
                x="level",
                y="value",
                x_label="Series",
                y_label="Change",
                alt_text="Bar chart of the change of each series in per cent.",
                y_unit="%",
                is_share=True,
                highlight=(names[0],),
                total=len(changes),
                counted="series",
            ),
        )


def _grows(view: View, target: Target) -> bool:
    """Whether a relative change of the series means something."""
    if target.form is Form.SHARE or Topic.CHANGE in topics(target.name):
        return False
    return not target.is_interval and view.context.profiles[target.name].minimum > 0
