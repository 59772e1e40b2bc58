"""A relation looked at again within the groups of every other column, and how that is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import TURNED, Candidate, Concern
from pipeline.analysis.context import Context
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.sql import Row, average_rank, literal, quote, select

MOST_ROWS = 5_000  # of the sample: enough to see an effect shrink by half
WIDE = 100  # columns
BINS = 10  # groups that a measure or the time is cut into
SHRUNK = 0.5  # of the effect left within the groups, or less: a concern
LEAST_LEFT = 0.05  # of a column's variance within the groups; under it the two can't be told apart
MOST_CONCERNS = 2  # told with a finding, the gravest first
PARADOX = "Simpson's paradox"  # what a relation that turns round within groups is called


@dataclass(frozen=True)
class Caveat:
    """A concern with its numbers: a one-row SELECT, and the sentence made of that row."""

    sql: str
    concern: Concern
    overall: str  # names of the values
    within: str
    subject: str  # "difference" or "correlation"
    unit: str | None = None
    share: bool = False  # values are shares of rows

    def sentence(self, values: Row, similar: bool) -> str | None:
        """In words; None where the whole table doesn't bear the concern out."""
        if not values.known(self.overall, self.within) or values[self.overall] == 0:
            return None
        overall, within = values.number(self.overall), values.number(self.within)
        if within / overall > SHRUNK:
            return None
        here, everywhere = (_points(v) if self.share else wording.number(abs(v), self.unit) for v in (within, overall))
        among = f"Among rows with {'a similar' if similar else 'the same'} {wording.name(self.concern.column)}"
        if within / overall < TURNED:
            proviso = "" if self.concern.turned else ", though what is left there may be chance"
            there = f"it is {here} the other way there, and {everywhere} over all rows"
            return f"{among}, the {self.subject} turns round ({PARADOX}){proviso}: {there}."
        if within / overall < -TURNED:
            return f"{among}, the {self.subject} all but vanishes: it is {here} there, and {everywhere} over all rows."
        return f"{among}, the {self.subject} shrinks to {here}, from {everywhere} over all rows."


def _points(difference: float) -> str:
    """A difference of two shares: ``0.143`` -> ``14 percentage points``."""
    return f"{wording.percent(abs(difference)).rstrip('%')} percentage points"


