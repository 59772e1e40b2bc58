"""Values that are missing more often in some groups, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.missingness import MissingnessDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.association import of_association
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.prose import subjects
from pipeline.narrative.statement import Statement


class MissingnessKind(Kind[MissingnessDetail]):
    """Where values are missing, and where they are not."""

    name: ClassVar[str] = "missingness"
    label: ClassVar[str] = "Missing values that go with something"

    def headline(self, said: Statement[MissingnessDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, spoken, by = Row(said.values), said.wording, subjects(said)[1]
        more, less = (wording.percent(values.number(f"{end}_share")) for end in ("high", "low"))
        low = spoken.of(by, said.detail.low, again=True)
        return f"{more} {spoken.of(by, said.detail.high)} have no {column(said, 0)}, {less} {low}"

    def text(self, said: Statement[MissingnessDetail]) -> str:
        """See :meth:`Kind.text`."""
        return f"What is said about {column(said, 0)} leaves them out."

    def strength(self, said: Statement[MissingnessDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        return of_association(said)
