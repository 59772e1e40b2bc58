"""A link between two measures of a panel: over all rows, within the last period, and within the entities."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import scipy

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.plots.groups import within_plot
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import average_rank, quote, select
from pipeline.story import Form, TableKind

MIN_ENTITIES = 20
MIN_CORRELATION = 0.3


@dataclass(frozen=True)
class Within:
    """What the words need beside the values."""

    target: Target
    other: str
    entity: str
    grain: str


class WithinFact(FactKind):
    """The subject of a panel against each of its other measures."""

    name: ClassVar[str] = "within"
    is_doubted: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods, entity = view.periods, view.subject.entity
        if periods is None or view.subject.table is not TableKind.PANEL or entity is None:
            return
        if view.target.form is Form.SHARE or view.target.column is None:
            return
        grain = periods.report_grain
        last = periods.series(view.target, grain).index[-1]
        times = view.context.sample.times[periods.column]
        latest = times == np.nanmax(times)
        for v in view.measures[:12]:
            y, x = view.subject_values, view.context.sample.numbers[v.name]
            inside = latest & ~np.isnan(y) & ~np.isnan(x)
            if inside.sum() < MIN_ENTITIES or np.ptp(x[inside]) == 0 or np.ptp(y[inside]) == 0:
                continue
            rho, p_value = scipy.stats.spearmanr(x[inside], y[inside])
            a, b = view.context.sql(v.name), view.target.sql
            known = f"{a} IS NOT NULL AND {b} IS NOT NULL"
            ranked = f"(SELECT {average_rank(a)} AS a, {average_rank(b)} AS b FROM data WHERE {known}"
            e = quote(entity)
            moved = (
                f"(SELECT corr({a}, {b}) AS r FROM data WHERE {known} GROUP BY {e} HAVING count(*) >= 4) AS entities"
            )
            query = "SELECT * FROM " + ", ".join(
                f"({text}) AS part_{i}"
                for i, text in enumerate(
                    (
                        select({"overall": "corr(a, b)", "rows": "count(*)"}, f"{ranked}) AS ranked"),
                        select(
                            {"latest": "corr(a, b)", "entities": "count(*)"},
                            f"{ranked} AND {periods.where(grain, last)}) AS ranked",
                        ),
                        select({"within": "median(r)", "compared": "count(r)"}, moved),
                        f"SELECT CAST(TIMESTAMP '{last}' AS TIMESTAMP) AS last_period",
                    )
                )
            )
            yield Draft(
                kind=self.name,
                section="depends_on",
                columns=view.columns(view.target.column, v.name),
                n=int(inside.sum()),
                query=query,
                worth=6.0 + abs(float(rho)),
                detail=Within(view.target, v.name, entity, grain),
                claim=Claim(
                    "Spearman's rank correlation in the last period", float(p_value), bool(abs(rho) >= MIN_CORRELATION)
                ),
                plot=partial(within_plot, view.target, v.name, entity, grain),
            )
