"""A step of one group's ratio: the day, week or month from which on more or less of it goes than before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.periods import DAYS, GRAINS, Periods
from pipeline.analysis.facts.plots.ratios import lines_of_ratio
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.ratio_cells import (
    MIN_APART,
    RatioCells,
    RatioOf,
    cells_of,
    dimensions,
    known,
    quotient,
    ratios,
    sums_of,
    unit_of,
)
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.step import Form, jump_form, level_change_test
from pipeline.analysis.sql import growth, literal, quote
from pipeline.analysis.subject.ratios import Ratio

COMPARED = {"day": 28, "week": 13, "month": 6}  # steps before and after, at most, by the grains that are looked at
MIN_STEPS = 18  # of a line
MAX_STEPS = 400  # beyond which coarser ones tell as much
MIN_R_SQUARED = 0.3  # of a line's variance that the jump takes
LARGE = 0.25  # of the ratio before, from which a step is news
MIN_FILLED = 0.97  # of the steps between the first and the last


@dataclass(frozen=True)
class _Step:
    """Where a group's line jumps."""

    p_value: float
    column: str
    level: object
    grain: str
    line: pd.Series
    place: int

    @property
    def length(self) -> int:
        """Steps before and after that are compared."""
        return min(COMPARED[self.grain], self.place, len(self.line) - self.place)


class RatioStepFact(FactKind):
    """The group whose ratio of two measures' sums jumped to another level and stayed there."""

    name: ClassVar[str] = "ratio_step"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    only_beyond_chance: ClassVar[bool] = True
    is_news: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.periods is None:
            return
        for place, ratio in enumerate(ratios(view)):
            lines = list(_lines(view, view.periods, ratio))
            found = [step for line in lines if (step := line.step()) is not None]
            if found:
                best = min(found, key=lambda step: step.p_value)
                best = replace(best, p_value=min(1.0, best.p_value * len(lines)))
                yield self._draft(view, view.periods, ratio, best, place)

    def _draft(self, view: View, periods: Periods, ratio: Ratio, step: _Step, place: int) -> Draft:
        before, after = (
            step.line.iloc[part].mean()
            for part in (slice(step.place - step.length, step.place), slice(step.place, step.place + step.length))
        )
        share = abs(after - before) / max(abs(before), 1e-12)
        detail = RatioOf(ratio, unit_of(view, ratio), step.column, 1, step.grain)
        lines = cells_of(view, ratio, step.column, periods, step.grain).lines()
        claim = Claim(
            "largest jump of all places, on quasi-differences (corrected for the choice of place and group)",
            step.p_value,
            bool(share >= MIN_APART),
        )
        return Draft(
            kind=self.name,
            section="how_much" if view.subject.column in (ratio.part, ratio.whole) else "who_where",
            columns=view.columns(ratio.part, ratio.whole, step.column, periods.column),
            n=view.row_count,
            query=_query(view, periods, ratio, step),
            worth=(9.9 if share >= LARGE else 8.0) - 0.3 * place,
            detail=detail,
            claim=claim,
            plot=lambda _: lines_of_ratio(detail, ratio.scale * lines, step.level, periods.column),
        )


@dataclass(frozen=True)
class _Line:
    """A group's ratio by day, week or month, without gaps."""

    column: str
    level: object
    grain: str
    series: pd.Series

    def step(self) -> _Step | None:
        """Its jump; None where there is none that is sharp and takes much of the line's variance."""
        values = self.series.to_numpy(dtype=float)
        place, r_squared, p_value = level_change_test(values)
        is_jump = r_squared >= MIN_R_SQUARED and jump_form(values) is Form.STEP
        return _Step(p_value, self.column, self.level, self.grain, self.series, place) if is_jump else None


def _lines(view: View, periods: Periods, ratio: Ratio) -> Iterator[_Line]:
    """The line of each group, by days where these are few, by weeks, else by months."""
    grains = [grain for grain in COMPARED if DAYS[grain] >= DAYS[periods.finest]]
    for name in dimensions(view, ratio):
        by_grain = (list(_lines_of(cells_of(view, ratio, name, periods, grain), name, grain)) for grain in grains)
        yield from next(filter(None, by_grain), [])


def _lines_of(sums: RatioCells, name: str, grain: str) -> Iterator[_Line]:
    """The lines of the groups that can be followed by one grain."""
    lines = sums.lines()
    for level in sums.groups().index:
        filled = _filled(lines[level], grain)
        if filled is not None:
            yield _Line(name, level, grain, filled)


def _filled(line: pd.Series, grain: str) -> pd.Series | None:
    """A line with its few gaps filled; None where they are many, or where there is nothing to test."""
    told = line.dropna()
    if len(told) < MIN_STEPS or np.ptp(told.to_numpy()) == 0:
        return None
    whole = pd.date_range(told.index[0], told.index[-1], freq=GRAINS[grain])
    is_followed = len(whole) <= MAX_STEPS and len(told) >= MIN_FILLED * len(whole)
    return told.reindex(whole).interpolate() if is_followed else None


def _query(view: View, periods: Periods, ratio: Ratio, step: _Step) -> str:
    """Both sums of the stretches before and after the step, and of all since."""
    index, place, length = step.line.index, step.place, step.length
    ending = index[-1] + pd.tseries.frequencies.to_offset(GRAINS[step.grain])
    stretches = {
        "before": (index[place - length], index[place]),
        "after": (index[place], index[place + length] if place + length < len(index) else ending),
        "since": (index[place], ending),
    }
    columns = {"level_1": literal(step.level)}
    for key, (begin, end) in stretches.items():
        moment = periods.expression
        at = f"FILTER ({moment} >= {literal(begin)} AND {moment} < {literal(end)})"
        columns |= {f"{key}_{side}": f"{total} {at}" for side, total in sums_of(view, ratio).items()}
        columns[f"{key}_ratio"] = quotient(ratio, f"{key}_part", f"{key}_whole")
    columns |= {
        "gain": "after_ratio - before_ratio",
        "gain_share": growth("before_ratio", "after_ratio"),
        "steps": str(length),
        "step_period": f"CAST({literal(index[place])} AS TIMESTAMP)",
        "last_period": f"CAST({literal(index[-1])} AS TIMESTAMP)",
    }
    return proof_of(columns, "data", f"{quote(step.column)} = {literal(step.level)} AND {known(view, ratio)}")
