"""What nearly every group went through: that it rose, or fell, over its own periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.moved import bartels_p
from pipeline.analysis.facts.periods import DAYS, Periods
from pipeline.analysis.facts.plots.groups import shared_plot
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.distributions import normal_tail
from pipeline.analysis.sql import literal, quote, select
from pipeline.story import Form, TableKind

MIN_GROUPS = 5
MIN_PERIODS = 4  # of a group, for a line through them
MIN_ROWS = 20  # of a mean in a cell, where a cell has several rows
NEARLY_ALL = 0.9  # of the groups; of few, all but one
MAX_COLUMNS = 6
MANY_TIMES = 5.0
MONTHS = {"month": 1, "quarter": 3, "year": 12}  # of a period; weeks and days are of one length
ENTERED_LATER = 0.25  # of the groups, from which the total of all says little about each
WORTH = 4.5
WORTH_WHERE_GROUPS_ENTER = 8.6  # before who changed most: between two periods most groups can't be compared


@dataclass(frozen=True)
class SharedChange:
    """What the words need beside the values."""

    target: Target
    by: str
    grain: str
    rose: bool  # nearly all did; else nearly all fell
    relative: bool  # the pace is a share of the level, not an amount
    single: bool  # a group has one row a period: its value, no average


class SharedChangeFact(FactKind):
    """The subject in the groups of each dimension, and of a panel in its entities: which way each one's line goes."""

    name: ClassVar[str] = "shared_change"
    follows_time: ClassVar[bool] = True
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or view.is_single_series:
            return
        names = [view.subject.entity] if view.subject.table is TableKind.PANEL else []
        names += [g.column for g in view.groups if not view.context.variables[g.column].ordinal][:MAX_COLUMNS]
        drafts = [self._draft(view, periods, name) for name in dict.fromkeys(names) if name is not None]
        found = [draft for draft in drafts if draft is not None]
        yield from sorted(found, key=lambda draft: -draft.worth)[:1]

    def _draft(self, view: View, periods: Periods, name: str) -> Draft | None:
        lines = _Lines.of(view, periods, name)
        if lines is None:
            return None
        up = int((lines.slopes > 0).sum())
        most = max(up, len(lines.slopes) - up)
        needed = min(NEARLY_ALL * len(lines.slopes), len(lines.slopes) - 1)
        if most < needed or _agreeing(lines, up=up == most) < needed:
            return None
        detail = SharedChange(
            view.target, name, lines.grain, up == most, lines.relative, view.subject.table is TableKind.PANEL
        )
        late = float((lines.values.iloc[0].isna()).mean()) > ENTERED_LATER
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(view.target.column, name, periods.column),
            n=view.row_count,
            query=_query(lines),
            worth=(WORTH_WHERE_GROUPS_ENTER if late else WORTH) + most / len(lines.slopes),
            detail=detail,
            claim=_claim(lines.values, detail.rose),
            plot=lambda _: shared_plot(view.target, name, lines.grain, lines.slopes, lines.relative),
        )


@dataclass(frozen=True)
class _Lines:
    """The groups' values by period, and the slope of the line through each one's own."""

    values: pd.DataFrame  # periods by groups with enough of them
    slopes: pd.Series  # by group, a period: of the logarithm where ``relative``
    grain: str
    by_period: str  # SQL: level, period and value
    relative: bool

    @classmethod
    def of(cls, view: View, periods: Periods, name: str) -> "_Lines | None":
        target, grain = view.target, periods.series_grain
        if len(periods.shown(target, grain)) < MIN_PERIODS:
            return None
        summed = view.subject.table is TableKind.PANEL and target.stock
        adds = target.form in (Form.TOTAL, Form.COUNT) or summed
        by_period = _by_period(
            view, periods, name, f"sum({target.sql})" if summed else periods.aggregate(target, grain), adds
        )
        table, rows = view.crossings.table(periods, name, grain, target, summed=summed)
        cells = np.where(rows.to_numpy() >= _least(view, adds), table.to_numpy(), np.nan)
        followed = np.flatnonzero((~np.isnan(cells)).sum(axis=0) >= MIN_PERIODS)
        if len(followed) < MIN_GROUPS:
            return None
        cells, used = cells[:, followed], np.flatnonzero(~np.isnan(cells[:, followed]).all(axis=1))
        values = pd.DataFrame(cells[used], table.index[used], table.columns[followed])
        relative = (
            target.is_relative and bool((np.isnan(cells) | (cells > 0)).all()) and (adds or _is_of_many_sizes(values))
        )
        return cls(values, _slopes(values, grain, relative=relative), grain, by_period, relative)


def _by_period(view: View, periods: Periods, name: str, value: str, adds: bool) -> str:
    """SQL: the value of each group and complete period; of means of several rows only those of enough."""
    target, grain, level = view.target, periods.series_grain, quote(name)
    shown = periods.shown(target, grain)
    known = "TRUE" if target.form is Form.COUNT else f"{target.sql} IS NOT NULL"
    bounds = f"{periods.sql(grain)} BETWEEN {literal(shown[0])} AND {literal(shown[-1])}"
    return select(
        {"level": level, "period": periods.sql(grain), "value": value},
        where=f"{level} IS NOT NULL AND {known} AND {bounds} GROUP BY 1, 2 HAVING count(*) >= {_least(view, adds)}",
    )


