"""What goes with the focus column, ranked by what each column adds beside the others."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import numpy as np

from pipeline.analysis.bars import bars
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.feature import chosen_level
from pipeline.analysis.inference.additive import Block, Design, choose, group_block, normal_scores, number_block, shares
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.sql import literal, one_row, quote
from pipeline.analysis.variables.sample import Grouping
from pipeline.story import Plot

FALSE_DISCOVERY_RATE = 0.005  # of the columns of a list
MIN_PART = 0.004  # of the focus column's variance, on average over the orders in which columns could be added
MAX_COLUMNS = 200  # that are looked at beside one another: those that go with the focus most by themselves
MAX_LISTED = 12
MIN_ROWS = 30
MAX_LEVELS = 12  # of a focus column of groups, the largest
MAX_VALUES = 12  # of a number that is looked at as groups


class DriverDetector(Detector):
    """All columns that add to one another under one false-discovery rate, ranked by what each adds."""

    name: ClassVar[str] = "driver"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        if context.focus is None:
            return
        others = _others(context, context.focus)
        context.tests.count(self.name)  # the pairs are counted where they are tested; the list is one result
        outcomes = _outcomes(context)
        if not outcomes or not others:
            return
        added, parts, inside = _of_all(context, outcomes, others)
        listed = sorted((n for n in parts if parts[n] >= MIN_PART), key=lambda n: (-parts[n], n))[:MAX_LISTED]
        if not listed:
            return
        p_values = sorted(added[name] for name in listed)
        yield Candidate(
            kind=self.name,
            columns=(context.focus, *listed),
            n=int(inside.sum()),
            effect="share of the focus column's variance that goes with the first column, over all orders of entry",
            effect_size=parts[listed[0]],
            strength=min(1.0, 0.5 + float(np.sqrt(parts[listed[0]]))),
            test="F-tests of what each column adds, Benjamini and Hochberg over all columns; the list by Simes",
            p_value=min(1.0, min(p * len(others) / place for place, p in enumerate(p_values, start=1))),
            unexpectedness=0.9,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        focus, *others = candidate.columns
        query = _proof(context, focus, others)
        values = one_row(context.connection, query)
        ranked = [(name, float(values[f"part_{i}"] or 0.0)) for i, name in enumerate(others, start=1)]
        return Proven(query, values, _plot(focus, ranked))


def _others(context: Context, focus: str) -> list[str]:
    """The columns that may add something: none that says the focus column again."""
    names = [v.name for v in context.variables.values() if v.name in context.strata and v.name != focus]
    return [name for name in names if name not in context.copies and not context.follows(name, focus)]


def _outcomes(context: Context) -> list[tuple[np.ndarray, np.ndarray]]:
    """The focus column as scores, and which rows have them: of more than two groups one score for each."""
    focus = context.focus or ""
    if focus in context.sample.numbers:
        values = context.sample.numbers[focus]
        inside = ~np.isnan(values)
        found = [normal_scores(values)[inside]]
    elif focus in context.sample.groupings:
        grouping = context.sample.groupings[focus]
        inside = grouping.codes >= 0
        found = [(grouping.codes[inside] == level).astype(float) for level in _told_levels(grouping)]
    else:
        return []
    varied = [scores for scores in found if inside.sum() >= MIN_ROWS and np.ptp(scores) > 0]
    return [((scores - scores.mean()) / scores.std(), inside) for scores in varied]


def _told_levels(grouping: Grouping) -> list[int]:
    """The places of a focus column's largest groups; of two groups that of the one whose rate is told."""
    if len(grouping.levels) <= 2:
        return [chosen_level(grouping)]
    return sorted(range(len(grouping.levels)), key=lambda level: -int(grouping.sizes[level]))[:MAX_LEVELS]


