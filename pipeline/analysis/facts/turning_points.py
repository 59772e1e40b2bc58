"""Peak and trough: the largest fall of a series, when it was made up for, and its worst and best single step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.moved import bartels_p, yearly_wave_p
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import cell, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import growth, literal, of_largest, of_smallest, select
from pipeline.story import Form, Plot, TableKind

MIN_LENGTH = 12
MIN_FALL = 0.25  # of the range of the series
MIN_FALL_STEPS = 3
SEASONAL_P = 1e-3
HALF = 0.5  # of the fall, that came before it as a rise
AT_END = 0.9  # of the series, from which on its trough is its end


@dataclass(frozen=True)
class TurningPoints:
    """What the words need beside the values."""

    target: Target
    grain: str
    recovered: bool
    rose_before: bool  # about as much, from its beginning to its peak: the fall is half of its course
    per: str | None = None  # the step in which dates follow each other, of a total for each of them


@dataclass(frozen=True)
class Fall:
    """The largest fall of a series: places of its peak, its trough and the first value back at the peak."""

    peak: int
    trough: int
    recovered: int | None


class TurningPointsFact(FactKind):
    """Of a single series of months, quarters or years, or of totals of events by month."""

    name: ClassVar[str] = "turning_points"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    follows_time: ClassVar[bool] = True
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or view.subject.table is TableKind.PANEL:
            return
        grain = periods.series_grain
        target = view.target
        series = periods.series(target, grain)
        if len(series) < MIN_LENGTH or is_seasonal(series):
            return
        p_value = bartels_p(series.to_numpy())
        fall = largest_fall(series.to_numpy())
        if fall is None or p_value is None:
            return
        yield Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(target.column, periods.column),
            n=view.row_count,
            query=_query(periods, grain, target, series, fall),
            worth=8.0,
            detail=TurningPoints(
                target,
                grain,
                fall.recovered is not None,
                _rose_before(series.to_numpy(), fall),
                periods.per(target, grain),
            ),
            claim=Claim("rank version of von Neumann's ratio (Bartels)", p_value),
            plot=lambda _: _plot(periods, grain, target, series, fall),
        )


def largest_fall(values: np.ndarray) -> Fall | None:
    """The largest fall from a peak; None where it is a small part of the range, or made in hardly any time."""
    tops = np.maximum.accumulate(values)
    trough = int(np.argmax(tops - values))
    size = float(tops[trough] - values[trough])
    if size < MIN_FALL * np.ptp(values) or size <= 0:
        return None
    peak = int(np.flatnonzero(values[: trough + 1] == tops[trough])[-1])
    if trough - peak < MIN_FALL_STEPS:
        return None
    back = np.flatnonzero(values[trough:] >= values[peak])
    return Fall(peak, trough, trough + int(back[0]) if len(back) else None)


def _rose_before(values: np.ndarray, fall: Fall) -> bool:
    """Whether the series rose for at least half of what it fell then, to its end: the year's warm half, not a fall."""
    size = values[fall.peak] - values[fall.trough]
    is_end = fall.recovered is None and fall.trough >= AT_END * (len(values) - 1)
    return bool(is_end and values[fall.peak] - values[0] >= HALF * size)


def is_seasonal(series: pd.Series) -> bool:
    """Whether a series of months has a season, so that its peaks and troughs are those of the year."""
    index = pd.DatetimeIndex(series.index)
    if not (index.day == 1).all() or len(series) < 24:
        return False
    slow = series.rolling(13, center=True, min_periods=7).median()
    p_value = yearly_wave_p(series - slow)
    return p_value is not None and p_value < SEASONAL_P


def _query(periods: Periods, grain: str, target: Target, series: pd.Series, fall: Fall) -> str:
    inner = select(
        {"period": periods.sql(grain), "value": periods.aggregate(target, grain)},
        where=f"{periods.expression} IS NOT NULL GROUP BY 1",
    )
    steps = f"(SELECT period, value, value - lag(value) OVER (ORDER BY period) AS step FROM ({inner}) AS b) AS steps"
    at = {"first": series.index[0], "peak": series.index[fall.peak], "trough": series.index[fall.trough]}
    if fall.recovered is not None:
        at["recovered"] = series.index[fall.recovered]
    at["last"] = series.index[-1]
    columns = {f"{name}_{part}": cell(moment, part) for name, moment in at.items() for part in ("period", "value")}
    columns |= {
        "fall": "trough_value - peak_value",
        "fall_share": growth("peak_value", "trough_value"),
        "gain_since": "last_value - trough_value",
        "worst_step": "min(step)",
        "worst_period": of_smallest("period", "step"),
        "best_step": "max(step)",
        "best_period": of_largest("period", "step"),
    }
    if not target.is_relative or series.min() <= 0:  # nothing falls by more than all of it
        del columns["fall_share"]
    bounds = f"period BETWEEN {literal(series.index[0])} AND {literal(series.index[-1])}"
    return proof_of_cells(columns, ("period", "value"), steps, key="period", where=bounds)


def _plot(periods: Periods, grain: str, target: Target, series: pd.Series, fall: Fall) -> Plot:
    marked = [fall.peak, fall.trough, *([fall.recovered] if fall.recovered is not None else [])]
    label = "Number of rows" if target.form is Form.COUNT else target.name
    return Plot(
        kind="line",
        title=f"{label} by {grain}",
        frame=pd.DataFrame({"time": series.index, "value": target.plotted(series)}),
        x="time",
        y="value",
        x_label=periods.column,
        y_label=label,
        alt_text=f"Line chart of {label} by {grain}, with its peak and its trough.",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        highlight=tuple(series.index[place].isoformat() for place in marked),
    )
