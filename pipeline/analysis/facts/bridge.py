"""What made a stock change whose holders come and go: what new ones brought, lost ones took, and others changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import Row, growth, literal, quote
from pipeline.story import Plot

PARTS = ("new", "lost", "grown", "shrunk")


@dataclass(frozen=True)
class Bridge:
    """What the words need beside the values."""

    target: Target
    entity: str
    grain: str


class BridgeFact(FactKind):
    """Of a panel's stock, from each period to the next: new, lost, grown and shrunk sum to the change of the total."""

    name: ClassVar[str] = "bridge"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    follows_time: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods, entity = view.periods, view.subject.entity
        if periods is None or entity is None or not view.comes_and_goes:
            return
        stocks = [target for target in (view.target, *view.companions) if view.is_summed(target)]
        for place, target in enumerate(stocks):
            yield self._draft(view, periods, target, entity, 9.2 - 3.5 * (target is not view.target) - 0.5 * place)

    def _draft(self, view: View, periods: Periods, target: Target, entity: str, worth: float) -> Draft:
        grain = view.grain_of(periods, target)
        return Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(target.column, entity, periods.column),
            n=view.row_count,
            query=_query(periods, target, entity, grain),
            worth=worth,
            detail=Bridge(target, entity, grain),
            compares=False,
            plot=lambda values: _plot(target, entity, values),
        )


def _query(periods: Periods, target: Target, entity: str, grain: str) -> str:
    """The total at both ends, and on the way each entity's steps, from one period of the file to the next."""
    whole = periods.frame(grain).index
    bounds = f"period BETWEEN {literal(whole[0])} AND {literal(whole[-1])}"
    cells = (
        f"SELECT {quote(entity)} AS entity, {periods.sql(grain)} AS period, sum({target.sql}) AS value FROM data "
        f"WHERE {quote(entity)} IS NOT NULL AND {periods.expression} IS NOT NULL "
        f"GROUP BY 1, 2 HAVING sum({target.sql}) <> 0"
    )
    numbered = f"SELECT *, dense_rank() OVER (ORDER BY period) AS place FROM ({cells}) AS cells WHERE {bounds}"
    course = (
        "SELECT *, lag(value) OVER own AS before, place - lag(place) OVER own = 1 AS stayed, "
        "coalesce(lead(place) OVER own - place, 0) = 1 AS stays, max(place) OVER () AS last_place "
        f"FROM ({numbered}) AS numbered WINDOW own AS (PARTITION BY entity ORDER BY place)"
    )
    parts = {
        "new": ("value", "place > 1 AND stayed IS NOT TRUE"),
        "lost": ("-value", "place < last_place AND NOT stays"),
        "grown": ("value - before", "stayed AND value > before"),
        "shrunk": ("value - before", "stayed AND value < before"),
    }
    columns: dict[str, str] = {}
    for name, where in (("first", "place = 1"), ("last", "place = last_place")):
        columns |= {
            f"{name}_period": f"max(period) FILTER ({where})",
            f"{name}_total": f"sum(value) FILTER ({where})",
            f"{name}_entities": f"count(*) FILTER ({where})",
        }
    for name, (value, where) in parts.items():
        columns[name] = f"coalesce(sum({value}) FILTER ({where}), 0)"
        columns[f"{name}_entities"] = f"count(DISTINCT entity) FILTER ({where})"
    columns["change"] = "last_total - first_total"
    columns["change_share"] = growth("first_total", "last_total")
    return proof_of(columns, f"({course}) AS course")


def _plot(target: Target, entity: str, values: Row) -> Plot:
    """A waterfall of the parts behind the first total."""
    rows = [("first", values.number("first_total")), *((name, values.number(name)) for name in PARTS)]
    rows.append(("Total", values.number("last_total")))
    return Plot(
        kind="waterfall",
        title=f"What changed total {target.name}",
        frame=pd.DataFrame(rows, columns=["level", "value"]),
        x="level",
        y="value",
        x_label=entity,
        y_label=f"Total {target.name}",
        alt_text=f"Waterfall chart of what new, lost, grown and shrunk {entity} did to the total {target.name}.",
        y_unit=target.unit,
    )
