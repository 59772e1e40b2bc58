"""Actual against target, or a forecast against what came: how far apart, over all rows and in each group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.rank_tests import kruskal_p
from pipeline.analysis.sql import literal, quote, select
from pipeline.analysis.subject import Topic, is_forecast, topics
from pipeline.analysis.subject.accumulation import PAID
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.names import words
from pipeline.story import ColumnType, Fact, Form, Plot, Reference

MAX_TOLD = 6  # groups; of more the three highest and the three lowest
MAX_BARS = 20
MAX_GROUPS = 200
MIN_GROUPS = 2
MIN_RUN = 3  # periods
MIN_APART = 0.02  # of the target, that a period stands away from it
MAX_TIMES = 30.0  # as large as the target, from which on a measure is another thing
MIN_TESTED = 5  # rows of a group
MAX_P = 0.01  # of the groups' rows lying apart
ALL = "all"  # the one group of a table without columns of groups


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
    by: str | None  # None where nothing divides the rows
    groups: int  # that are told, the farthest above first
    run: Run | None = None
    is_forecast: bool = False  # whether the goal was a guess, which is judged by what came, not the other way round
    differ: bool = True  # whether the groups lie apart by more than chance; also where each has too few rows to tell
    follows_total: bool = False  # whether the level of the story is the same sum


class AttainmentFact(FactKind):
    """Where one measure is what came of another one that was planned: spent of a budget, sales of a quota."""

    name: ClassVar[str] = "attainment"
    part: ClassVar[LeadPart] = LeadPart.MOVED

    def parts(self, fact: Fact) -> frozenset[str]:
        """See :meth:`FactKind.parts`: what came goes with what was planned."""
        return frozenset((fact.detail.actual.column, fact.detail.goal))

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        pair = _pair(view)
        if pair is None:
            return
        actual, goal = pair
        known = f"{actual.sql} IS NOT NULL AND {quote(goal)} IS NOT NULL"
        by_column = {name: _sums(view, actual, goal, known, quote(name)) for name in _dimensions(view, goal)}
        by_column = {name: groups for name, groups in by_column.items() if len(groups) >= MIN_GROUPS}
        if by_column:
            by = max(by_column, key=lambda name: float(by_column[name]["ratio"].std()))
            yield _draft(view, actual, goal, known, by, by_column[by])
        elif not _dimensions(view, goal):
            yield _draft(view, actual, goal, known, None, _sums(view, actual, goal, known, literal(ALL)))


def _dimensions(view: View, goal: str) -> list[str]:
    """The columns of few groups, of which each may have reached its goal or not."""
    columns = [v for v in view.context.with_role(Role.DIMENSION, Role.ENTITY) if v.name != goal and not v.time_part]
    named = [v for v in columns if v.column.type is not ColumnType.NUMERIC or not topics(v.name) & PAID]
    return [v.name for v in named if MIN_GROUPS <= v.column.distinct <= MAX_GROUPS]


def _sums(view: View, actual: Target, goal: str, known: str, level: str) -> pd.DataFrame:
    """The groups of a column (``level``) with how far they are above their goal (``gap``), the farthest first, and
    what that is of it (``ratio``).
    """
    by_group = view.context.connection.execute(
        f"SELECT {level} AS level, {_gap(actual, goal)} AS gap, {_ratio(actual, goal)} AS ratio FROM data "
        f"WHERE {known} AND {level} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1"
    ).df()
    return by_group[by_group["ratio"].notna()]


def _gap(actual: Target, goal: str) -> str:
    """SQL: by how much the sum of what came is above the goal's; of a forecast the other way round."""
    came, meant = f"sum({actual.sql})", f"sum({quote(goal)})"
    return f"{meant} - {came}" if is_forecast(goal) else f"{came} - {meant}"


