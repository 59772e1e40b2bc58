"""One group holds much more of the rows, or of a measure's total, than an even split would give it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.story import Plot

MIN_SHARE = 0.4  # of the whole, for a group to dominate
MIN_LIFT = 1.6  # times an even split
MIN_EXCESS = 1.25  # times the share of rows, for a share of a total to say more
MAX_SHARE = 0.97  # beyond it the column is as good as constant
MAX_PARTS = 7  # of a pie


@dataclass(frozen=True)
class ShareDetail:
    """The group, and what is added up."""

    level: object
    measure: str | None  # None: the rows are counted


class ShareDetector(Detector):
    """Counted, not tested: the largest group of each dimension, by rows and by each measure that adds up."""

    name: ClassVar[str] = "share"
    section: ClassVar[str | None] = "who_where"
    repeats_facts: ClassVar[bool] = True
    news: ClassVar[News | None] = News.LEVEL
    news_of_one: ClassVar[News | None] = News.DOMINANCE

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        added = [m.name for m in context.measures if m.adds_up]
        weights = np.column_stack([np.ones(context.sample.size), *(context.sample.numbers[name] for name in added)])
        np.nan_to_num(weights, copy=False)
        for variable in context.groupings:
            if variable.ordinal or not context.relates_to_focus(variable.name):
                continue
            grouping = context.sample.groupings[variable.name]
            levels = len(grouping.levels)
            tops, shares = _largest(grouping.codes, weights, levels)
            for place in np.flatnonzero(_dominates(shares, levels)):
                measure, share = (added[place - 1] if place else None), float(shares[place])
                yield Candidate(
                    kind=self.name,
                    columns=(variable.name,) if measure is None else (variable.name, measure),
                    n=int((grouping.codes >= 0).sum()),
                    effect="share of the whole",
                    effect_size=share,
                    strength=0.6 * (share - 1 / levels),
                    unexpectedness=0.0 if measure is None else 0.5,
                    detail=ShareDetail(grouping.levels[tops[place]], measure),
                )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        dimension, measure, level = candidate.columns[0], candidate.detail.measure, candidate.detail.level
        query = _proof(context, dimension, measure, level)
        values = one_row(context.connection, query)
        share = values["share"]
        if not isinstance(share, float) or not MIN_SHARE <= share <= 1:
            return None
        return Proven(query, values, _plot(context, dimension, measure, level))


def _largest(codes: np.ndarray, weights: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
    """For each column of weights the level that has most of it, and its share of the whole; 0 where that is nothing."""
    inside = np.flatnonzero(codes >= 0)
    order = inside[np.argsort(codes[inside], kind="stable")]
    present, starts = np.unique(codes[order], return_index=True)
    sums = np.zeros((levels, weights.shape[1]))
    if len(order):
        sums[present] = np.add.reduceat(weights[order], starts, axis=0)
    whole = sums.sum(axis=0)
    return sums.argmax(axis=0), np.where(whole > 0, sums.max(axis=0) / np.where(whole > 0, whole, 1.0), 0.0)


def _dominates(shares: np.ndarray, levels: int) -> np.ndarray:
    """Which shares are news; the first is that of the rows, the others are of what the measures add up to."""
    is_large = (shares >= MIN_SHARE) & (shares <= MAX_SHARE) & (shares * levels >= MIN_LIFT)
    says_more = shares >= shares[0] * MIN_EXCESS  # it doesn't follow from the share of rows
    says_more[0] = levels != 2  # that one of two answers is the common one is no news
    found: np.ndarray = is_large & says_more
    return found


def _proof(context: Context, dimension: str, measure: str | None, level: object) -> str:
    d, size = quote(dimension), "count(*)" if measure is None else f"sum({context.sql(measure)})"
    inside = f"FILTER ({d} = {literal(level)})"
    columns = {
        "group": f"any_value({d}) {inside}",
        "share": f"{size} {inside} / CAST({size} AS DOUBLE)",
        "row_share": f"count(*) {inside} / CAST(count(*) AS DOUBLE)",
        "group_size": f"{size} {inside}",
        "whole": size,
        "groups": f"count(DISTINCT {d})",
        "rows": "count(*)",
    }
    return select(columns, where=f"{d} IS NOT NULL")


def _plot(context: Context, dimension: str, measure: str | None, level: object) -> Plot:
    d, size = quote(dimension), "count(*)" if measure is None else f"sum({context.sql(measure)})"
    frame: Any = context.connection.execute(
        f"SELECT {d} AS part, {size} AS size FROM data WHERE {d} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30"
    ).df()
    frame["part"] = [label(part) for part in frame["part"]]
    frame["size"] = frame["size"].astype(float)
    name = "Rows" if measure is None else f"Total {measure}"
    parts = len(frame)
    return Plot(
        kind="pie" if 3 <= parts <= MAX_PARTS and frame["size"].min() > 0 else "bar",
        title=f"{name} by {dimension}",
        frame=frame,
        x="part",
        y="size",
        x_label=dimension,
        y_label=name,
        alt_text=f"Chart of the {wording.lowered(name)} for each {dimension}; {label(level)} has the most.",
        y_unit=context.unit(measure) if measure else None,
        highlight=(label(level),),
    )
