"""How a dimension's make-up shifted over time: the values whose share of the rows rose and fell most."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.periods import PERIODS, Periods
from pipeline.analysis.facts.plots.groups import mix_plot
from pipeline.analysis.facts.proof import cells
from pipeline.analysis.facts.view import Group, View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import Row, literal, quote, select
from pipeline.story import Plot, TableKind

MIN_SHIFT = 0.05
MAX_COLUMNS = 8
LABELS_CHANGE = 0.5  # of a value's rows gone or come: its meaning may have changed


@dataclass(frozen=True)
class MixShift:
    """What the words need beside the values."""

    by: str
    grain: str
    told: int  # the risers first, the one that fell last
    other: str | None  # the middle period that is told as well
    suspicious: bool  # whether a label nearly came or went, though the rows stay


class MixShiftFact(FactKind):
    """The share of rows of each value of a dimension, first complete period against the last."""

    name: ClassVar[str] = "mix_shift"
    only_beyond_chance: ClassVar[bool] = True
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or view.subject.table is TableKind.PANEL:
            return
        grain = "year" if len(periods.frame("year")) >= 2 else periods.report_grain
        for group in view.groups[:MAX_COLUMNS]:
            if group.column == view.subject.column or len(group.levels) > 20:
                continue
            d = quote(group.column)
            long = view.context.connection.execute(
                f"SELECT {periods.sql(grain)} AS period, {d} AS level, count(*) AS n FROM data "
                f"WHERE {d} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
            ).df()
            long["period"] = pd.to_datetime(long["period"])
            table = long.pivot(index="period", columns="level", values="n").fillna(0.0)
            table = table[table.index.isin(periods.frame(grain).index)]
            if len(table) < 2 or table.shape[1] < 2:
                continue
            shares = table.div(table.sum(axis=1), axis=0)
            moved = (shares.iloc[-1] - shares.iloc[0]).sort_values(kind="stable")
            widest = (shares.max() - shares.min()).max()
            if max(abs(moved.iloc[0]), abs(moved.iloc[-1])) < MIN_SHIFT and widest < 2 * MIN_SHIFT:
                continue
            up, down = moved.index[-1], moved.index[0]
            low_at = shares[down].idxmin()
            middle = (
                low_at
                if low_at not in (shares.index[0], shares.index[-1])
                and (shares[down].max() - shares[down].min() > 2 * MIN_SHIFT)
                else None
            )
            p_value = _shift_p(view, periods, grain, group, (table.index[0], table.index[-1]))
            at = {"first": table.index[0], "last": table.index[-1]} | ({"middle": middle} if middle is not None else {})
            inner = select(
                {"level": d, "period": periods.sql(grain), "n": "count(*)"},
                where=f"{d} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1, 2",
            )
            by_level = {key: f"coalesce(max(n) FILTER (period = {literal(m)}), 0)" for key, m in at.items()}
            grouped = (
                f"({select({'level': 'level'} | by_level, f'({inner}) AS cells', where='TRUE GROUP BY 1')}) AS grouped"
            )
            columns = cells([up, down], by_level)
            columns |= {f"all_{key}": f"sum({key})" for key in at}
            columns |= {f"share_{key}_{i}": f"{key}_{i} / nullif(all_{key}, 0)" for key in at for i in (1, 2)}
            columns |= {f"{key}_period": f"CAST({literal(m)} AS TIMESTAMP)" for key, m in at.items()}
            drop = shares[down].max() - shares[down].min()
            suspicious = view.is_single_series and bool(drop > LABELS_CHANGE * shares[down].max())
            yield Draft(
                kind=self.name,
                section="doubt" if suspicious else "who_where",
                columns=view.columns(group.column, periods.column),
                n=int(table.to_numpy().sum()),
                query=select(columns, grouped),
                worth=(7.0 if suspicious else 3.0) + float(moved.iloc[-1]),
                detail=MixShift(group.column, grain, 2, None if middle is None else middle.isoformat(), suspicious),
                claim=None if suspicious else Claim("chi-squared and likelihood-ratio test", p_value),
                compares=not suspicious,  # that a label came or went is to be looked into whatever made it
                plot=partial(_plot, group.column, grain, shares, (up, down)),
            )


def _plot(by: str, grain: str, shares: pd.DataFrame, told: tuple[object, object], _: Row) -> Plot:
    return mix_plot(by, grain, shares, told)


def _shift_p(view: View, periods: Periods, grain: str, group: Group, ends: tuple[pd.Timestamp, pd.Timestamp]) -> float:
    """P-value of the group's independence of first and last period; rows that belong together count less."""
    moments = view.context.sample.times[periods.column]
    known = ~np.isnan(moments)
    dates = (
        pd.to_datetime(np.where(known, moments, 0))
        if not periods.by_years
        else pd.to_datetime(pd.Series(np.where(known, moments, 1970).astype(int).astype(str)), format="%Y")
    )
    buckets = pd.DatetimeIndex(dates).to_period(PERIODS[grain]).start_time
    codes = np.where(buckets == ends[0], 0, np.where(buckets == ends[1], 1, -1))
    codes = np.where(known, codes, -1)
    inside = (codes >= 0) & (group.codes >= 0)
    table = np.zeros((2, len(group.levels)))
    np.add.at(table, (codes[inside], group.codes[inside]), 1)
    _, p_value = exact.independence(table)
    return view.context.dependence.corrected_table(codes, group.codes, p_value)
