"""Two columns of groups go together, or a two-valued outcome is more frequent in some groups than in others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Caveat, Concern, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.feature import chosen_level
from pipeline.analysis.inference import exact
from pipeline.analysis.inference.dependence import table_scores
from pipeline.analysis.naming import label
from pipeline.analysis.pairs import bars_of_groups, largest_groups
from pipeline.analysis.selection.caveat import of_averages
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Grouping
from pipeline.story import Plot

MIN_V = 0.07  # Cramér's V
MIN_DIFFERENCE = 0.05  # between two groups' shares, or a third of the overall share
MIN_ROWS = 20  # of a group that is named
MAX_BARS = 20


@dataclass(frozen=True)
class AssociationDetail:
    """The outcome's level that is spoken of, and the groups where it is most and least frequent."""

    level: object
    high: object
    low: object


class AssociationDetector(Detector):
    """Chi-squared and likelihood-ratio tests of every two groupings: all at once for the choice, then exactly."""

    name: ClassVar[str] = "association"
    repeats_facts: ClassVar[bool] = True
    news: ClassVar[News | None] = News.OUTCOME
    of_outcomes: ClassVar[bool] = False  # pairs with a two-valued column are rates

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        yield from strongest_first(context, self.name, self._suspects(context))

    def _suspects(self, context: Context) -> Iterator[Suspect]:
        """The pairs of this kind whose screened association may be significant; all of them are counted as tests."""
        variables = context.groupings
        if len(variables) < 2:
            return
        p_values, strengths = context.associations
        rows, columns = np.triu_indices(len(variables), k=1)
        ours = self._are_ours(context, variables)[rows, columns]
        chief = context.is_chief([v.name for v in variables])
        context.tests.count(self.name, int(ours.sum()), about=int((ours & (chief[rows] | chief[columns])).sum()))
        for i in np.flatnonzero(ours & (p_values[rows, columns] <= context.tests.CANDIDATE_P)):
            first, second = variables[rows[i]], variables[columns[i]]
            if not context.follows(first.name, second.name):
                strength = float(strengths[rows[i], columns[i]])
                outcome, by = oriented(context, first, second)
                yield Suspect((outcome.name, by.name), strength, partial(self._test, context, outcome, by))

    def _are_ours(self, context: Context, variables: Sequence[Variable]) -> np.ndarray:
        """Which pairs, as a table, are of this kind, not both in an order, and about the focus if there is one."""
        two_valued = np.array([len(context.sample.groupings[v.name].levels) == 2 for v in variables])
        ordinal = np.array([v.ordinal for v in variables])
        ours: np.ndarray = np.logical_or.outer(two_valued, two_valued) == self.of_outcomes
        ours &= ~np.logical_and.outer(ordinal, ordinal)
        if context.focus is not None:
            touches = np.array([v.name == context.focus for v in variables])
            ours &= np.logical_or.outer(touches, touches)
        return ours

    def _test(self, context: Context, outcome: Variable, by: Variable) -> Candidate | None:
        a, b = context.sample.groupings[outcome.name], context.sample.groupings[by.name]
        inside = (a.codes >= 0) & (b.codes >= 0)
        shape = len(b.levels), len(a.levels)
        counts = np.bincount(b.codes[inside] * shape[1] + a.codes[inside], minlength=shape[0] * shape[1])
        table = without_shared_levels(counts.reshape(shape))
        effect, p_value = exact.independence(table)
        if p_value > context.tests.CANDIDATE_P or effect < MIN_V:
            return None
        p_value = context.dependence.corrected_table(b.codes, a.codes, p_value, context.tests.CANDIDATE_P)
        detail = extremes(table, a, b)
        if p_value > context.tests.CANDIDATE_P or detail is None:
            return None
        scores = rate_scores(a, b, detail, p_value)
        return Candidate(
            kind=self.name,
            columns=(outcome.name, by.name),
            n=int(counts.sum()),
            effect="Cramér's V",
            effect_size=effect,
            strength=min(1.0, effect * 1.2),
            test="chi-squared and likelihood-ratio test",
            p_value=p_value,
            detail=detail,
            scores=scores,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        outcome, by = candidate.columns
        detail: AssociationDetail = candidate.detail
        query = _proof(outcome, by, detail.level, detail.high, detail.low)
        values = one_row(context.connection, query)
        upper, lower = values.number("high_share"), values.number("low_share")
        if upper - lower < min(MIN_DIFFERENCE, values.number("overall_share") / 3):
            return None
        plot = _plot(context, outcome, by, detail.level, (detail.high, detail.low))
        return Proven(query, values, plot)


class RateDetector(AssociationDetector):
    """The same for pairs of which one column has two values."""

    name: ClassVar[str] = "rate"
    is_news_reversed: ClassVar[bool] = True
    of_outcomes: ClassVar[bool] = True

    def caveat(self, context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat | None:
        """The difference of the two shares."""
        outcome, dimension = candidate.columns
        rate = f"CAST({quote(outcome)} = {literal(candidate.detail.level)} AS INTEGER)"
        ends = candidate.detail.high, candidate.detail.low
        return of_averages(context, rate, dimension, ends, concern, number, is_share=True)


def oriented(context: Context, first: Variable, second: Variable) -> tuple[Variable, Variable]:
    """Which of two columns is the outcome and which forms the groups: outcomes first, then the smaller."""

    def order(variable: Variable) -> tuple[bool, int]:
        return not variable.outcome, len(context.sample.groupings[variable.name].levels)

    return (first, second) if order(first) < order(second) else (second, first)


def extremes(table: np.ndarray, outcome: Grouping, by: Grouping) -> AssociationDetail | None:
    """The outcome's level that sticks out most, and the groups where its share is highest and lowest."""
    large = np.flatnonzero(table.sum(axis=1) >= min(MIN_ROWS, table.sum() / 10))
    if len(large) < 2:
        return None
    if table.shape[1] == 2:
        level = chosen_level(outcome)
    else:
        expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
        residuals = (table - expected) / np.sqrt(np.maximum(expected, 1e-9))
        level = int(np.unravel_index(residuals[large].argmax(), residuals[large].shape)[1])
    shares = table[large, level] / table[large].sum(axis=1)
    high, low = large[int(shares.argmax())], large[int(shares.argmin())]
    return AssociationDetail(outcome.levels[level], by.levels[high], by.levels[low])


def without_shared_levels(table: np.ndarray) -> np.ndarray:
    """Counts (groups, outcome's levels) without the rows in which both columns say the same thing.

    Where one level stands in exactly the rows in which one of the other column stands, as *no internet service* does in
    every column about the internet, it is one fact that both record, and no relation between them.
    """
    shared = (table > 0) & (table == table.sum(axis=0)) & (table == table.sum(axis=1)[:, None])
    return np.where(shared, 0, table)


def rate_scores(outcome: Grouping, by: Grouping, detail: AssociationDetail, p_value: float) -> exact.Result:
    """The named level against the two named groups, as scores to look at again within other columns."""
    named = np.isin(by.codes, [by.levels.index(detail.high), by.levels.index(detail.low)])
    codes = np.where(named & (outcome.codes >= 0), (by.codes == by.levels.index(detail.high)).astype(int), -1)
    hits = np.where(codes >= 0, (outcome.codes == outcome.levels.index(detail.level)).astype(int), -1)
    return table_scores(codes, hits, p_value)


def _proof(outcome: str, by: str, level: object, high: object, low: object) -> str:
    o, b = quote(outcome), quote(by)
    hit = f"avg(CAST({o} = {literal(level)} AS INTEGER))"
    columns: dict[str, str] = {"level": f"any_value({o}) FILTER ({o} = {literal(level)})"}
    for end, value in (("high", high), ("low", low)):
        inside = f"FILTER ({b} = {literal(value)})"
        columns |= {
            f"{end}_group": f"any_value({b}) {inside}",
            f"{end}_share": f"{hit} {inside}",
            f"{end}_rows": f"count(*) {inside}",
        }
    columns |= {"overall_share": hit, "rows": "count(*)"}
    return select(columns, where=f"{o} IS NOT NULL AND {b} IS NOT NULL")


def _plot(context: Context, outcome: str, by: str, level: object, ends: tuple[object, object]) -> Plot:
    o, b = quote(outcome), quote(by)
    frame = context.connection.execute(
        f"SELECT {b} AS level, 100 * avg(CAST({o} = {literal(level)} AS INTEGER)) AS value, count(*) AS n FROM data "
        f"WHERE {o} IS NOT NULL AND {b} IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1"
    ).df()
    name = f"Rows with {outcome} = {label(level)}"
    shown, said = largest_groups(frame, ends, MAX_BARS), f"share of {wording.lowered(name)}"
    return bars_of_groups(shown, by, name, said, "%", ends, is_share=True, total=len(frame))