def look_again(context: Context, candidate: Candidate, related: frozenset[str]) -> Candidate:
    """The candidate with a concern for each column within whose groups its effect shrinks by half or turns round.

    In a wide table only the columns that were found ``related`` to any other are looked at: what explains a relation
    goes with both of its columns.
    """
    result = candidate.detail.get("result")
    if not isinstance(result, Result):
        return candidate
    inside = np.flatnonzero((result.x != 0) | (result.y != 0))
    if not len(inside):
        return candidate
    inside = inside[:: -(-len(inside) // MOST_ROWS)]
    x, y = result.x[inside], result.y[inside]
    concerns = []
    for column, codes in _strata(context, candidate.columns):
        if len(context.variables) > WIDE and column not in related:
            continue
        part = part_kept(x, y, codes[inside])
        if part is not None and part.kept < SHRUNK:
            concerns.append(Concern(column, *part))
    return candidate.with_(concerns=tuple(_one_of_twins(context, concerns)))


def _one_of_twins(context: Context, concerns: list[Concern]) -> list[Concern]:
    """The gravest first; of columns that say much the same only their leader."""
    gravest = sorted(concerns, key=lambda concern: (round(concern.kept, 6), concern.column))
    by_column = {concern.column: concern for concern in concerns}
    leaders = dict.fromkeys(context.twins.get(concern.column, concern.column) for concern in gravest)
    told = [by_column.get(leader) or _first_of(context, gravest, leader) for leader in leaders]
    return sorted(told, key=lambda concern: (round(concern.kept, 6), concern.column))


def _first_of(context: Context, concerns: list[Concern], leader: str) -> Concern:
    return next(concern for concern in concerns if context.twins.get(concern.column, concern.column) == leader)


class Part(NamedTuple):
    """What is left of an effect within strata, as a part of it, and the standard error of that."""

    kept: float
    error: float


def part_kept(x: np.ndarray, y: np.ndarray, strata: np.ndarray) -> Part | None:
    """The slope of ``y`` on ``x`` within strata over the one without.

    None where strata and ``x`` can't be told apart, and where the slope within is too uncertain to be called smaller.
    """
    inside = strata >= 0
    if inside.sum() < 0.5 * len(x):
        return None
    x, y, strata = x[inside], y[inside], strata[inside]
    x, y = x - x.mean(), y - y.mean()
    sizes = np.maximum(np.bincount(strata), 1)
    within_x = x - (np.bincount(strata, x) / sizes)[strata]
    within_y = y - (np.bincount(strata, y) / sizes)[strata]
    left = float(within_x @ within_x)
    if left <= LEAST_LEFT * float(x @ x):  # both are zero where x is constant inside
        return None
    slope, raw = float(within_x @ within_y) / left, float(x @ y) / float(x @ x)
    if raw == 0:
        return None
    residual = within_y - slope * within_x
    kept = slope / raw
    error = float(np.sqrt(float(residual @ residual) / max(1, len(x) - len(sizes) - 1) / left)) / abs(raw)
    return Part(kept, error) if kept + error < (1 + SHRUNK) / 2 else None


def _strata(context: Context, columns: tuple[str, ...]) -> Iterator[tuple[str, np.ndarray]]:
    """Every other column as groups of rows.

    Columns that follow from the pair's own explain nothing, nor do those that say much the same; what comes of a
    relation, an outcome, doesn't explain it either.
    """
    leaders = {context.twins.get(column, column) for column in columns}
    for variable in context.variables.values():
        name = variable.name
        if name in columns or any(context.follows(name, column) for column in columns):
            continue
        if context.twins.get(name, name) in leaders or (variable.outcome and not context.focus):
            continue
        codes = context.strata.get(name)
        if codes is not None:
            yield name, codes


def caveats(context: Context, candidate: Candidate) -> list[Caveat]:
    """The gravest concerns with the SELECTs of their numbers."""
    make = {"difference": _of_difference, "rate": _of_rate, "correlation": _of_correlation}.get(candidate.kind)
    if make is None:
        return []
    return [
        make(context, candidate, concern, i) for i, concern in enumerate(candidate.concerns[:MOST_CONCERNS], start=1)
    ]


def _of_correlation(context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat:
    x, y = (context.sql(column) for column in candidate.columns)
    stratum = context.stratum_sql(concern.column)
    where = f"{x} IS NOT NULL AND {y} IS NOT NULL AND {context.sql(concern.column)} IS NOT NULL"
    ranked = f"SELECT {average_rank(x)} AS x, {average_rank(y)} AS y, {stratum} AS stratum FROM data WHERE {where}"
    centred = (
        "SELECT x, y, x - avg(x) OVER (PARTITION BY stratum) AS within_x, "
        f"y - avg(y) OVER (PARTITION BY stratum) AS within_y FROM ({ranked}) AS ranked"
    )
    names = f"correlation_overall_{number}", f"correlation_within_{number}"
    query = select({names[0]: "corr(x, y)", names[1]: "corr(within_x, within_y)"}, f"({centred}) AS centred")
    return Caveat(query, concern, *names, "correlation")


def _of_difference(context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat:
    measure, dimension = candidate.columns
    query, names = _within_groups(context, candidate, concern, number, context.sql(measure), dimension)
    return Caveat(query, concern, *names, "difference of the averages", context.unit(measure))


def _of_rate(context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat:
    outcome, dimension = candidate.columns
    rate = f"CAST({quote(outcome)} = {literal(candidate.detail['level'])} AS INTEGER)"
    query, names = _within_groups(context, candidate, concern, number, rate, dimension)
    return Caveat(query, concern, *names, "difference", share=True)


def _within_groups(
    context: Context, candidate: Candidate, concern: Concern, number: int, value: str, dimension: str
) -> tuple[str, tuple[str, str]]:
    """The difference of two groups' averages over all rows, and within strata weighted by their rows."""
    d = quote(dimension)
    high, low = (literal(candidate.detail[end]) for end in ("high", "low"))
    rows = (
        f"SELECT {value} AS value, {d} AS level, {context.stratum_sql(concern.column)} AS stratum FROM data "
        f"WHERE {d} IN ({high}, {low}) AND {context.sql(concern.column)} IS NOT NULL"
    )
    by_stratum = (
        f"SELECT sum(value) FILTER (level = {high}) AS high_sum, count(value) FILTER (level = {high}) AS high_rows, "
        f"sum(value) FILTER (level = {low}) AS low_sum, count(value) FILTER (level = {low}) AS low_rows "
        f"FROM ({rows}) AS labelled GROUP BY stratum"
    )
    names = f"difference_overall_{number}", f"difference_within_{number}"
    weight = "high_rows * low_rows / (high_rows + low_rows)"
    columns = {
        names[0]: "sum(high_sum) / sum(high_rows) - sum(low_sum) / sum(low_rows)",
        names[1]: f"sum((high_sum / nullif(high_rows, 0) - low_sum / nullif(low_rows, 0)) * {weight}) / sum({weight}) "
        "FILTER (high_rows > 0 AND low_rows > 0)",
    }
    return select(columns, f"({by_stratum}) AS strata"), names
