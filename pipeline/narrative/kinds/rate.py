"""A two-valued outcome that is more frequent in some groups, in words."""

from typing import ClassVar

from pipeline.analysis.detectors.association import AssociationDetail
from pipeline.narrative.kinds.association import AssociationKind
from pipeline.narrative.kinds.kind import column, group_among, in_general, say
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class RateKind(AssociationKind):
    """An association of which one column is an outcome."""

    name: ClassVar[str] = "rate"
    label: ClassVar[str] = "Rate of an outcome by group"

    def strength(self, said: Statement[AssociationDetail]) -> str | None:  # noqa: ARG002 - its shares say enough
        """See :meth:`Kind.strength`."""
        return None

    def advice(self, said: Statement[AssociationDetail], before: int) -> tuple[Sentence, ...]:
        """Start where the outcome is most frequent."""
        top, bottom = group_among(said, "high_group"), group_among(said, "low_group")
        if top is None or bottom is None:
            return in_general(said, before)
        outcome, by = column(said, 0), column(said, 1)
        if before:
            return say(said, f"Look at {outcome} by {by} too, in particular at {top}.")
        return say(
            said,
            f"Start with the rows where {by} is {top}: that is where {outcome} differs most from the rest.",
            f"Ask those who handle them what they see there, and what is done otherwise for {bottom}; then try one "
            "change on a part of the cases, drawn by lot, and compare.",
        )
