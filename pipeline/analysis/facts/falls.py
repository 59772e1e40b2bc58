"""The largest falls of single entities of a panel, and the lowest value of all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.plots.groups import falls_plot
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import of_smallest, quote, select
from pipeline.story import Form, TableKind

MAX_FALLS = 3


@dataclass(frozen=True)
class Falls:
    """What the words need beside the values."""

    target: Target
    entity: str
    grain: str
    falls: int


class FallsFact(FactKind):
    """The largest falls of single entities, from one of their periods to a later one, and the lowest value of all."""

    name: ClassVar[str] = "falls"
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        entity = view.subject.entity
        if periods is None or view.subject.table is not TableKind.PANEL or entity is None:
            return
        target = view.target
        if target.form is Form.SHARE:
            return
        e, grain = quote(entity), periods.report_grain
        long = view.context.connection.execute(
            f"SELECT {e} AS entity, {periods.sql(grain)} AS period, avg({target.sql}) AS value FROM data "
            f"WHERE {e} IS NOT NULL AND {target.sql} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
        ).df()
        if long.empty:
            return
        peaks = long.groupby("entity")["value"].cummax()
        long["fall"] = long["value"] - peaks
        worst = long.groupby("entity")["fall"].min().sort_values(kind="stable")
        worst = worst[worst < 0][:MAX_FALLS]
        spread = float(long["value"].std()) or 1.0
        if not len(worst) or abs(float(worst.iloc[0])) < 0.5 * spread:
            return
        levels = list(worst.index)
        inner = (
            f"SELECT {e} AS entity, {periods.sql(grain)} AS period, avg({target.sql}) AS value FROM data "
            f"WHERE {e} IS NOT NULL AND {target.sql} IS NOT NULL GROUP BY 1, 2"
        )
        so_far = "max(value) OVER (PARTITION BY entity ORDER BY period)"
        course = (
            f"SELECT entity AS level, period, value, {so_far} AS peak, value - peak AS fall FROM ({inner}) AS cells"
        )
        by_entity = {
            "fall": "min(fall)",
            "bottom": of_smallest("value", "fall"),
            "peak": of_smallest("peak", "fall"),
            "period": of_smallest("period", "fall"),
        }
        ends = {"least": "min(value)", "least_period": of_smallest("period", "value")}
        by_level = select({"level": "level"} | by_entity | ends, f"({course}) AS course", where="TRUE GROUP BY 1")
        columns = cells(levels, by_entity) | {
            "lowest": "min(least)",
            "lowest_entity": of_smallest("level", "least"),
            "lowest_period": of_smallest("least_period", "least"),
        }
        yield Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(target.column, entity, periods.column),
            n=view.row_count,
            query=proof_of_cells(columns, by_entity, f"({by_level}) AS grouped"),
            worth=6.5,
            detail=Falls(target, entity, grain, len(levels)),
            compares=False,
            plot=lambda values: falls_plot(target, entity, len(levels), values),
        )
