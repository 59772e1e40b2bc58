"""A step: the day or week from which on a series runs at another level, beside its season and its slow movement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.change import told_targets
from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.periods import DAYS, GRAINS, Periods
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.whose import carrier_of_target
from pipeline.analysis.inference.ledger import WEAKEST_P
from pipeline.analysis.inference.local_step import local_step
from pipeline.analysis.series.carrier import Carrier, shown_by, with_carrier
from pipeline.analysis.sql import Row, growth_of, literal
from pipeline.sampling import sampled
from pipeline.story import Form, Plot, Reference

MAX_TARGETS = 8
MIN_STEPS = 24
MAX_POINTS = 2_000  # of a chart
MIN_FILLED = 0.97  # of the steps between the first and the last must have a value
MIN_USED = 0.8  # of the values must be of these steps: days of which few weekdays are whole make no course
LARGE = 0.1  # of the level before, from which a step is what moved
MIN_SHARE = 0.03  # of the level before, or it doesn't matter
COMPARED = {"day": 4, "week": 8, "month": 6}  # weeks of days, weeks or months before and after; finest first
WIDTHS = {"day": (2, 4), "week": (6, 12), "month": (6, 12)}  # of the tested stretches: weeks of days, or steps


@dataclass(frozen=True)
class Step:
    """What the words need beside the values."""

    target: Target
    grain: str
    length: int  # steps before and after that are compared
    summed: bool  # told by the day or week, for what adds up
    carrier: Carrier | None = None  # the group that made the step, where no other did


@dataclass(frozen=True)
class _Course:
    """A series without gaps, and the steps of its week."""

    target: Target
    grain: str
    series: pd.Series
    cycle: int


class StepFact(FactKind):
    """Of the subject, its companions and the number of rows: weeks before against weeks after, weekday for weekday."""

    name: ClassVar[str] = "step"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    follows_time: ClassVar[bool] = True
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None:
            return
        for place, target in enumerate(_targets(view)):
            course = _course(periods, target)
            draft = None if course is None else self._draft(view, periods, course, place)
            if draft is not None:
                yield draft

    def _draft(self, view: View, periods: Periods, course: _Course, place: int) -> Draft | None:
        target, values = course.target, course.series.to_numpy(dtype=float)
        summed = target.form in (Form.TOTAL, Form.COUNT)
        widths = [width * course.cycle for width in WIDTHS[course.grain]]
        found = local_step(values, course.cycle, widths, by_factor=summed)
        if found is None:
            return None
        length = _length(course, found.place)
        before, after = (
            values[part].mean()
            for part in (slice(found.place - length, found.place), slice(found.place, found.place + length))
        )
        share = abs(after - before) / max(abs(before), 1e-12)
        carrier = _carrier(view, periods, course, found.place, length) if found.p_value < WEAKEST_P else None
        return Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(target.column, periods.column),
            n=view.row_count,
            query=with_carrier(_query(periods, course, found.place, length), carrier),
            worth=(9.4 if share >= LARGE else 6.8) - (0.0 if not place else 2.4 + 0.4 * place),
            detail=Step(target, course.grain, length, summed, carrier),
            claim=Claim(
                "means of neighbouring stretches, the season taken out, against all others (corrected for the place)",
                found.p_value,
                bool(target.is_interval or share >= MIN_SHARE),
            ),
            plot=lambda values: shown_by(view.context, carrier, _plot(periods, course, (found.place, length), values)),
        )


def _carrier(view: View, periods: Periods, course: _Course, place: int, length: int) -> Carrier | None:
    index = pd.DatetimeIndex(course.series.index)
    last = min(place + length, len(index)) - 1
    ends = ((index[place - length], index[place - 1]), (index[place], index[last]))
    return carrier_of_target(view, StepFact.name, periods, course.target, course.grain, ends)


def _targets(view: View) -> list[Target]:
    """The subject, its companions and the number of rows, then other measures that have a series."""
    told = told_targets(view)
    return [*told, *(target for target in view.series_targets if target not in told)][:MAX_TARGETS]


def _course(periods: Periods, target: Target) -> _Course | None:
    """The finest series without gaps: of days or working days, else of weeks or months."""
    grains = (grain for grain in COMPARED if DAYS[grain] >= DAYS[periods.finest])
    courses = (_course_by(periods, target, grain) for grain in grains)
    return next((course for course in courses if course is not None), None)


def _course_by(periods: Periods, target: Target, grain: str) -> _Course | None:
    """The series of a grain with its few gaps filled; None where they are many, or steps are few."""
    series = periods.series(target, grain).dropna()
    whole = _whole(series, grain)
    if whole is None or whole.empty:
        return None
    known = series.reindex(whole)
    there = int(known.notna().sum())
    if there < MIN_FILLED * len(whole) or there < MIN_USED * len(series):
        return None
    filled = known.fillna(0) if target.form is Form.COUNT else known.interpolate(limit_direction="both")
    return _Course(target, grain, filled, _days_of_week(whole) if grain == "day" else 1)


def _whole(series: pd.Series, grain: str) -> pd.DatetimeIndex | None:
    """All steps from the first to the last, those days of the week aside that hardly ever have a value."""
    if len(series) < MIN_STEPS:
        return None
    whole = pd.date_range(series.index[0], series.index[-1], freq=GRAINS[grain])
    if grain != "day":
        return whole
    known, every = (np.bincount(index.day_of_week, minlength=7) for index in (pd.DatetimeIndex(series.index), whole))
    return whole[(known >= every / 2)[whole.day_of_week]]


def _days_of_week(days: pd.DatetimeIndex) -> int:
    return len(np.unique(days.day_of_week))


def _length(course: _Course, place: int) -> int:
    """Steps before and after that are compared: at most four weeks, eight weeks or six months, whole weeks of days."""
    most = COMPARED[course.grain] * course.cycle
    length = min(most, place, len(course.series) - place)
    return length - length % course.cycle


def _query(periods: Periods, course: _Course, place: int, length: int) -> str:
    """What it was before and after, each by the step, and what it has been since."""
    target, index = course.target, course.series.index
    end = index[-1] + pd.tseries.frequencies.to_offset(GRAINS[course.grain])
    after = index[place + length] if place + length < len(index) else end
    parts = {
        "before": (index[place - length], index[place], length),
        "after": (index[place], after, length),
        "since": (index[place], end, len(index) - place),
    }
    moment, by_step = periods.expression, target.form in (Form.TOTAL, Form.COUNT)
    columns = {
        f"{name}_value": f"{target.aggregate} FILTER ({moment} >= {literal(first)} AND {moment} < {literal(last)})"
        + (f" / {steps}.0" if by_step else "")
        for name, (first, last, steps) in parts.items()
    }
    columns |= {
        "change": "after_value - before_value",
        "steps": str(length),
        "step_period": f"CAST({literal(index[place])} AS TIMESTAMP)",
        "last_period": f"CAST({literal(index[-1])} AS TIMESTAMP)",
    }
    if target.is_relative:
        columns |= growth_of("change", "before_value", "after_value")
    return proof_of(columns)


def _plot(periods: Periods, course: _Course, step: tuple[int, int], values: Row) -> Plot:
    """The whole course, over it the levels that are compared."""
    target, series = course.target, course.series
    label = "Number of rows" if target.form is Form.COUNT else target.label
    place, length = step
    edges = [series.index[at].isoformat() for at in (place - length, place, min(place + length, len(series) - 1))]
    levels = [
        Reference(float(target.plotted([values.number(f"{name}_value")])[0]), f"{name}:", start=start, end=end)
        for name, start, end in zip(("before", "after"), edges, edges[1:], strict=False)
    ]
    return Plot(
        kind="line",
        title=f"{label} by {course.grain}",
        frame=sampled(pd.DataFrame({"time": series.index, "value": target.plotted(series)}), MAX_POINTS),
        x="time",
        y="value",
        x_label=periods.column,
        y_label=label,
        alt_text=f"Line chart of {label} by {course.grain}, with its level before and after the step.",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        references=tuple(levels),
    )
