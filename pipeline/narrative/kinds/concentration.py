"""A few of many entities that hold most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.concentration import ConcentrationDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import group
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach
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

    def decision(self, said: Statement[ConcentrationDetail], reach: Reach) -> Decision | None:
        """Look after the few."""
        values, by = Row(said.values), subjects(said)[0]
        lever = reach.lever(by)
        if lever is None or not lever.few or said.detail.measure is None:
            return None
        share, top = wording.percent(values.number("share")), values.size("top_entities")
        return Decision(
            lever.few.format(count=f"{top:,}", column=wording.name(by)),
            f"they bring {share} of {_whole(said)}, {group(values['largest'])} alone "
            f"{wording.percent(values.number('largest_share'))}",
            tuple(said.values.values()),
            f"all {top:,} are still there a year on",
            (by,),
            lever.few,
        )


def _whole(said: Statement[ConcentrationDetail]) -> str:
    return "all rows" if said.detail.measure is None else f"the total {wording.name(said.detail.measure)}"