def _ratio(actual: Target, goal: str) -> str:
    """SQL: how much of the goal came; of a forecast, how much of what came it was."""
    came, meant = f"sum({actual.sql})", f"sum({quote(goal)})"
    return f"{meant} / nullif({came}, 0)" if is_forecast(goal) else f"{came} / nullif({meant}, 0)"


def _pair(view: View) -> tuple[Target, str] | None:
    """The measure that came about and the column that it was to reach: the subject's own, else those named alike."""
    if view.target.form is Form.SHARE:
        return None
    goals = [v for v in view.context.variables.values() if _is_goal(view, v)]
    actuals = [v for v in view.context.measures if _came(v) and v not in goals]
    pairs = [(came, goal) for came, goal in product(actuals, goals) if _is_of_one_kind(view, came, goal)]
    ranked = sorted(pairs, key=lambda pair: (pair[0].name != view.subject.column, -_shared(*pair)))
    return next(((view.target_of(came.name, Form.TOTAL, None), goal.name) for came, goal in ranked), None)


def _came(v: Variable) -> bool:
    """Whether a column of the table says what came of a plan."""
    return not v.sources and Topic.ACTUAL in topics(v.name)


def _is_goal(view: View, v: Variable) -> bool:
    """Whether a column says what was planned, meant or foreseen."""
    named = topics(v.name)
    is_number = v.column.type is ColumnType.NUMERIC and v.name in view.context.sample.numbers and not v.sources
    return is_number and Topic.TARGET in named and not named & {Topic.ACTUAL, Topic.RATE}


def _is_of_one_kind(view: View, came: Variable, goal: Variable) -> bool:
    """Whether both have one unit and about one size: hours spent are none of a budget in dollars."""
    sizes = [abs(float(np.nanmean(view.context.sample.numbers[v.name]))) for v in (came, goal)]
    is_alike = max(sizes) <= MAX_TIMES * max(min(sizes), 1e-12)
    return is_alike and view.context.unit(came.name) == view.context.unit(goal.name)


def _shared(came: Variable, goal: Variable) -> int:
    return len(set(words(came.name)) & set(words(goal.name)))


def _shown(groups: pd.DataFrame) -> list[object]:
    """The groups that are told, the farthest above the goal first; those farthest by ratio are among them."""
    ranked = list(groups["level"])
    if len(ranked) <= MAX_TOLD:
        return ranked
    by_ratio = groups.sort_values("ratio", kind="stable")["level"]
    kept = dict.fromkeys([ranked[0], ranked[-1], by_ratio.iloc[-1], by_ratio.iloc[0], *ranked[1:3], *ranked[-3:-1]])
    told = list(kept)[:MAX_TOLD]
    return [level for level in ranked if level in told]


def _draft(view: View, actual: Target, goal: str, known: str, by: str | None, groups: pd.DataFrame) -> Draft:
    shown = _shown(groups) if by is not None else []
    forecast = is_forecast(goal)
    parts = ("goal", "actual") if forecast else ("actual", "goal")
    ratio, gap = "{0} / nullif({1}, 0)", "{0} - {1}"
    aggregates = {
        "actual": f"sum({actual.sql})",
        "goal": f"sum({quote(goal)})",
        "off": f"sum(abs({actual.sql} - {quote(goal)}))",
        "ratio": ratio.format(*parts),
        "gap": f"abs({gap.format(*parts)})",
    }
    columns = cells(shown, aggregates) | {
        "all_actual": "sum(actual)",
        "all_goal": "sum(goal)",
        "all_ratio": ratio.format(*(f"all_{part}" for part in parts)),
        "all_gap": f"abs({gap.format(*(f'all_{part}' for part in parts))})",
        "all_off": f"sum(off) / nullif(sum({parts[1]}), 0)",
        "over": "count(*) FILTER (ratio > 1)",
        "groups": "count(*)",
    }
    columns |= {f"apart_{i}": f"abs(ratio_{i} - 1)" for i in range(1, len(shown) + 1)}
    columns["all_apart"] = "abs(all_ratio - 1)"
    level = quote(by) if by is not None else literal(ALL)
    source = grouped(level, aggregates, known)
    aparts = dict(zip(groups["level"], (groups["ratio"].astype(float) - 1).abs(), strict=True))
    run = _run(view, actual, goal, known, by, shown, aparts) if by is not None and not forecast else None
    if run is not None:
        own = f"{known} AND {level} = {literal(shown[run.place - 1])}"
        source += f", ({_before_and_since(view, run, actual, goal, own)}) AS course"
        columns |= _since(run)
    follows = view.target.form is Form.TOTAL and view.target.column == actual.column and view.periods is not None
    return Draft(
        kind=AttainmentFact.name,
        section="how_much",
        columns=view.columns(actual.column, goal, by),
        n=view.row_count,
        query=proof_of_cells(columns, aggregates, source),
        worth=9.6,
        detail=Attainment(actual, goal, by, len(shown), run, forecast, _differ(view, actual, goal, by), follows),
        compares=False,
        plot=lambda _: _plot(actual, goal, by, groups),
    )


