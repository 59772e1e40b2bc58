"""Both sums of a ratio in SQL, and by group and period: what the facts about ratios have in common."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, quote
from pipeline.analysis.subject.ratios import Ratio, RatioForm, ratios_of
from pipeline.analysis.variables.cells import Cells
from pipeline.analysis.variables.sample import Factor, Sample

RATIOS = ("ratios",)  # the key of the ratios themselves among their sums
ALL = "all"  # what the one group of all rows is called
TIMELESS = np.datetime64("2000-01-01", "us")  # the one period of a table without a time
MAX_GROUPS = 40
MAX_DIMENSIONS = 6
MIN_SHARE = 0.005  # of the whole, that a group holds which is told
MIN_PERIODS = 8
MIN_USUAL = 0.5  # of the rows must have some of what is told as so much for each
LINE = 2  # numbers that make one
MIN_APART = 0.1  # of the ratio of all, between the highest and the lowest group, or between first and last


@dataclass(frozen=True)
class RatioOf:
    """What the words need beside the values."""

    ratio: Ratio
    unit: str | None  # of a ratio that isn't a share: the part's
    by: str | None = None
    groups: int = 0  # that are told, the highest ratio first
    grain: str | None = None


@dataclass(frozen=True)
class RatioCells:
    """Both sums by group, or by period (rows) and group (columns)."""

    part: pd.DataFrame
    whole: pd.DataFrame

    @property
    def all(self) -> float:
        """The ratio of all."""
        return float(self.part.to_numpy().sum() / self.whole.to_numpy().sum())

    def groups(self) -> pd.Series:
        """The ratio of each group that holds enough of the whole, the highest first."""
        whole = self.whole.sum()
        ratios = (self.part.sum() / whole)[whole >= MIN_SHARE * whole.sum()]
        return ratios.dropna().sort_values(ascending=False, kind="stable")

    def lines(self) -> pd.DataFrame:
        """The ratio by period and group."""
        return self.part / self.whole.where(self.whole > 0)

    def apart(self, level: object) -> np.ndarray:
        """By period, the group's ratio less that of all others."""
        others = self.whole.drop(columns=[level]).sum(axis=1)
        rest = self.part.drop(columns=[level]).sum(axis=1) / others.where(others > 0)
        return (self.lines()[level] - rest).dropna().to_numpy(dtype=float)


def apart_p(apart: np.ndarray) -> float | None:
    """P-value of a ratio that lies apart from another, period by period; None for few periods.

    A t-test of the differences' mean, their variance taken about a line, so that a ratio that moves still differs; the
    number of periods is cut by what neighbours have in common.
    """
    if len(apart) < MIN_PERIODS or np.ptp(apart) == 0:
        return None
    step = np.arange(len(apart), dtype=float)
    left = apart - np.polyval(np.polyfit(step, apart, 1), step)
    echo = max(0.0, float(left[1:] @ left[:-1] / (left @ left)))
    n = len(apart) * (1 - echo) / (1 + echo)
    if n <= LINE + 1:
        return None
    t = float(apart.mean() / np.sqrt(float(left @ left) / (len(apart) - LINE) / n))
    return float(2 * special.stdtr(n - LINE, -abs(t)))


def ratios(view: View) -> tuple[Ratio, ...]:
    """The table's ratios, the subject's first; not so much for each of what mostly had none of it."""
    if RATIOS not in view.ratio_cells:  # asked for by every fact about a ratio
        view.ratio_cells[RATIOS] = _found(view)
    found: tuple[Ratio, ...] = view.ratio_cells[RATIOS]
    return found


def _found(view: View) -> tuple[Ratio, ...]:
    sample = view.context.sample
    found = ratios_of(view.context.variables, sample, view.subject.column)
    return tuple(one for one in found if one.form is not RatioForm.EACH or _is_usual(sample.numbers[one.part]))


def _is_usual(values: np.ndarray) -> bool:
    """Whether most rows have some of it."""
    return bool(np.mean(values[~np.isnan(values)] != 0) >= MIN_USUAL)


def unit_of(view: View, ratio: Ratio) -> str | None:
    """In what so much for each is measured."""
    return view.context.unit(ratio.part) if ratio.form is RatioForm.EACH else None


def sums_of(view: View, ratio: Ratio) -> dict[str, str]:
    """SQL of both sums."""
    return {"part": f"sum({view.context.sql(ratio.part)})", "whole": f"sum({view.context.sql(ratio.whole)})"}


def quotient(ratio: Ratio, part: str, whole: str) -> str:
    """SQL of the ratio of two sums."""
    scaled = f"{ratio.scale:.0f} * {part}" if ratio.scale != 1 else part
    return f"{scaled} / nullif({whole}, 0)"


def known(view: View, ratio: Ratio) -> str:
    """SQL condition: rows that have both."""
    return " AND ".join(f"{view.context.sql(name)} IS NOT NULL" for name in (ratio.part, ratio.whole))


