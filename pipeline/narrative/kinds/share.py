"""One group that holds much of the whole, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.share import ShareDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, group_among, in_general, say
from pipeline.narrative.naming import group
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class ShareKind(Kind[ShareDetail]):
    """Its share of the rows, or of a total."""

    name: ClassVar[str] = "share"
    label: ClassVar[str] = "Share and dominance"

    def headline(self, said: Statement[ShareDetail]) -> str:
        """See :meth:`Kind.headline`."""
        size = wording.percent(Row(said.values).number("share"))
        where = f"{column(said, 0)} is {group(said.detail.level)}"
        if said.detail.measure is None:
            return f"{where} in {size} of all rows"
        return f"Where {where}, there is {size} of the total {wording.name(said.detail.measure)}"

    def text(self, said: Statement[ShareDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        rows = f", but only {wording.percent(values.number('row_share'))} of the rows"
        groups = wording.count(values.size("groups"), "group")
        return f"{self.headline(said)}{'' if said.detail.measure is None else rows}; the column has {groups}."

    def advice(self, said: Statement[ShareDetail], before: int) -> tuple[Sentence, ...]:
        """What depends on one group stands and falls with it."""
        name = group_among(said, "group")
        if name is None:
            return in_general(said, before)
        by = column(said, 0)
        if said.values.get("groups") == 2:
            return say(
                said, f"Compare {by} by rates, not by counts: so few rows are other than {name} that counts mislead."
            )
        if before:
            return say(said, f"Look at {name} ({by}) by itself as well.")
        return say(
            said,
            f"Look at {name} by itself before quoting a figure for the whole table: any total mostly describes it.",
            f"Work out what would be left if it halved, and whether the smaller groups of {by} could grow.",
        )
