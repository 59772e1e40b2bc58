"""The ratio of two measures' sums in each group of a dimension."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.plots.ratios import bars_of_ratio
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.ratio_cells import (
    MIN_APART,
    RatioCells,
    RatioOf,
    apart_p,
    cells_of,
    dimensions,
    known,
    quotient,
    ratios,
    sums_of,
    unit_of,
)
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import quote
from pipeline.analysis.subject.ratios import Ratio, RatioForm

MAX_TOLD = 6  # groups; of more the three highest and the three lowest
MAX_OF_FIRST = 3  # columns by which the first ratio is told, if they part it
ENDS = 2  # the highest group and the lowest


@dataclass(frozen=True)
class _Parted:
    """The ratio by the groups of a column, the highest first, and whether they differ; None where it isn't tested."""

    by: str
    ranked: pd.Series
    p_value: float | None

    def claim(self, asked: int) -> Claim | None:
        """What may be claimed, of so many columns that were ``asked``."""
        if self.p_value is None:
            return None
        return Claim(
            "t-test of a group's ratio against the others' over periods, corrected", min(1.0, self.p_value * asked)
        )


class RatioSplitFact(FactKind):
    """The ratio in each group of the dimension that parts it most clearly; of the first ratio, of up to three."""

    name: ClassVar[str] = "ratio_split"

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        for place, ratio in enumerate(ratios(view)):
            names = dimensions(view, ratio)
            found = [parted for name in names if (parted := _parted(view, ratio, name)) is not None]
            clearest = sorted(found, key=lambda parted: 1.0 if parted.p_value is None else parted.p_value)
            for rank, parted in enumerate(clearest[: 1 if place else MAX_OF_FIRST]):
                yield self._draft(view, ratio, parted, len(names), 8.4 - 0.6 * place - 0.3 * rank)

    def _draft(self, view: View, ratio: Ratio, parted: _Parted, asked: int, worth: float) -> Draft:
        name, ranked = parted.by, parted.ranked
        levels = list(ranked.index)
        shown = levels if len(levels) <= MAX_TOLD else [*levels[:3], *levels[-3:]]
        aggregates = sums_of(view, ratio) | {"ratio": quotient(ratio, "part", "whole")}
        columns = cells(shown, aggregates)
        columns |= {"all_part": "sum(part)", "all_whole": "sum(whole)"}
        columns |= {"all_ratio": quotient(ratio, "all_part", "all_whole")}
        detail = RatioOf(ratio, unit_of(view, ratio), name, len(shown))
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(ratio.part, ratio.whole, name),
            n=view.row_count,
            query=proof_of_cells(columns, aggregates, grouped(quote(name), aggregates, known(view, ratio))),
            worth=worth,
            detail=detail,
            claim=parted.claim(asked),
            plot=lambda _: bars_of_ratio(detail, ratio.scale * ranked, shown[0]),
        )


def _parted(view: View, ratio: Ratio, name: str) -> _Parted | None:
    """The groups of a column, if their ratios lie far enough apart to be told."""
    sums = cells_of(view, ratio, name)
    ranked = sums.groups()
    if ratio.form is RatioForm.EACH:
        ranked = ranked[ranked > 0]  # what costs nothing is no cheaper way of the same
    if len(ranked) < ENDS or ranked.iloc[0] - ranked.iloc[-1] < MIN_APART * sums.all:
        return None
    return _Parted(name, ranked, _parted_p(sums, ranked))


def _parted_p(sums: RatioCells, ranked: pd.Series) -> float | None:
    """Whether a group's ratio is another one than that of all others together, corrected over all groups."""
    found = [p_value for level in ranked.index if (p_value := apart_p(sums.apart(level))) is not None]
    return min(1.0, min(found) * len(found)) if found else None
