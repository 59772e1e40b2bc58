"""Values that are missing more often at one end of a measure or of the time, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.missing_by_range import MissingByRangeDetail
from pipeline.analysis.sql import Row
from pipeline.analysis.variables.time_axis import Grain
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import day_of
from pipeline.narrative.statement import Statement


class MissingByRangeKind(Kind[MissingByRangeDetail]):
    """At which end they are missing, and where that begins."""

    name: ClassVar[str] = "missing_by_range"
    label: ClassVar[str] = "Missing values that go with a measure or the time"

    def headline(self, said: Statement[MissingByRangeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        ends = _ends(said)
        more, less = (wording.percent(Row(said.values).number(f"{end}_share")) for end in ends)
        here, there = (_edge(said, end) for end in ends)
        return (
            f"{more} of {said.wording.row.many} have no {column(said, 0)} where {column(said, 1)} is {here}, {less} "
            f"where it is {there}"
        )

    def text(self, said: Statement[MissingByRangeDetail]) -> str:
        """See :meth:`Kind.text`."""
        return f"What is said about {column(said, 0)} leaves them out."


def _ends(said: Statement[MissingByRangeDetail]) -> tuple[str, str]:
    """The end where more values are missing, then the other."""
    values = Row(said.values)
    return ("high", "low") if values.number("high_share") > values.number("low_share") else ("low", "high")


def _edge(said: Statement[MissingByRangeDetail], end: str) -> str:
    """Where the upper or the lower quarter begins: ``12 kg or more``, ``2023-05-01 or later``."""
    side = {"high": "or later", "low": "or earlier"} if said.detail.is_time else {"high": "or more", "low": "or less"}
    if said.detail.is_time:
        return f"{day_of(said.values, f'{end}_edge', Grain.DAY)} {side[end]}"
    return f"{wording.number(Row(said.values).number(f'{end}_edge'), said.units[said.subjects[1]])} {side[end]}"
