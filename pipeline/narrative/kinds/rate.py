"""A two-valued outcome that is more frequent in some groups, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.association import AssociationDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.association import AssociationKind
from pipeline.narrative.kinds.kind import being
from pipeline.narrative.naming import group
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import NO, Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class RateKind(AssociationKind):
    """An association of which one column is an outcome."""

    name: ClassVar[str] = "rate"
    label: ClassVar[str] = "Rate of an outcome by group"

    def strength(self, said: Statement[AssociationDetail]) -> str | None:  # noqa: ARG002 - its shares say enough
        """See :meth:`Kind.strength`."""
        return None

    def decision(self, said: Statement[AssociationDetail], reach: Reach) -> Decision | None:
        """Go where the outcome is worst, if what tells the groups apart can be acted on."""
        values, by = Row(said.values), subjects(said)[1]
        lever, better_high = reach.lever(by), is_better_high_named(subjects(said)[0])
        if lever is None or better_high is None or not lever.suffers:
            return None
        better_high = better_high is not (str(said.detail.level).casefold() in NO)
        worst, best = ("low", "high") if better_high else ("high", "low")
        here, there = (wording.percent(values.number(f"{end}_share")) for end in (worst, best))
        model = group(getattr(said.detail, best))
        return Decision(
            reach.said(lever.suffers, by, getattr(said.detail, worst)),
            f"{here} of its {values.size(f'{worst}_rows'):,} {reach.rows} {being(said, 0, said.detail.level)}, "
            f"and {there} for {model}",
            tuple(said.values.values()),
            f"those {here} move towards {there}",
            (by,),
            lever.suffers,
        )
