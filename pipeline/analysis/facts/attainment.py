"""Actual against target: the ratio of their sums, over all rows and in each group."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import cells, grouped
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import quote, select
from pipeline.analysis.subject import Topic, topics
from pipeline.analysis.variables.roles import Role
from pipeline.story import ColumnType, Form, Plot, Reference

MAX_TOLD = 6  # groups; of more the three highest and the three lowest
MAX_GROUPS = 200
MIN_GROUPS = 2


@dataclass(frozen=True)
class Attainment:
    """What the words need beside the values."""

    actual: Target
    goal: str  # the column of the target
    by: str
    groups: int  # that are told, the highest ratio first


class AttainmentFact(FactKind):
    """Where one measure is what came of another one that was planned: spent of a budget, sales of a quota."""

    name: ClassVar[str] = "attainment"
    part: ClassVar[LeadPart] = LeadPart.MOVED

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        pair = _pair(view)
        if pair is None:
            return
        actual, goal = pair
        ratio = f"sum({actual.sql}) / nullif(sum({quote(goal)}), 0)"
        known = f"{actual.sql} IS NOT NULL AND {quote(goal)} IS NOT NULL"
        best: tuple[float, str, pd.DataFrame] | None = None
        for v in view.context.with_role(Role.DIMENSION, Role.ENTITY):
            if v.name == goal or v.time_part or not MIN_GROUPS <= v.column.distinct <= MAX_GROUPS:
                continue
            by_group = view.context.connection.execute(
                f"SELECT {quote(v.name)} AS level, {ratio} AS ratio FROM data "
                f"WHERE {known} AND {quote(v.name)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1"
            ).df()
            by_group = by_group[by_group["ratio"].notna()]
            spread = float(by_group["ratio"].std()) if len(by_group) >= MIN_GROUPS else 0.0
            if best is None or spread > best[0]:
                best = (spread, v.name, by_group)
        if best is not None and len(best[2]) >= MIN_GROUPS:
            yield _draft(view, actual, goal, known, best[1], best[2])


def _pair(view: View) -> tuple[Target, str] | None:
    """The measure that came about and the column that it was to reach."""
    goals = [
        v.name
        for v in view.context.variables.values()
        if v.column.type is ColumnType.NUMERIC
        and Topic.TARGET in topics(v.name)
        and not topics(v.name) & {Topic.ACTUAL, Topic.RATE}
    ]
    actuals = [view.subject.column, *(v.name for v in view.context.measures if Topic.ACTUAL in topics(v.name))]
    named = [name for name in actuals if name is not None and name not in goals and name in view.context.profiles]
    meant = [name for name in named if Topic.ACTUAL in topics(name)]
    if not goals or not meant or view.target.form is Form.SHARE:
        return None
    return view.target_of(meant[0], Form.TOTAL, None), goals[0]


def _draft(view: View, actual: Target, goal: str, known: str, by: str, groups: pd.DataFrame) -> Draft:
    ranked = list(groups["level"])
    shown = ranked if len(ranked) <= MAX_TOLD else [*ranked[:3], *ranked[-3:]]
    aggregates = {"actual": f"sum({actual.sql})", "goal": f"sum({quote(goal)})", "ratio": "actual / nullif(goal, 0)"}
    columns = cells(shown, aggregates) | {
        "all_actual": "sum(actual)",
        "all_goal": "sum(goal)",
        "all_ratio": "all_actual / nullif(all_goal, 0)",
        "over": "count(*) FILTER (ratio > 1)",
        "groups": "count(*)",
    }
    columns |= {f"apart_{i}": f"abs(ratio_{i} - 1)" for i in range(1, len(shown) + 1)}
    columns["all_apart"] = "abs(all_ratio - 1)"
    frame = pd.DataFrame({"level": groups["level"].astype(str), "value": 100 * groups["ratio"].astype(float)})
    return Draft(
        kind=AttainmentFact.name,
        section="how_much",
        columns=view.columns(actual.column, goal, by),
        n=view.row_count,
        query=select(columns, grouped(quote(by), aggregates, known)),
        worth=9.6,
        detail=Attainment(actual, goal, by, len(shown)),
        compares=False,
        plot=lambda _: Plot(
            kind="bar",
            title=f"{actual.name} as a share of {goal} by {by}",
            frame=frame.head(20),
            x="level",
            y="value",
            x_label=by,
            y_label=f"Share of {goal}",
            alt_text=f"Bar chart of {actual.name} in per cent of {goal} for each {by}.",
            y_unit="%",
            is_share=True,
            highlight=(str(shown[0]),),
            references=(Reference(100.0, goal),),
            total=len(frame),
            counted="groups",
        ),
    )