def _differ(view: View, actual: Target, goal: str, by: str | None) -> bool:
    """Whether the groups' rows come up to their goal differently, by ranks; so also where they are too few to tell."""
    codes = view.entity_codes(by) if by is not None else None
    came, meant = (view.context.sample.numbers.get(name or "") for name in (actual.column, goal))
    if codes is None or came is None or meant is None:
        return True
    ratios = np.where(meant > 0, came / np.where(meant > 0, meant, 1.0), np.nan)
    known = (codes >= 0) & ~np.isnan(ratios)
    large = known & np.isin(codes, np.flatnonzero(np.bincount(codes[known]) >= MIN_TESTED))
    if len(np.unique(codes[large])) < MIN_GROUPS or np.ptp(ratios[large]) == 0:
        return True
    return kruskal_p(ratios[large], codes[large]) < MAX_P


def _plot(actual: Target, goal: str, by: str | None, groups: pd.DataFrame) -> Plot | None:
    """What was reached in per cent: of each group, the farthest above first."""
    if by is None:
        return None
    whole, part = (actual.name, goal) if is_forecast(goal) else (goal, actual.name)
    drawn = groups.head(MAX_BARS)
    return bars(
        drawn["level"].astype(str),
        100 * drawn["ratio"].astype(float),
        by=by,
        shown=f"Share of {whole}",
        title=f"{part} as a share of {whole} by {by}",
        alt_text=f"Bar chart of {part} in per cent of {whole} for each {by}.",
        unit="%",
        is_share=True,
        marked=[str(groups["level"].iloc[0])],
        references=[Reference(100.0, whole)],
        total=len(groups),
    )


def _run(
    view: View, actual: Target, goal: str, known: str, by: str, shown: Sequence[object], aparts: Mapping[object, float]
) -> Run | None:
    """The run with which the time ends, of the first or the last group; None where it is short or all of it."""
    periods = view.periods
    if periods is None:
        return None
    grain = periods.series_grain
    runs: list[tuple[float, Run]] = []
    most = max(aparts[shown[0]], aparts[shown[-1]])  # who is farther away all the time comes first
    for place in (1, len(shown)):
        frame = view.context.connection.execute(
            f"SELECT {periods.sql(grain)} AS period, sum({actual.sql}) / nullif(sum({quote(goal)}), 0) - 1 AS apart "
            f"FROM data WHERE {known} AND {quote(by)} = {literal(shown[place - 1])} GROUP BY 1 ORDER BY 1"
        ).df()
        frame = frame[pd.to_datetime(frame["period"]).isin(periods.frame(grain).index)].dropna()
        apart = frame["apart"].to_numpy(dtype=float)
        length = _run_length(apart)
        if MIN_RUN <= length < len(apart) and abs(apart[-length:].mean()) >= most:
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
