"""Steps of which each is a part of the one before: how many visits become leads, and how many of these orders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import Row
from pipeline.analysis.subject.ratios import funnel_of
from pipeline.story import Fact, Plot


@dataclass(frozen=True)
class Funnel:
    """What the words need beside the values: the columns of the steps, the widest first."""

    steps: tuple[str, ...]


class FunnelFact(FactKind):
    """Three counts or more that name steps and of which each one is inside the one before."""

    name: ClassVar[str] = "funnel"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    is_news: ClassVar[bool] = True

    def parts(self, fact: Fact) -> frozenset[str]:
        """See :meth:`FactKind.parts`."""
        return frozenset(fact.detail.steps)

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        steps = funnel_of(view.context.variables, view.context.sample)
        if not steps:
            return
        sums = {f"step_{i}": f"sum({view.context.sql(name)})" for i, name in enumerate(steps, start=1)}
        rates = {f"rate_{i}": f"step_{i} / nullif(step_{i - 1}, 0)" for i in range(2, len(steps) + 1)}
        whole = {f"whole_{i}": f"step_{i} / nullif(step_1, 0)" for i in range(2, len(steps) + 1)}
        known = " AND ".join(f"{view.context.sql(name)} IS NOT NULL" for name in steps)
        yield Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(*steps),
            n=view.row_count,
            query=proof_of(sums | rates | whole, "data", known),
            worth=9.6,
            detail=Funnel(steps),
            compares=False,
            plot=lambda values: _plot(steps, values),
        )


def _plot(steps: Sequence[str], values: Row) -> Plot:
    """How many come to each step."""
    sizes = [float(values[f"step_{i}"] or 0.0) for i in range(1, len(steps) + 1)]
    return bars(
        steps,
        sizes,
        by="Step",
        shown="Total",
        title=f"From {steps[0]} to {steps[-1]}",
        alt_text=f"Bar chart of the totals of {', '.join(steps)}.",
        marked=[steps[-1]],
    )
