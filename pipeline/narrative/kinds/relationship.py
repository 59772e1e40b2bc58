"""A measure that depends on another along a curve, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, agree, column
from pipeline.narrative.statement import Statement


class RelationshipKind(Kind[None]):
    """What it is at both ends, and in the middle."""

    name: ClassVar[str] = "relationship"
    label: ClassVar[str] = "Curved relationship"

    def headline(self, said: Statement[None]) -> str:
        """See :meth:`Kind.headline`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        low, middle, high = (values.number(f"{part}_median") for part in ("low", "middle", "high"))
        a, b, c = (wording.number(size, unit) for size in (low, middle, high))
        name, along = wording.sentence(column(said, 0)), column(said, 1)
        is_, changes = agree(said, 0, "is", "are"), agree(said, 0, "changes", "change")
        if middle > max(low, high):
            return f"{name} {is_} highest in the middle of {along}: {b}, against {a} and {c} at its ends"
        if middle < min(low, high):
            return f"{name} {is_} lowest in the middle of {along}: {b}, against {a} and {c} at its ends"
        return f"{name} {changes} unevenly along {along}: {a}, {b} and {c} at its bottom, middle and top"

    def text(self, said: Statement[None]) -> str:
        """See :meth:`Kind.text`."""
        values, first = Row(said.values), said.subjects[1]
        cuts = [
            wording.number(values.number(key), said.units[first])
            for key in ("lower_x", "middle_low", "middle_high", "upper_x")
        ]
        return (
            f"The ends lie up to {cuts[0]} and from {cuts[3]}, the middle between {cuts[1]} and {cuts[2]}. One slope "
            "for all would miss that."
        )
