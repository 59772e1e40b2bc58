"""One group that holds much of the whole, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.share import ShareDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, being
from pipeline.narrative.statement import Statement


class ShareKind(Kind[ShareDetail]):
    """Its share of the rows, or of a total."""

    name: ClassVar[str] = "share"
    label: ClassVar[str] = "Share and dominance"

    def headline(self, said: Statement[ShareDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, level = Row(said.values), said.detail.level
        size = wording.percent(values.number("share"))
        if said.detail.measure is None:
            return f"{size} of {said.wording.row.many} {being(said, 0, level)}"
        share = wording.percent(values.number("row_share"))
        whole = f"the total {wording.name(said.detail.measure)}"
        return f"{size} of {whole} comes from the {share} of {said.wording.row.many} that {being(said, 0, level)}"

    def text(self, said: Statement[ShareDetail]) -> str:
        """See :meth:`Kind.text`."""
        return f"It is the largest of {Row(said.values).size('groups'):,} groups."
