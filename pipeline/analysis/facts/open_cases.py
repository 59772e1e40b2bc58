"""Cases that are still open: how many, and from when on durations are not told since they would look too short."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.missing_part import gaps_of
from pipeline.analysis.facts.plots.gaps import open_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target, decided
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.worst_group import worst_group
from pipeline.analysis.sql import literal, quote


@dataclass(frozen=True)
class OpenCases:
    """What the words need beside the values."""

    target: Target
    end: str  # the column of the second date, or of the outcome
    has_cut: bool
    by: str | None = None  # the column of the group of which most are open


class OpenCasesFact(FactKind):
    """Of a subject that comes later, a duration between two dates or an outcome, the rows that wait for it: where most
    are.
    """

    name: ClassVar[str] = "open_cases"
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        target, periods, ends = view.target, view.periods, _ends(view)
        if periods is None or ends is None:
            return
        begin, end = ends
        b, e = quote(begin), decided(quote(end), target.undecided)
        columns = {
            "open": f"count({b}) FILTER ({e} IS NULL)",
            "rows": f"count({b})",
            "share": "open / nullif(rows, 0)",
        }
        if periods.settled is not None:
            columns |= {
                "cut": literal(periods.settled),
                "late_open": f"count({b}) FILTER ({e} IS NULL AND {b} > {literal(periods.settled)})",
                "late_rows": f"count({b}) FILTER ({b} > {literal(periods.settled)})",
            }
        waiting = np.isnan(view.subject_values) if target.undecided else view.context.sample.missing[end]
        worst = worst_group(view, end, waiting)
        columns |= {} if worst is None else gaps_of(worst, e)
        yield Draft(
            kind=self.name,
            section="how_much",
            columns=(begin, end, *([worst.column] if worst else [])),
            n=view.row_count,
            query=proof_of(columns),
            worth=8.0,
            detail=OpenCases(target, end, periods.settled is not None, worst.column if worst else None),
            claim=worst.claim if worst else None,
            compares=worst is not None,
            plot=lambda _: open_plot(view, periods, begin, end),
        )


def _ends(view: View) -> tuple[str, str] | None:
    """The columns that say when a row began and how or when it ended, where some haven't yet."""
    target = view.target
    if target.column is None:
        return None
    if target.undecided:
        return None if view.subject.time is None else (view.subject.time, target.column)
    begin, *_ = view.context.variables[target.column].sources or ("",)
    return next(((begin, end) for end in view.open_ends(target)), None)