def dimensions(view: View, ratio: Ratio) -> list[str]:
    """The columns whose groups are compared, the entity of a panel among them."""
    names = [*((view.subject.entity,) if view.subject.entity else ()), *(group.column for group in view.groups)]
    variables = view.context.variables
    usable = [
        name
        for name in dict.fromkeys(names)
        if name not in (ratio.part, ratio.whole)
        and 2 <= variables[name].column.distinct <= MAX_GROUPS
        and not variables[name].ordinal
        and not variables[name].time_part
    ]
    return usable[:MAX_DIMENSIONS]


def cells_of(
    view: View, ratio: Ratio, name: str | None, periods: Periods | None = None, grain: str | None = None
) -> RatioCells:
    """Both sums by group and complete period; without ``periods`` of their own by the periods that can be tested.

    Without a ``name`` all rows are one group, called "all". Made once for all facts that look at it.
    """
    periods, grain = _followed(view, periods, grain)
    key = (ratio, name, periods and periods.column, grain)
    if key not in view.ratio_cells:
        level = literal(ALL) if name is None else quote(name)
        made = _summed(view, ratio, name, periods, grain) or _scanned(view, ratio, level, periods, grain)
        view.ratio_cells[key] = _whole(made, periods, grain)
    found: RatioCells = view.ratio_cells[key]
    return found


def cells_by(
    view: View, ratio: Ratio, level: str, periods: Periods | None = None, grain: str | None = None
) -> RatioCells:
    """The same by what ``level`` gives in SQL for a row."""
    periods, grain = _followed(view, periods, grain)
    return _whole(_scanned(view, ratio, level, periods, grain), periods, grain)


def _followed(view: View, periods: Periods | None, grain: str | None) -> tuple[Periods | None, str | None]:
    """The periods and their grain, those that can be tested where none are given."""
    periods = periods or view.periods
    return periods, grain or (periods.series_grain if periods is not None else None)


def _whole(sums: RatioCells, periods: Periods | None, grain: str | None) -> RatioCells:
    """Those of complete periods."""
    if periods is None or grain is None:
        return sums
    shown = sums.part.index.isin(periods.frame(grain).index)
    return RatioCells(sums.part[shown], sums.whole[shown])


def _summed(
    view: View, ratio: Ratio, name: str | None, periods: Periods | None, grain: str | None
) -> RatioCells | None:
    """In memory; None where not all rows, both measures and the groups are held."""
    sample = view.context.sample
    factor = Factor(np.zeros(sample.size, dtype=int), (ALL,)) if name is None else sample.factor(name)
    sides = [sample.numbers.get(measure) for measure in (ratio.part, ratio.whole)]
    values = [side for side in sides if side is not None]
    if not sample.complete or factor is None or len(values) < len(sides):
        return None
    codes, levels = np.where(np.isnan(values).any(axis=0), -1, factor.codes), len(factor.levels)
    begins, cells = _by_period(sample, codes, levels, periods, grain)
    rows = cells.rows()
    used = np.ix_(rows.any(axis=1), rows.any(axis=0))
    index = pd.DatetimeIndex(begins[used[0].ravel()], name="period")
    columns = pd.Index([factor.levels[place] for place in used[1].ravel().tolist()], name="level")
    part, whole = (pd.DataFrame(cells.sums(side)[used], index, columns) for side in values)
    return RatioCells(part, whole)


def _by_period(
    sample: Sample, codes: np.ndarray, levels: int, periods: Periods | None, grain: str | None
) -> tuple[np.ndarray, Cells]:
    """The beginnings of the periods, and the cells of each period and group; one period where none are given."""
    if periods is None or grain is None:
        return np.array([TIMELESS]), Cells(codes >= 0, codes[codes >= 0], (1, levels))
    bucketed = sample.bucketed(periods.column, grain, by_years=periods.by_years)
    return bucketed.begins, bucketed.cells_by(codes, levels)


def _scanned(view: View, ratio: Ratio, level: str, periods: Periods | None, grain: str | None) -> RatioCells:
    """By one scan of the table; ``level`` is what gives a row's group in SQL."""
    at = periods.sql(grain) if periods is not None and grain is not None else literal(pd.Timestamp(TIMELESS))
    sums = sums_of(view, ratio)
    long = view.context.connection.execute(
        f"SELECT {at} AS period, {level} AS level, {sums['part']} AS part, {sums['whole']} AS whole FROM data "
        f"WHERE {level} IS NOT NULL AND {known(view, ratio)} GROUP BY 1, 2 ORDER BY 1, 2"
    ).df()
    long["period"] = pd.to_datetime(long["period"])
    part, whole = (
        long.pivot(index="period", columns="level", values=side).fillna(0.0).astype(float) for side in ("part", "whole")
    )
    return RatioCells(part, whole)
