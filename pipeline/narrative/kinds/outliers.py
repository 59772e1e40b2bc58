"""Single values far away from all others, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.outliers import OutliersDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.reach import Reach
from pipeline.narrative.statement import Statement

LEAST_SLIPS = 3  # that lie apart: one or two may be anything
APART = 2.0  # times the largest of the others


class OutliersKind(Kind[OutliersDetail]):
    """How many, how far, and where the rest is."""

    name: ClassVar[str] = "outliers"
    label: ClassVar[str] = "Distribution with outliers"

    def headline(self, said: Statement[OutliersDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        farthest, usual = wording.amounts([values.number("farthest"), values.number("median")], unit)
        size, spoken, name = values.size("outliers"), said.wording, said.subjects[0]
        side, end = _side(values)
        if size == 1:
            return f"One {column(said, 0)} is {side} all others: {farthest}, against {usual} usually"
        of = f"In {size:,} {spoken.row.many}"
        is_ = spoken.agree(name, "is", "are")
        return f"{of}, {column(said, 0)} {is_} {side} all others: {end}{farthest}, against {usual} usually"

    def text(self, said: Statement[OutliersDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        lower, upper = wording.amounts([values.number(f"{end}_quartile") for end in ("lower", "upper")], unit)
        text = f"Half of all lie between {lower} and {upper}."
        if not _has_slipped(values):
            return text
        times, size = values.size("slip"), values.size("outliers")
        return f"{text} Divided by {times}, those {size:,} would be like the others: a slip, perhaps."

    def decision(self, said: Statement[OutliersDetail], reach: Reach) -> Decision | None:
        """Look them up, where they look like slips."""
        values = Row(said.values)
        if not _has_slipped(values):
            return None
        least = wording.number(values.number("nearest"), said.units[said.subjects[0]])
        size = values.size("outliers")
        return Decision(
            f"Look up the {size:,} {reach.rows} with {column(said, 0)} of {least} and more",
            f"divided by {values.size('slip')} they would be like the others, and as they stand they lift every total "
            "and average",
            tuple(said.values.values()),
            lever=said.subjects,
            is_check=True,
        )


def _side(values: Row) -> tuple[str, str]:
    """Where those lie that are far from all others, and how the farthest is introduced."""
    above, size = values.size("above"), values.size("outliers")
    if above == size:
        return "far above", "up to "
    return ("far below", "down to ") if not above else ("far from", "the farthest is ")


def _has_slipped(values: Row) -> bool:
    """Whether all of several lie apart from the rest, and a hundredth of each would be usual."""
    if "slipped" not in values or not values.known("nearest", "largest_inside"):
        return False
    all_have = values.size("slipped") == values.size("outliers") >= LEAST_SLIPS
    return all_have and values.number("nearest") >= APART * values.number("largest_inside")
