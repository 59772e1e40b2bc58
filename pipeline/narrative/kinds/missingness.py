"""Values that are missing more often in some groups, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.missingness import MissingnessDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.association import of_association
from pipeline.narrative.kinds.kind import Kind, column, group_among, say
from pipeline.narrative.naming import group
from pipeline.narrative.prose import Sentence
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

    def advice(self, said: Statement[MissingnessDetail], before: int) -> tuple[Sentence, ...]:
        """Ask who fills the column in."""
        return ask_about_gaps(said, before)


def ask_about_gaps(said: Statement[object], before: int) -> tuple[Sentence, ...]:
    """Advice on a column that isn't filled in everywhere."""
    gaps, high = column(said, 0), group_among(said, "high_group")
    where = f" where {column(said, 1)} is {high}" if high is not None else ""
    if before:
        return say(said, f"Ask the same about {gaps}{where}.")
    return say(
        said,
        f"Ask whoever records {gaps} what an empty field means{where}: not known, not asked, or none?",
        f"Until that is known, read every figure on {gaps} as one about the other rows.",
    )
