"""The largest falls of single entities of a panel, and the lowest value of all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.group_change import tells_each_entity
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.groups import falls_plot
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, of_smallest, quote, select
from pipeline.story import Form, TableKind

MAX_FALLS = 3
LEAST_FALL = 0.5  # standard deviations of all values, of the largest
WORTH_NAMING = 0.2  # of the largest fall, that another one is


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
        if view.target.form is not Form.SHARE:
            course = _course(view.target, periods, entity)
            values = view.context.connection.execute(f"{course} ORDER BY 1, 2").df()
            levels = _worst(values)
            if levels and not (tells_each_entity(view, view.target) and _is_of_ends(values, levels)):
                yield _draft(view, periods, entity, course, levels)


def _course(target: Target, periods: Periods, entity: str) -> str:
    """SQL: each entity's value in each period, the highest it had so far (``peak``), and how far below (``fall``)."""
    e, period = quote(entity), periods.sql(periods.report_grain)
    whole = periods.frame(periods.report_grain).index  # a part of a year has a part of its season
    bounds = f"{period} BETWEEN {literal(whole[0])} AND {literal(whole[-1])}" if len(whole) else "FALSE"
    known = f"{e} IS NOT NULL AND {target.sql} IS NOT NULL AND {bounds} GROUP BY 1, 2"
    inner = select({"entity": e, "period": period, "value": f"avg({target.sql})"}, where=known)
    so_far = "max(value) OVER (PARTITION BY entity ORDER BY period)"
    return f"SELECT entity AS level, period, value, {so_far} AS peak, value - peak AS fall FROM ({inner}) AS cells"


def _worst(values: pd.DataFrame) -> list[object]:
    """The entities that fell much, the worst first; none where no fall is large beside what is usual."""
    worst = values.groupby("level")["fall"].min().sort_values(kind="stable")
    worst = worst[worst < WORTH_NAMING * min(0.0, worst.min())][:MAX_FALLS]
    usual = float(values["value"].std()) or 1.0
    return list(worst.index) if len(worst) and abs(worst.iloc[0]) >= LEAST_FALL * usual else []


def _is_of_ends(values: pd.DataFrame, levels: list[object]) -> bool:
    """Whether one entity alone fell much, from the first period to the last, as the change between these tells too."""
    own = values[values["level"] == levels[0]]
    at = int(own["fall"].to_numpy().argmin())
    risen = float(own["peak"].iloc[at] - own["value"].iloc[0])
    return len(levels) == 1 and at == len(own) - 1 and risen <= WORTH_NAMING * abs(float(own["fall"].iloc[at]))


def _draft(view: View, periods: Periods, entity: str, course: str, levels: list[object]) -> Draft:
    target = view.target
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
    return Draft(
        kind=FallsFact.name,
        section="who_where",
        columns=view.columns(target.column, entity, periods.column),
        n=view.row_count,
        query=proof_of_cells(columns, by_entity, f"({by_level}) AS grouped"),
        worth=6.5,
        detail=Falls(target, entity, periods.report_grain, len(levels)),
        compares=False,
        plot=lambda values: falls_plot(target, entity, len(levels), values),
    )
