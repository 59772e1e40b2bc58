"""One group that holds much of the whole, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.share import ShareDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import group
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
