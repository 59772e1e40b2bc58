"""A few of many entities that hold most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.concentration import ConcentrationDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, say
from pipeline.narrative.naming import group
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class ConcentrationKind(Kind[ConcentrationDetail]):
    """How many hold how much."""

    name: ClassVar[str] = "concentration"
    label: ClassVar[str] = "Concentration"

    def headline(self, said: Statement[ConcentrationDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values = Row(said.values)
        share, top = wording.percent(values.number("share")), values.size("top_entities")
        return f"{top:,} of {values.size('entities'):,} values of {column(said, 0)} make up {share} of {_whole(said)}"

    def text(self, said: Statement[ConcentrationDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        share, top = wording.percent(values.number("share")), values.size("top_entities")
        return (
            f"The top fifth of {column(said, 0)} ({wording.count(top, 'value')}) holds {share} of {_whole(said)}. The "
            f"largest is {group(values['largest'])} with {wording.percent(values.number('largest_share'))}."
        )

    def advice(self, said: Statement[ConcentrationDetail], before: int) -> tuple[Sentence, ...]:
        """Know the few."""
        by = column(said, 0)
        if before:
            return say(said, f"List the few behind most of {by} as well.")
        return say(
            said,
            f"List the few values of {by} behind most of the total, and see that each has someone who looks after it.",
            "Then ask what the many small ones cost; some may not be worth the effort, some may be about to grow.",
        )


def _whole(said: Statement[ConcentrationDetail]) -> str:
    return "all rows" if said.detail.measure is None else f"the total {wording.name(said.detail.measure)}"
