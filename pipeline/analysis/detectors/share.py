"""One group holds much more of the rows, or of a measure's total, than an even split would give it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

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
        for variable in context.groupings:
            if variable.ordinal or not context.relates_to_focus(variable.name):
                continue
            grouping = context.sample.groupings[variable.name]
            weights = {None: np.ones(context.sample.size)} | {
                m.name: np.nan_to_num(context.sample.numbers[m.name]) for m in context.measures if m.adds_up
            }
            row_share = 0.0
            for measure, weight in weights.items():
                top, share = _largest(grouping.codes, weight, len(grouping.levels))
                row_share = share if measure is None else row_share
                if not (MIN_SHARE <= share <= MAX_SHARE and share * len(grouping.levels) >= MIN_LIFT):
                    continue
                if measure is None and len(grouping.levels) == 2:
                    continue  # that one of two answers is the common one is no news
                if measure is not None and share < row_share * MIN_EXCESS:
                    continue  # follows from the share of rows
                yield Candidate(
                    kind=self.name,
                    columns=(variable.name,) if measure is None else (variable.name, measure),
                    n=int((grouping.codes >= 0).sum()),
                    effect="share of the whole",
                    effect_size=share,
                    strength=0.6 * (share - 1 / len(grouping.levels)),
                    unexpectedness=0.0 if measure is None else 0.5,
                    detail=ShareDetail(grouping.levels[top], measure),
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


def _largest(codes: np.ndarray, weight: np.ndarray, levels: int) -> tuple[int, float]:
    inside = codes >= 0
    sums = np.bincount(codes[inside], weight[inside], levels)
    top = int(sums.argmax())
    return top, float(sums[top] / sums.sum()) if sums.sum() > 0 else 0.0


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
        alt_text=f"Chart of the {name.lower()} for each {dimension}; {label(level)} has the most.",
        y_unit=context.unit(measure) if measure else None,
        highlight=(label(level),),
    )