def _least(view: View, adds: bool) -> int:
    """How many rows a cell needs."""
    return 1 if adds or view.subject.table is TableKind.PANEL else MIN_ROWS


def _is_of_many_sizes(values: pd.DataFrame) -> bool:
    """Whether the groups' levels lie so far apart that the same growth is another amount in each."""
    means = values.mean()
    return bool(means.max() > MANY_TIMES * means.min())


def _slopes(values: pd.DataFrame, grain: str, *, relative: bool) -> pd.Series:
    """Slope a period of the least-squares line through each group's own periods, as SQL's ``regr_slope`` gives it."""
    y = np.log(values.to_numpy()) if relative else values.to_numpy()
    x = np.where(np.isnan(y), np.nan, _places(pd.DatetimeIndex(values.index), grain)[:, None])
    centred = x - np.nanmean(x, axis=0)
    products = centred * (y - np.nanmean(y, axis=0))
    return pd.Series(np.nansum(products, axis=0) / np.nansum(centred**2, axis=0), index=values.columns)


def _agreeing(lines: _Lines, *, up: bool) -> int:
    """How many groups go one way, by their lines and, where a group has two years, by its last year beside its first.

    A line through a season leans by where in it a group begins and ends.
    """
    gained = lines.slopes.to_numpy(dtype=float)
    if lines.grain != "year":
        years = (_gained(lines.values[name].dropna()) for name in lines.values.columns)
        gained = np.array([slope if own is None else own for own, slope in zip(years, gained, strict=True)])
    return int(((gained > 0) if up else (gained < 0)).sum())


def _gained(values: pd.Series) -> float | None:
    """By how much a group's last year lies above its first one; None where they aren't two."""
    index, year = pd.DatetimeIndex(values.index), pd.DateOffset(years=1)
    if index[0] + 2 * year > index[-1] + 2 * (index[-1] - index[-2]):  # 104 weeks are two years
        return None
    last, first = index > index[-1] - year, index < index[0] + year
    return float(values[last].mean() - values[first].mean())


def _places(index: pd.DatetimeIndex, grain: str) -> np.ndarray:
    """How many periods after the first each one is: files may record every fifth year alone."""
    months = MONTHS.get(grain)
    if months is None:
        return np.asarray((index - index[0]).days / DAYS[grain], dtype=float)
    since = 12 * (index.year - index[0].year) + index.month - index[0].month
    return np.asarray(since // months, dtype=float)


def _query(lines: _Lines) -> str:
    """How many groups' lines rise and fall, and the slope in the middle of them."""
    slope = f"regr_slope({'ln(value)' if lines.relative else 'value'}, place)"
    ordered = f"(SELECT *, date_diff('{lines.grain}', {literal(lines.values.index[0])}, period) AS place"
    by_level = select(
        {"level": "level", "slope": slope, "pace": f"exp({slope}) - 1" if lines.relative else slope},
        f"{ordered} FROM ({lines.by_period}) AS cells) AS placed",
        where=f"TRUE GROUP BY 1 HAVING count(*) >= {MIN_PERIODS}",
    )
    columns = {
        "groups": "count(*)",
        "rose": "count(*) FILTER (slope > 0)",
        "fell": "count(*) FILTER (slope < 0)",
        "middle": "exp(median(slope)) - 1" if lines.relative else "median(slope)",
    }
    ends = [lines.slopes.idxmax(), lines.slopes.idxmin()]
    columns |= cells(ends, ("pace",))
    columns |= {
        f"{key}_period": f"CAST({literal(moment)} AS TIMESTAMP)"
        for key, moment in (("first", lines.values.index[0]), ("last", lines.values.index[-1]))
    }
    return proof_of_cells(columns, ("pace",), f"({by_level}) AS lines")


def _claim(values: pd.DataFrame, rose: bool) -> Claim | None:
    """Whether the groups moved one way: all of them together, and not by one shock that they share.

    The regional Kendall test (Helsel and Frans 2006, Environ. Sci. Technol. 40) adds up the groups' own scores; it
    takes groups as independent, so that the mean of their ranks has to move too, by Bartels' test, where it is long
    enough. What is tested is the direction that is told.
    """
    total, variance = 0.0, 0.0
    for level in values.columns:
        own = values[level].dropna().to_numpy()
        n = len(own)
        later, earlier = np.triu_indices(n, 1)[::-1]
        total += float(np.sign(own[later] - own[earlier]).sum())
        variance += n * (n - 1) * (2 * n + 5) / 18
    z = (abs(total) - 1) / np.sqrt(variance) if (total > 0) is rose else 0.0
    p_value = float(2 * normal_tail(max(0.0, z)))
    together = bartels_p(values.rank(pct=True).mean(axis=1).to_numpy())
    return Claim("regional Kendall test, and Bartels' of the mean rank", max(p_value, together or 0.0))