def _of_all(
    context: Context, outcomes: list[tuple[np.ndarray, np.ndarray]], names: list[str]
) -> tuple[dict[str, float], dict[str, float], np.ndarray]:
    """Of the columns that add to any outcome: p-value, corrected for the outcomes, and mean share of variance."""
    p_values: dict[str, float] = {}
    parts: dict[str, float] = {}
    for scores, inside in outcomes:
        design = Design(scores, tuple(_promising(scores, [_block(context, name, inside) for name in names])))
        looked_at = len(names) * len(outcomes)
        added = choose(design, looked_at, FALSE_DISCOVERY_RATE, partial(_corrected, context, inside))
        for one in added:
            p_values[one.name] = min(p_values.get(one.name, 1.0), one.p_value * len(outcomes))
        for name, share in shares(design, [a.name for a in added]).items():
            parts[name] = parts.get(name, 0.0) + share / len(outcomes)
    return p_values, parts, outcomes[0][1]


def _block(context: Context, name: str, inside: np.ndarray) -> Block:
    """A column as scores of the rows that have the focus: a number bends, few values are groups."""
    numbers = context.sample.numbers.get(name, context.sample.times.get(name))
    if numbers is not None and len(np.unique(numbers[inside & ~np.isnan(numbers)])) > MAX_VALUES:
        return number_block(name, numbers[inside])
    return group_block(name, context.strata[name][inside])


def _promising(scores: np.ndarray, blocks: list[Block]) -> list[Block]:
    """Of very many columns those that explain most by themselves."""
    if len(blocks) <= MAX_COLUMNS:
        return blocks
    alone = np.array([np.max(np.abs(block.scores.T @ scores), initial=0.0) for block in blocks])
    return [blocks[i] for i in np.sort(np.argsort(-alone, kind="stable")[:MAX_COLUMNS])]


def _corrected(context: Context, inside: np.ndarray, result: Result, degrees_of_freedom: int, name: str) -> float:
    """The p-value where rows that belong together count less."""
    x, y = np.zeros(len(inside)), np.zeros(len(inside))
    x[inside], y[inside] = result.x, result.y
    bent = name in context.sample.numbers and degrees_of_freedom > 1
    groups = () if name in context.sample.numbers else (context.strata[name],)
    whole = Result(result.effect, result.p_value, result.n, x, y)
    return context.dependence.corrected(whole, degrees_of_freedom, curved=bent, groups=groups).p_value


def _value(context: Context, focus: str) -> str:
    if focus in context.sample.numbers:
        return context.sql(focus)
    grouping = context.sample.groupings[focus]
    return f"CAST({quote(focus)} = {literal(grouping.levels[chosen_level(grouping)])} AS INTEGER)"


def _proof(context: Context, focus: str, others: list[str]) -> str:
    """For each column the share of the focus column's variance between its groups, or tenths."""
    value = _value(context, focus)
    parts = []
    for i, other in enumerate(others, start=1):
        stratum = context.stratum_sql(other)
        known = f"{value} IS NOT NULL AND {context.sql(other)} IS NOT NULL"
        rows = f"SELECT {value} AS value, {stratum} AS stratum FROM data WHERE {known}"
        groups = (
            f"SELECT avg(value) AS mean, var_pop(value) AS spread, count(*) AS n FROM ({rows}) AS r GROUP BY stratum"
        )
        parts.append(
            f"(SELECT 1 - sum(n * spread) / nullif(sum(n * spread) + sum(n * mean * mean) - sum(n * mean) * sum(n "
            f"* mean) / "
            f"sum(n), 0) FROM ({groups}) AS g) AS part_{i}"
        )
    return f"SELECT {', '.join(parts)}"


def _plot(focus: str, ranked: list[tuple[str, float]]) -> Plot:
    return bars(
        [name for name, _ in ranked],
        [100 * part for _, part in ranked],
        by="Column",
        shown=f"Share of the variation in {focus}",
        title=f"How much of the variation in {focus} goes with each column",
        alt_text=f"Bar chart of the columns that go with {focus}, strongest first.",
        unit="%",
        is_share=True,
        marked=[ranked[0][0]],
    )
