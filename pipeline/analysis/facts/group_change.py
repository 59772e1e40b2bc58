"""Groups over time: whose line rose most, and who fell or stalled while the others went on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import Group, View, present
from pipeline.analysis.naming import label as named
from pipeline.analysis.sql import literal, quote, select
from pipeline.story import Form, Plot, TableKind

MAX_GROUPS = 8  # compared; of more the largest
MAX_COLUMNS = 6
MIN_PERIODS = 2
MAX_OF_SLOPE = 2  # periods, of which only the ends are drawn
MAX_OF_LINES = 4  # groups in one chart; more have one each
MIN_ROWS = 20  # of a mean in a cell; a panel's cells have fewer
MIN_STALL = 4  # periods
STALLED = 0.2  # of the pace that the others keep


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


class GroupChangeFact(FactKind):
    """The subject in the groups of each dimension, first complete period against last."""

    name: ClassVar[str] = "group_change"
    is_doubted: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or view.is_single_series:
            return
        grain = _grain(periods)
        if grain is None:
            return
        targets = [view.target]
        if view.target.form in (Form.SHARE, Form.MEAN) and view.subject.table is TableKind.EVENTS:
            targets.append(view.target_of(None, Form.COUNT, None))
        for target in targets:
            for place, group in enumerate(_compared(view)):
                if len(group.levels) < 2 or view.context.variables[group.column].ordinal:
                    continue
                draft = self._draft(view, periods, grain, target, group.column, place)
                if draft is not None:
                    yield draft

    def _draft(self, view: View, periods: Periods, grain: str, target: Target, name: str, place: int) -> Draft | None:
        panel = view.subject.table is TableKind.PANEL
        table = cross_table(view, periods, grain, target, name, summed=panel and target.stock)
        if table is None:
            return None
        values, n, aggregate = table
        if target.form in (Form.MEAN, Form.SHARE) and not panel:
            enough = (n.iloc[[0, -1]] >= MIN_ROWS).all()
            values = values.loc[:, enough.reindex(values.columns, fill_value=False).to_numpy()]
        largest = n.sum().reindex(values.columns).sort_values(ascending=False, kind="stable").index[:MAX_GROUPS]
        values = values.loc[:, values.columns.isin(list(largest))]
        if values.shape[1] < 2 or len(values) < MIN_PERIODS:
            return None
        first, last = values.index[0], values.index[-1]
        ends = values.iloc[[0, -1]].dropna(axis=1)
        if ends.shape[1] < 2:
            return None
        levels = list(ends.iloc[-1].sort_values(ascending=False, kind="stable").index)
        gains = (ends.iloc[1] - ends.iloc[0]).reindex(levels)
        relative = target.form in (Form.TOTAL, Form.COUNT) or (panel and target.stock)
        if relative:
            gains = gains / ends.iloc[0].reindex(levels).abs().replace(0, np.nan)
        if gains.isna().all():
            return None
        most, least = int(np.nanargmax(gains.to_numpy())), int(np.nanargmin(gains.to_numpy()))
        stalled, middle = _stalled(values.reindex(columns=levels))
        query = _query(periods, grain, aggregate, name, levels, (first, middle or last, last), target)
        if view.subject.table is TableKind.EVENTS and target.form in (Form.MEAN, Form.SHARE):
            claim = _claim_by_rows(view, periods, target, name)
        else:
            fine = cross_table(view, periods, periods.series_grain, target, name, summed=panel and target.stock)
            claim = _claim((fine or table)[0].reindex(columns=levels))
        spread = float(np.nanmax(gains) - np.nanmin(gains))
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(target.column, name, periods.column),
            n=view.row_count,
            query=query,
            worth=(9.0 if panel else 5.5) - 0.3 * place + min(1.0, abs(spread) if relative else 0.5),
            detail=GroupChange(
                target,
                name,
                grain,
                len(levels),
                most + 1,
                least + 1,
                None if stalled is None else stalled + 1,
                panel and target.stock,
            ),
            claim=claim,
            plot=lambda _: _plot(
                target, periods, grain, name, values.reindex(columns=levels), (levels[most], levels[least])
            ),
        )


def _compared(view: View) -> list[Group]:
    """The dimensions, and the entity of a panel where a reader can follow each one."""
    fits = [g for g in view.groups if g.column != view.subject.entity or len(g.levels) <= MAX_GROUPS]
    return fits[:MAX_COLUMNS]


def _grain(periods: Periods) -> str | None:
    """Periods of which a reader compares the first and the last: as for the change of all, months rather than days."""
    grain = periods.report_grain
    return None if grain == "day" and len(periods.frame("day")) > 60 else grain


def cross_table(
    view: View, periods: Periods, grain: str, target: Target, name: str, *, summed: bool
) -> tuple[pd.DataFrame, pd.DataFrame, str] | None:
    """The target by complete period (rows) and group (columns), the rows in each cell, and the SQL of a cell."""
    d = quote(name)
    aggregate = "count(*)" if target.form is Form.COUNT else f"sum({target.sql})" if summed else target.aggregate
    counted = "count(*)" if target.form is Form.COUNT else f"count({target.sql})"
    long = view.context.connection.execute(
        f"SELECT {periods.sql(grain)} AS period, {d} AS level, {aggregate} AS value, {counted} AS n FROM data "
        f"WHERE {d} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ).df()
    long["period"] = pd.to_datetime(long["period"])
    long = long[long["period"].isin(periods.shown(target, grain))]
    if long.empty:
        return None
    values = long.pivot(index="period", columns="level", values="value").astype(float)
    n = long.pivot(index="period", columns="level", values="n").fillna(0.0).astype(float)
    return values, n, aggregate


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
        if early[level] * going > 0 and others.min() > 0 and pace[level] < STALLED * others.median():
            steps = values[level].iloc[middle - 1 :]
            return place, values.index[middle - 1 + int(np.argmax(steps.iloc[:2].to_numpy()))]
        if pace[level] < 0.5 * others.min() and early[level] * going > 0 and others.min() > 0:
            return place, values.index[middle]
    return None, None


def _query(
    periods: Periods,
    grain: str,
    aggregate: str,
    name: str,
    levels: list[object],
    at: tuple[pd.Timestamp, ...],
    target: Target,
) -> str:
    d = quote(name)
    known = "TRUE" if target.form is Form.COUNT else f"{target.sql} IS NOT NULL"
    inner = select(
        {"level": d, "period": periods.sql(grain), "value": aggregate},
        where=f"{d} IS NOT NULL AND {known} GROUP BY 1, 2",
    )
    by_level = {
        key: f"max(value) FILTER (period = {literal(moment)})"
        for key, moment in zip(("first", "middle", "last"), at, strict=True)
    } | {"gain": "last - first", "gain_share": "(last - first) / nullif(abs(first), 0)"}
    grouped = f"({select({'level': 'level'} | by_level, f'({inner}) AS cells', where='TRUE GROUP BY 1')}) AS grouped"
    columns = cells(levels, by_level)
    columns |= {
        f"{key}_period": f"CAST({literal(moment)} AS TIMESTAMP)"
        for key, moment in zip(("first", "middle", "last"), at, strict=True)
    }
    return select(columns, grouped)


def _claim(values: pd.DataFrame) -> Claim | None:
    """Whether the groups' lines part: the steps of the one that gained most against the others', paired by period."""
    whole = values.dropna()
    if len(whole) < 6:
        return None
    centred = whole.sub(whole.mean(axis=1), axis=0)
    smallest = 1.0
    for level in centred.columns:
        p_value = stats.kendalltau(np.arange(len(centred)), centred[level]).pvalue
        if np.isfinite(p_value):
            smallest = min(smallest, float(p_value))
    return Claim("Kendall's test that a group leaves the others, corrected", min(1.0, smallest * len(centred.columns)))


def _claim_by_rows(view: View, periods: Periods, target: Target, name: str) -> Claim | None:
    """Whether the rank correlation with time in one group differs from the one in all others: Fisher's z, corrected.

    The variance of a rank correlation's z is taken as 1.06 / (n - 3) (Fieller, Hartley and Pearson 1957). What moves
    all groups alike drops out.
    """
    values, moments = view.values(target), view.context.sample.times[periods.column]
    codes = view.group(name).codes
    inside = present(values, codes) & ~np.isnan(moments)
    if target.is_duration and periods.settled is not None:
        inside &= moments <= periods.settled.value
    smallest, compared = 1.0, 0
    for code in np.unique(codes[inside]):
        here, there = inside & (codes == code), inside & (codes != code)
        z, variance = 0.0, 0.0
        for part, sign in ((here, 1), (there, -1)):
            if part.sum() < MIN_ROWS or np.ptp(values[part]) == 0 or np.ptp(moments[part]) == 0:
                break
            rho = float(stats.spearmanr(moments[part], values[part]).statistic)
            z += sign * float(np.arctanh(np.clip(rho, -0.999, 0.999)))
            variance += 1.06 / (part.sum() - 3)
        else:
            compared += 1
            smallest = min(smallest, float(2 * stats.norm.sf(abs(z) / np.sqrt(variance))))
    if not compared:
        return None
    return Claim("a group's rank correlation with time against the others' (Fisher's z)", min(1.0, smallest * compared))


def _plot(
    target: Target, periods: Periods, grain: str, name: str, values: pd.DataFrame, told: tuple[object, object]
) -> Plot:
    label = target.label
    long = values.reset_index().melt(id_vars="period", var_name="level", value_name="value").dropna()
    long["level"] = [named(level) for level in long["level"]]
    long["value"] = target.plotted(long["value"])
    return Plot(
        kind="slope" if len(values) <= MAX_OF_SLOPE else "multiples" if values.shape[1] > MAX_OF_LINES else "line",
        title=f"{label} by {grain} and {name}",
        frame=long,
        x="period",
        y="value",
        x_label=periods.column,
        y_label=label,
        alt_text=f"Line chart of {label} by {grain}, one line for each {name}.",
        series="level",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        highlight=tuple(dict.fromkeys(named(level) for level in told)),
    )
