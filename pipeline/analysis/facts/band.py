"""What the subject depends on: its level along another measure, in its lowest and its highest part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.facts.cuts import best_cut, cut_p
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import select
from pipeline.story import Form, Plot, Reference, TableKind

MAX_MEASURES = 40
MAX_TOLD = 8
NEAR_COPY = 0.95  # rank correlation
MIN_ROWS = 20
MIN_CORRELATION = 0.1
MIN_OF_CUT = 0.008  # of the variance between the sides of a cut
PARTS = 4


@dataclass(frozen=True)
class Band:
    """What the words need beside the values."""

    target: Target
    along: str
    unit: str | None
    cut: float | None  # a round number that parts the subject best
    by_cut: bool  # whether the two sides of the cut say more than the two ends
    base: Target | None  # of which the subject is a part; then ``along`` is it, and rates are told


class BandFact(FactKind):
    """The subject in the lowest and the highest quarter of every other measure."""

    name: ClassVar[str] = "band"
    is_doubted: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.target.form is Form.COUNT or (
            view.subject.table is TableKind.SERIES and view.periods is not None and (view.periods.finest != "day")
        ):
            return
        found = []
        for v in view.measures[:MAX_MEASURES]:
            draft = self._draft(view, v.name)
            if draft is not None:
                found.append(draft)
        found.sort(key=lambda draft: -draft.worth)
        yield from found[:MAX_TOLD]

    def _draft(self, view: View, name: str) -> Draft | None:
        y, x = view.subject_values, view.context.sample.numbers[name]
        inside = ~np.isnan(y) & ~np.isnan(x)
        if inside.sum() < MIN_ROWS or np.ptp(x[inside]) == 0 or np.ptp(y[inside]) == 0:
            return None
        edges = np.quantile(x[inside], [1 / PARTS, 1 - 1 / PARTS])
        low, high = x[inside] <= edges[0], x[inside] > edges[1]
        if min(low.sum(), high.sum()) < MIN_ROWS / 4:
            return None
        result = exact.spearman(y, x)
        if np.isfinite(result.p_value) and abs(result.effect) >= MIN_CORRELATION and view.order_tells:
            result = view.context.dependence.corrected(result)
        base = view.measure(name) if name == view.subject.base else None
        found = best_cut(x, y)
        cut = found[0] if found is not None else None
        by_cut = found is not None and abs(result.effect) < MIN_CORRELATION
        claim = Claim("Spearman's rank correlation", result.p_value, abs(result.effect) >= MIN_CORRELATION, False, True)
        if by_cut and found is not None:
            p_value, matters = cut_p(found[1], int(inside.sum())), found[1] >= MIN_OF_CUT
            if matters and p_value <= view.context.tests.CANDIDATE_P:
                p_value = max(p_value, view.dependent_p(np.where(inside, (x >= found[0]).astype(int), -1)))
            claim = Claim("maximally selected statistic (Lausen and Schumacher)", p_value, matters)
        target, context = view.target, view.context
        m = context.sql(name)
        low_sql, high_sql = f"{m} <= {float(edges[0])!r}", f"{m} > {float(edges[1])!r}"
        columns = {
            "low_edge": f"{float(edges[0])!r}",
            "high_edge": f"{float(edges[1])!r}",
            "low_value": f"{target.mean} FILTER ({low_sql})",
            "high_value": f"{target.mean} FILTER ({high_sql})",
            "low_rows": f"count({target.sql}) FILTER ({low_sql})",
            "high_rows": f"count({target.sql}) FILTER ({high_sql})",
            "correlation": f"corr({target.sql}, {m})",
        }
        if target.form is Form.SHARE:
            columns |= {
                "median_hits": f"median({m}) FILTER ({target.sql} = 1)",
                "median_others": f"median({m}) FILTER ({target.sql} = 0)",
            }
        else:
            columns["slope"] = f"regr_slope({target.sql}, {m})"
        if base is not None:
            columns |= {
                "low_ratio": f"avg({target.sql} / nullif({m}, 0)) FILTER ({low_sql})",
                "high_ratio": f"avg({target.sql} / nullif({m}, 0)) FILTER ({high_sql})",
            }
        if cut is not None:
            below, above = f"{m} < {cut!r}", f"{m} >= {cut!r}"
            columns |= {
                "cut": repr(cut),
                "below_value": f"{target.mean} FILTER ({below})",
                "below_rows": f"count({target.sql}) FILTER ({below})",
                "above_value": f"{target.mean} FILTER ({above})",
                "above_rows": f"count({target.sql}) FILTER ({above})",
            }
        strength = max(abs(result.effect), float(np.sqrt(found[1])) if found is not None else 0.0)
        if abs(result.effect) >= NEAR_COPY and name != view.subject.base:
            strength = 0.0  # much the same thing, or made of it
        unit = context.unit(name)
        within_battery = {target.column, name} <= set(view.battery)
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(view.subject.column, name),
            n=int(inside.sum()),
            query=select(columns, where=f"{target.sql} IS NOT NULL AND {m} IS NOT NULL"),
            worth=(5.9 if view.subject.table is not TableKind.PANEL else 4.0) + 4 * strength - 2.0 * within_battery,
            detail=Band(target, name, unit, cut, by_cut, base),
            claim=claim,
            plot=lambda _: _plot(target, name, unit, x[inside], y[inside], cut if by_cut else None),
        )


def _plot(target: Target, name: str, unit: str | None, x: np.ndarray, y: np.ndarray, cut: float | None) -> Plot:
    parts = 10
    edges = np.unique(np.quantile(x, np.linspace(0, 1, parts + 1)[1:-1], method="lower"))
    codes = np.searchsorted(edges, x, side="left")
    frame = (
        pd.DataFrame({"x": x, "y": y, "code": codes})
        .groupby("code")
        .agg(x=("x", "median"), y=("y", "mean"), error=("y", "sem"))
    )
    reach = 1.96 * frame["error"].fillna(0.0)
    frame = frame.assign(low=target.plotted(frame["y"] - reach), high=target.plotted(frame["y"] + reach))
    frame["y"] = target.plotted(frame["y"])
    label = target.label if target.is_share else f"Average {target.name}"
    return Plot(
        kind="line",
        title=f"{label} along {name}",
        frame=frame.reset_index(drop=True),
        x="x",
        y="y",
        x_label=name,
        y_label=label,
        alt_text=f"Line chart of {label} in ten parts of {name}.",
        x_unit=unit,
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        low="low",
        high="high",
        references=() if cut is None else (Reference(cut, f"from {wording.number(cut, unit)} on", on_x=True),),
    )
