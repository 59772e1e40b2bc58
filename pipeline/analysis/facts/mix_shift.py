"""How a dimension's make-up shifted over time: the values whose share of the rows rose and fell most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.groups import mix_plot
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import Row, literal, quote, select
from pipeline.story import Plot, TableKind

MIN_SHIFT = 0.05
MAX_COLUMNS = 8
MAX_LEVELS = 20
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
        kinds = [group for group in view.groups if not view.context.variables[group.column].ordinal]
        others = [group for group in kinds[:MAX_COLUMNS] if group.column != view.subject.column]
        drafts = (self._draft(view, periods, grain, group) for group in others if len(group.levels) <= MAX_LEVELS)
        yield from (draft for draft in drafts if draft is not None)

    def _draft(self, view: View, periods: Periods, grain: str, group: Group) -> Draft | None:
        counts = _counts(view, periods, grain, group.column)
        if min(counts.shape) < 2:
            return None
        cells, times = counts.to_numpy(), counts.index
        shares = cells / cells.sum(axis=1, keepdims=True)
        moved, ranges = shares[-1] - shares[0], np.ptp(shares, axis=0)
        order = np.argsort(moved, kind="stable")
        low, high = order[0], order[-1]
        if max(abs(moved[low]), abs(moved[high])) < MIN_SHIFT and ranges.max() < 2 * MIN_SHIFT:
            return None
        lowest = int(np.argmin(shares[:, low]))
        middle = times[lowest] if 0 < lowest < len(times) - 1 and ranges[low] > 2 * MIN_SHIFT else None
        at = {"first": times[0], "last": times[-1]} | ({"middle": middle} if middle is not None else {})
        up, down = counts.columns[high], counts.columns[low]
        suspicious = view.is_single_series and bool(ranges[low] > LABELS_CHANGE * shares[:, low].max())
        test = "chi-squared and likelihood-ratio test"
        claim = None if suspicious else Claim(test, _shift_p(view, periods, grain, group, (times[0], times[-1])))
        plotted = pd.DataFrame(shares, times, counts.columns)
        return Draft(
            kind=self.name,
            section="doubt" if suspicious else "who_where",
            columns=view.columns(group.column, periods.column),
            n=int(cells.sum()),
            query=_query(periods, grain, group.column, (up, down), at),
            worth=(7.0 if suspicious else 3.0) + float(moved[high]),
            detail=MixShift(group.column, grain, 2, None if middle is None else middle.isoformat(), suspicious),
            claim=claim,
            compares=not suspicious,  # that a label came or went is to be looked into whatever made it
            plot=partial(_plot, group.column, grain, plotted, (up, down)),
        )


def _counts(view: View, periods: Periods, grain: str, name: str) -> pd.DataFrame:
    """Rows by complete period and level, those levels that have any."""
    crossing = view.crossings.of(periods, name, grain)
    inside, used = crossing.periods.isin(periods.frame(grain).index), crossing.rows.any(axis=0)
    levels = pd.Index([crossing.levels[i] for i in np.flatnonzero(used).tolist()], name="level")
    return pd.DataFrame(crossing.rows[np.ix_(inside, used)], crossing.periods[inside].rename("period"), levels)


def _query(periods: Periods, grain: str, name: str, told: tuple[object, object], at: Mapping[str, pd.Timestamp]) -> str:
    d = quote(name)
    inner = select(
        {"level": d, "period": periods.sql(grain), "n": "count(*)"},
        where=f"{d} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1, 2",
    )
    by_level = {key: f"coalesce(max(n) FILTER (period = {literal(m)}), 0)" for key, m in at.items()}
    grouped = f"({select({'level': 'level'} | by_level, f'({inner}) AS cells', where='TRUE GROUP BY 1')}) AS grouped"
    columns = cells(told, by_level)
    columns |= {f"all_{key}": f"sum({key})" for key in at}
    columns |= {f"share_{key}_{i}": f"{key}_{i} / nullif(all_{key}, 0)" for key in at for i in (1, 2)}
    columns |= {f"{key}_period": f"CAST({literal(m)} AS TIMESTAMP)" for key, m in at.items()}
    return proof_of_cells(columns, by_level, grouped)


def _plot(by: str, grain: str, shares: pd.DataFrame, told: tuple[object, object], _: Row) -> Plot:
    return mix_plot(by, grain, shares, told)


def _shift_p(view: View, periods: Periods, grain: str, group: Group, ends: tuple[pd.Timestamp, pd.Timestamp]) -> float:
    """P-value of the group's independence of first and last period; rows that belong together count less."""
    bucketed = view.context.sample.bucketed(periods.column, grain, by_years=periods.by_years)
    codes = np.full(len(bucketed.inside), -1)
    of_bucket = np.select([bucketed.begins == end.to_datetime64() for end in ends], [0, 1], -1)
    codes[bucketed.inside] = of_bucket[bucketed.places]
    inside = (codes >= 0) & (group.codes >= 0)
    table = np.zeros((2, len(group.levels)))
    np.add.at(table, (codes[inside], group.codes[inside]), 1)
    _, p_value = exact.independence(table)
    return view.context.dependence.corrected_table(codes, group.codes, p_value)
