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
        among = f"{top:,} of {values.size('entities'):,} by {column(said, 0)}"
        return f"The first {among} make up {share} of {_whole(said)}"

    def text(self, said: Statement[ConcentrationDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        share = wording.percent(values.number("largest_share"))
        return f"The largest, {group(values['largest'])}, has {share} alone."

    def decision(self, said: Statement[ConcentrationDetail], reach: Reach) -> Decision | None:
        """Look after the few."""
        values, by = Row(said.values), subjects(said)[0]
        lever = reach.lever(by)
        if lever is None or not lever.few or said.detail.measure is None:
            return None
        share, top = wording.percent(values.number("share")), values.size("top_entities")
        return Decision(
            lever.few.format(count=f"{top:,}", column=wording.escape(wording.noun(reach.words.name(by)).many)),
            f"they bring {share} of {_whole(said)}, {group(values['largest'])} alone "
            f"{wording.percent(values.number('largest_share'))}",
            tuple(said.values.values()),
            f"all {top:,} are still there a year on",
            (by,),
            lever.few,
        )


def _whole(said: Statement[ConcentrationDetail]) -> str:
    return (
        f"all {said.wording.row.many}"
        if said.detail.measure is None
        else f"the total {wording.name(said.detail.measure)}"
    )
