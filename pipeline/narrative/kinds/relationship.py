"""A measure that depends on another along a curve, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.statement import Statement


class RelationshipKind(Kind[None]):
    """What it is at both ends, and in the middle."""

    name: ClassVar[str] = "relationship"
    label: ClassVar[str] = "Curved relationship"

    def headline(self, said: Statement[None]) -> str:
        """See :meth:`Kind.headline`."""
        values = Row(said.values)
        low, middle, high = (values.number(f"{part}_median") for part in ("low", "middle", "high"))
        if middle > max(low, high):
            shape = "is highest in the middle range of"
        elif middle < min(low, high):
            shape = "is lowest in the middle range of"
        else:
            shape = "changes unevenly along"
        return f"{column(said, 0)} {shape} {column(said, 1)}"

    def text(self, said: Statement[None]) -> str:
        """See :meth:`Kind.text`."""
        values, (second, first) = Row(said.values), said.subjects
        low, middle, high = (
            wording.number(values.number(f"{part}_median"), said.units[second]) for part in ("low", "middle", "high")
        )
        cuts = [
            wording.number(values.number(key), said.units[first])
            for key in ("lower_x", "middle_low", "middle_high", "upper_x")
        ]
        return (
            f"{column(said, 0)} is typically {low} where {column(said, 1)} is at most {cuts[0]}, {middle} between "
            f"{cuts[1]} and {cuts[2]}, and {high} from {cuts[3]} up. One slope for all rows would miss that."
        )

    def in_short(self, said: Statement[None]) -> str | None:  # noqa: ARG002 - its ends say nothing of its curve
        """See :meth:`Kind.in_short`."""
        return None
