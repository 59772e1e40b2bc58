"""The ratio of the sums of two measures, over all rows."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.plots.ratios import bars_of_ratio, lines_of_ratio
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.ratio_cells import RatioOf, cells_of, dimensions, known, quotient, ratios, sums_of, unit_of
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import Row
from pipeline.analysis.subject.ratios import Ratio, RatioForm
from pipeline.story import Fact, Plot


class RatioFact(FactKind):
    """The ratio of the sums of two measures that make one by their names: clicks of impressions, spend per order."""

    name: ClassVar[str] = "ratio"

    def parts(self, fact: Fact) -> frozenset[str]:
        """See :meth:`FactKind.parts`."""
        return frozenset(fact.columns) if fact.detail.ratio.form is RatioForm.SHARE else frozenset()

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        for place, ratio in enumerate(ratios(view)):
            sums = sums_of(view, ratio)
            columns = sums | {"ratio": quotient(ratio, "part", "whole")}
            yield Draft(
                kind=self.name,
                section="how_much",
                columns=view.columns(ratio.part, ratio.whole),
                n=view.row_count,
                query=proof_of(columns, "data", known(view, ratio)),
                worth=8.2 - 0.5 * place,
                detail=RatioOf(ratio, unit_of(view, ratio)),
                compares=False,
                plot=partial(_overall, view, ratio),
            )


def _overall(view: View, ratio: Ratio, _: Row) -> Plot | None:
    """The ratio's course, or without a time its bars by the first dimension."""
    detail = RatioOf(ratio, unit_of(view, ratio))
    periods, names = view.periods, dimensions(view, ratio)
    if periods is not None:
        line = cells_of(view, ratio, None).lines().dropna()
        return lines_of_ratio(detail, ratio.scale * line, None, periods.column)
    if names:
        ranked = cells_of(view, ratio, names[0]).groups()
        return bars_of_ratio(RatioOf(ratio, detail.unit, names[0]), ratio.scale * ranked, None)
    return None
