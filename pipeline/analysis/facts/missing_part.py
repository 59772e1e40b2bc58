"""What is missing of the subject or of a main column, where most, and what the rows without it are like."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.plots.gaps import missing_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.reasons import reasons_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.worst_group import WorstGroup, worst_group
from pipeline.analysis.sql import literal, quote
from pipeline.story import Form, Scalar

MIN_SHARE = 0.02
MAX_TOLD = 3


@dataclass(frozen=True)
class MissingPart:
    """What the words need beside the values."""

    column: str
    by: str | None
    level: Scalar
    target: Target | None  # the subject among the rows without a value; None where it is the subject that misses


class MissingPartFact(FactKind):
    """The columns with most gaps, the subject first."""

    name: ClassVar[str] = "missing_part"
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        sample = view.context.sample
        told = {
            *view.open_ends(view.target),
            *(group.column for group in reasons_of(view)),
        }  # as open cases, as reasons
        gaps = [
            (name != view.subject.column, -missing.mean(), name)
            for name, missing in sample.missing.items()
            if missing.mean() >= MIN_SHARE and name in view.context.variables and name not in told
        ]
        for place, (_, _, name) in enumerate(sorted(gaps)[:MAX_TOLD]):
            yield self._draft(view, name, sample.missing[name], place)

    def _draft(self, view: View, name: str, missing: np.ndarray, place: int) -> Draft:
        worst = worst_group(view, name, missing)
        m = quote(name)
        columns = {"missing": f"count(*) - count({m})", "rows": "count(*)", "share": "missing / rows"}
        if worst is not None:
            columns |= gaps_of(worst, m)
        target = view.target if name != view.subject.column and view.target.form is not Form.COUNT else None
        if target is not None:
            columns |= {
                "without": f"{target.mean} FILTER ({m} IS NULL)",
                "with": f"{target.mean} FILTER ({m} IS NOT NULL)",
            }
        return Draft(
            kind=self.name,
            section="doubt",
            columns=view.columns(name, worst.column if worst else None),
            n=view.row_count,
            query=proof_of(columns),
            worth=6.0 - place,
            detail=MissingPart(name, worst.column if worst else None, worst.level if worst else None, target),
            claim=worst.claim if worst else None,
            compares=worst is not None,
            plot=lambda values: missing_plot(view, name, worst, values),
        )


def gaps_of(group: WorstGroup, column: str) -> dict[str, str]:
    """SQL: how many of a group's rows lack a column, given as SQL."""
    return {
        "part_missing": f"count(*) FILTER ({group.sql} AND {column} IS NULL)",
        "part_rows": f"count(*) FILTER ({group.sql})",
        "part_known": "part_rows - part_missing",
        "part_share": "part_missing / nullif(part_rows, 0)",
        "part": literal(group.level),
    }
