"""Actual against target: the ratio of their sums, over all rows and in each group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, quote, select
from pipeline.analysis.subject import Topic, topics
from pipeline.analysis.variables.roles import Role
from pipeline.story import ColumnType, Form, Plot, Reference

MAX_TOLD = 6  # groups; of more the three highest and the three lowest
MAX_GROUPS = 200
MIN_GROUPS = 2
MIN_RUN = 3  # periods
MIN_APART = 0.02  # of the target, that a period stands away from it


@dataclass(frozen=True)
class Run:
    """The last periods in a row in which the group that is farthest away stood on one side of the target."""

    place: int  # of the group among those that are told, from 1
    grain: str
    since: pd.Timestamp
    above: bool


@dataclass(frozen=True)
class Attainment:
    """What the words need beside the values."""

    actual: Target
    goal: str  # the column of the target
    by: str
    groups: int  # that are told, the highest ratio first
    run: Run | None = None


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
        by_column = {name: _ratios(view, ratio, known, name) for name in _dimensions(view, goal)}
        if by_column:
            by = max(by_column, key=lambda name: _spread(by_column[name]))
            if len(by_column[by]) >= MIN_GROUPS:
                yield _draft(view, actual, goal, known, by, by_column[by])


def _dimensions(view: View, goal: str) -> list[str]:
    """The columns of few groups, of which each may have reached its goal or not."""
    columns = [v for v in view.context.with_role(Role.DIMENSION, Role.ENTITY) if v.name != goal and not v.time_part]
    return [v.name for v in columns if MIN_GROUPS <= v.column.distinct <= MAX_GROUPS]


def _ratios(view: View, ratio: str, known: str, by: str) -> pd.DataFrame:
    """The groups of a column (``level``) with what was reached of their goal (``ratio``), the highest first."""
    by_group = view.context.connection.execute(
        f"SELECT {quote(by)} AS level, {ratio} AS ratio FROM data "
        f"WHERE {known} AND {quote(by)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1"
    ).df()
    return by_group[by_group["ratio"].notna()]


def _spread(by_group: pd.DataFrame) -> float:
    return float(by_group["ratio"].std()) if len(by_group) >= MIN_GROUPS else 0.0


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
    source = grouped(quote(by), aggregates, known)
    run = _run(view, actual, goal, known, by, shown)
    if run is not None:
        own = f"{known} AND {quote(by)} = {literal(shown[run.place - 1])}"
        source += f", ({_before_and_since(view, run, actual, goal, own)}) AS course"
        columns |= _since(run)
    frame = pd.DataFrame({"level": groups["level"].astype(str), "value": 100 * groups["ratio"].astype(float)})
    return Draft(
        kind=AttainmentFact.name,
        section="how_much",
        columns=view.columns(actual.column, goal, by),
        n=view.row_count,
        query=proof_of_cells(columns, aggregates, source),
        worth=9.6,
        detail=Attainment(actual, goal, by, len(shown), run),
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


def _run(view: View, actual: Target, goal: str, known: str, by: str, shown: Sequence[object]) -> Run | None:
    """The run with which the time ends, of the first or the last group; None where it is short or all of it."""
    periods = view.periods
    if periods is None:
        return None
    grain = periods.series_grain
    runs: list[tuple[float, Run]] = []
    for place in (1, len(shown)):
        frame = view.context.connection.execute(
            f"SELECT {periods.sql(grain)} AS period, sum({actual.sql}) / nullif(sum({quote(goal)}), 0) - 1 AS apart "
            f"FROM data WHERE {known} AND {quote(by)} = {literal(shown[place - 1])} GROUP BY 1 ORDER BY 1"
        ).df()
        frame = frame[pd.to_datetime(frame["period"]).isin(periods.frame(grain).index)].dropna()
        apart = frame["apart"].to_numpy(dtype=float)
        length = _run_length(apart)
        if MIN_RUN <= length < len(apart):
            since = pd.Timestamp(frame["period"].iloc[-length])
            area = float(length * abs(apart[-length:].mean()))
            runs.append((area, Run(place, grain, since, bool(apart[-1] > 0))))
    return max(runs, key=lambda each: each[0])[1] if runs else None


def _run_length(apart: np.ndarray) -> int:
    """For how many periods up to the last one the goal was clearly missed, or clearly passed, as in the last."""
    if not len(apart):
        return 0
    side = np.sign(apart[-1]) * apart >= MIN_APART
    return len(side) if side.all() else int(np.argmin(side[::-1]))


def _before_and_since(view: View, run: Run, actual: Target, goal: str, own: str) -> str:
    """SQL: one row of the periods of a run, and of how much of the target the group reached in them and before."""
    assert view.periods is not None
    at = view.periods.sql(run.grain)
    since = f"{at} >= {literal(run.since)}"
    ratios = {
        name: f"sum({actual.sql}) FILTER ({when}) / nullif(sum({quote(goal)}) FILTER ({when}), 0)"
        for name, when in {"since": since, "before": f"NOT {since}"}.items()
    }
    return select({"periods": f"count(DISTINCT {at}) FILTER ({since})"} | ratios, where=own)


def _since(run: Run) -> dict[str, str]:
    """SQL: since when, in how many periods, and by how much of the target since then and before."""
    return {
        "since_period": f"CAST({literal(run.since)} AS TIMESTAMP)",
        "since_periods": "any_value(course.periods)",
        "since_ratio": "any_value(course.since)",
        "since_apart": "abs(since_ratio - 1)",
        "before_ratio": "any_value(course.before)",
    }
