"""One entity far from all the others, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.extreme_entity import ExtremeEntityDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, group_among, in_general, say
from pipeline.narrative.naming import group
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class ExtremeEntityKind(Kind[ExtremeEntityDetail]):
    """Its average beside the typical average of the others."""

    name: ClassVar[str] = "extreme_entity"
    label: ClassVar[str] = "Extreme entity"

    def headline(self, said: Statement[ExtremeEntityDetail]) -> str:
        """See :meth:`Kind.headline`."""
        return f"{group(said.values['entity'])} stands apart from every other {column(said, 0)} in {column(said, 1)}"

    def text(self, said: Statement[ExtremeEntityDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[1]]
        own, others = values.number("entity_average"), values.number("median_of_others")
        times = f", {wording.times(own / others)} as much" if others > 0 and own / others >= 1.5 else ""
        return (
            f"The average {column(said, 1)} of {group(values['entity'])} is {wording.number(own, unit)} over "
            f"{wording.count(values.size('entity_rows'), 'row')}; the typical average of the others is "
            f"{wording.number(others, unit)}{times}."
        )

    def advice(self, said: Statement[ExtremeEntityDetail], before: int) -> tuple[Sentence, ...]:
        """Model or mistake."""
        who = group_among(said, "entity")
        if who is None:
            return in_general(said, before)
        if before:
            return say(said, f"Look into {who} as well.")
        return say(
            said,
            f"Visit {who}, or whoever knows it: a model for the others, a special case, or {column(said, -1)} recorded "
            "in another way?",
        )
