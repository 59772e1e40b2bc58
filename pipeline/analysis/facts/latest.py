"""The latest cross-section of a panel: who stands highest and lowest in its last period, and where the middle is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline import wording
from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import quote, select
from pipeline.story import Form, Plot, TableKind

TOP = 3
MIN_ENTITIES = 4


@dataclass(frozen=True)
class Latest:
    """What the words need beside the values."""

    target: Target
    entity: str
    grain: str
    top: int
    bottom: int


class LatestFact(FactKind):
    """Of a panel: the subject of each entity in the last period that is complete."""

    name: ClassVar[str] = "latest"
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods, entity, target = view.periods, view.subject.entity, view.target
        if periods is None or view.subject.table is not TableKind.PANEL or entity is None or target.form is Form.SHARE:
            return
        grain = view.grain_of(periods, target)
        index = periods.series(target, grain).index
        if not len(index):
            return
        e, last = quote(entity), periods.where(grain, index[-1])
        value = f"sum({target.sql})" if target.form is Form.TOTAL else target.mean
        by_entity = select(
            {"level": e, "value": "count(*)" if target.form is Form.COUNT else value},
            where=f"{e} IS NOT NULL AND {target.sql} IS NOT NULL AND {last} GROUP BY 1",
        )
        found = view.context.connection.execute(f"{by_entity} ORDER BY 2 DESC NULLS LAST, 1").df()
        if len(found) < MIN_ENTITIES:
            return
        top, bottom = min(TOP, len(found) // 2), min(TOP, len(found) // 2)
        shown = [*found["level"][:top], *found["level"][::-1][:bottom]]
        columns = cells(shown, ("value",)) | {
            "entities": "count(*)",
            "median": "median(value)",
            "quarter": "quantile_cont(value, 0.25)",
            "three_quarters": "quantile_cont(value, 0.75)",
            "apart": "max(value) - min(value)",
            "last_period": f"CAST(TIMESTAMP '{index[-1]}' AS TIMESTAMP)",
        }
        yield Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(target.column, entity, periods.column),
            n=len(found),
            query=proof_of_cells(columns, ("value",), f"({by_entity}) AS grouped"),
            worth=5.0,
            detail=Latest(target, entity, grain, top, bottom),
            compares=False,
            plot=lambda _: _plot(target, entity, found, shown, wording.day(index[-1], grain)),
        )


def _plot(target: Target, entity: str, found: pd.DataFrame, shown: list[object], period: str) -> Plot:
    chosen = found if len(found) <= 20 else found[found["level"].isin(shown)]
    return bars(
        chosen["level"].astype(str),
        chosen["value"].astype(float),
        by=entity,
        shown=target.name,
        title=f"{target.name} by {entity}, {period}",
        alt_text=f"Bar chart of {target.name} for each {entity}, {period}.",
        unit=target.unit,
    )
