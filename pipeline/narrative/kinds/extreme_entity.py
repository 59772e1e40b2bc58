"""One entity far from all the others, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.extreme_entity import ExtremeEntityDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column, rows
from pipeline.narrative.naming import group
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class ExtremeEntityKind(Kind[ExtremeEntityDetail]):
    """Its average beside the typical average of the others."""

    name: ClassVar[str] = "extreme_entity"
    label: ClassVar[str] = "Extreme entity"

    def headline(self, said: Statement[ExtremeEntityDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, unit = Row(said.values), said.units[said.subjects[1]]
        own, others = (wording.number(values.number(key), unit) for key in ("entity_average", "median_of_others"))
        who = group(values["entity"])
        return f"{who} averages {own} of {column(said, 1)}, every other {column(said, 0)} about {others}"

    def text(self, said: Statement[ExtremeEntityDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        own, others = values.number("entity_average"), values.number("median_of_others")
        is_more = values.known("ratio") and others > 0 and own / others >= 1.5
        times = f" It is {wording.times(own / others)} as much." if is_more else ""
        return f"That rests on {rows(said, 'entity_rows')}.{times}"

    def decision(self, said: Statement[ExtremeEntityDetail], reach: Reach) -> Decision | None:
        """Go there: a model for the others, or the worst of them."""
        values, (by, measure) = Row(said.values), subjects(said)[:2]
        lever, better_high = reach.lever(by), is_better_high_named(measure)
        if lever is None or better_high is None:
            return None
        own, others = values.number("entity_average"), values.number("median_of_others")
        phrase = lever.leads if (own > others) is better_high else lever.suffers
        if not phrase:
            return None
        here, there = (wording.number(size, said.units[measure]) for size in (own, others))
        return Decision(
            reach.said(phrase, by, values["entity"]),
            f"its {column(said, 1)} averages {here} over {values.size('entity_rows'):,} {reach.rows}, "
            f"that of the others {there}",
            tuple(said.values.values()),
            f"the gap between {here} and {there} narrows",
            (by,),
            phrase,
        )
