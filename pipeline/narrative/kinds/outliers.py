"""Single values far away from all others, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.outliers import OutliersDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.statement import Statement


class OutliersKind(Kind[OutliersDetail]):
    """How many, how far, and where the rest is."""

    name: ClassVar[str] = "outliers"
    label: ClassVar[str] = "Distribution with outliers"

    def headline(self, said: Statement[OutliersDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        farthest, size = wording.number(values.number("farthest"), unit), values.size("outliers")
        if size == 1:
            return f"One {column(said, 0)} of {farthest} lies far from all others"
        return f"{size:,} values of {column(said, 0)} lie far from all others, the farthest at {farthest}"

    def text(self, said: Statement[OutliersDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        middle, lower, upper = (
            wording.number(values.number(k), unit) for k in ("median", "lower_quartile", "upper_quartile")
        )
        return f"Half of the values lie between {lower} and {upper}, around {middle}."
