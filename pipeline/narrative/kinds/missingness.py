"""Values that are missing more often in some groups, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.missingness import MissingnessDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.association import of_association
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import group
from pipeline.narrative.statement import Statement


class MissingnessKind(Kind[MissingnessDetail]):
    """Where values are missing, and where they are not."""

    name: ClassVar[str] = "missingness"
    label: ClassVar[str] = "Missing values that go with something"

    def headline(self, said: Statement[MissingnessDetail]) -> str:
        """See :meth:`Kind.headline`."""
        return f"{column(said, 0)} is missing far more often where {column(said, 1)} is {group(said.detail.high)}"

    def text(self, said: Statement[MissingnessDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, name = Row(said.values), column(said, 0)
        more, less = (wording.percent(values.number(f"{end}_share")) for end in ("high", "low"))
        return (
            f"{name} has no value in {more} of the rows where {column(said, 1)} is {group(said.detail.high)}, and in "
            f"{less} where it is {group(said.detail.low)}. What is said about {name} leaves those rows out."
        )

    def strength(self, said: Statement[MissingnessDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        return of_association(said)
