"""A link between two measures of a panel: over all rows, within the last period, and within the entities."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import scipy

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.groups import within_plot
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import average_rank, quote, select
from pipeline.story import Form, TableKind

MIN_ENTITIES = 20
MIN_CORRELATION = 0.3
RANK_TEST = "Spearman's rank correlation in the last period"
MAX_OTHERS = 12  # measures that the subject is held against


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
        times = view.context.sample.times[periods.column]
        latest = times == np.nanmax(times)
        for v in view.measures[:MAX_OTHERS]:
            y, x = view.subject_values, view.context.sample.numbers[v.name]
            inside = latest & ~np.isnan(y) & ~np.isnan(x)
            if inside.sum() >= MIN_ENTITIES and np.ptp(x[inside]) > 0 and np.ptp(y[inside]) > 0:
                rho, p_value = scipy.stats.spearmanr(x[inside], y[inside])
                claim = Claim(RANK_TEST, float(p_value), bool(abs(rho) >= MIN_CORRELATION))
                yield _draft(view, periods, entity, v.name, claim, 6.0 + abs(float(rho)), int(inside.sum()))


def _draft(view: View, periods: Periods, entity: str, other: str, claim: Claim, worth: float, entities: int) -> Draft:
    grain = periods.report_grain
    return Draft(
        kind=WithinFact.name,
        section="depends_on",
        columns=view.columns(view.target.column, other),
        n=entities,
        query=_query(view, periods, entity, other),
        worth=worth,
        detail=Within(view.target, other, entity, grain),
        claim=claim,
        plot=partial(within_plot, view.target, other, entity, grain),
    )


def _query(view: View, periods: Periods, entity: str, other: str) -> str:
    """SQL: the rank correlation over all rows and in the last period, and the middle one of those within entities."""
    last = periods.series(view.target, periods.report_grain).index[-1]
    a, b = view.context.sql(other), view.target.sql
    known = f"{a} IS NOT NULL AND {b} IS NOT NULL"
    ranked = f"(SELECT {average_rank(a)} AS a, {average_rank(b)} AS b FROM data WHERE {known}"
    moved = f"(SELECT corr({a}, {b}) AS r FROM data WHERE {known} GROUP BY {quote(entity)} HAVING count(*) >= 4)"
    parts = (
        select({"overall": "corr(a, b)", "rows": "count(*)"}, f"{ranked}) AS ranked"),
        select(
            {"latest": "corr(a, b)", "entities": "count(*)"},
            f"{ranked} AND {periods.where(periods.report_grain, last)}) AS ranked",
        ),
        select({"within": "median(r)", "compared": "count(r)"}, f"{moved} AS entities"),
        f"SELECT CAST(TIMESTAMP '{last}' AS TIMESTAMP) AS last_period",
    )
    return "SELECT * FROM " + ", ".join(f"({text}) AS part_{i}" for i, text in enumerate(parts))
