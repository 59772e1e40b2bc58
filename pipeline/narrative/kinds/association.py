"""Two columns of groups that go together, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.association import AssociationDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, by_size, column
from pipeline.narrative.naming import group
from pipeline.narrative.statement import Statement


class AssociationKind(Kind[AssociationDetail]):
    """A group of one column that is more frequent in one group of the other than in another."""

    name: ClassVar[str] = "association"
    label: ClassVar[str] = "Groups that go together"

    def headline(self, said: Statement[AssociationDetail]) -> str:
        """See :meth:`Kind.headline`."""
        level, high, low = (group(value) for value in (said.detail.level, said.detail.high, said.detail.low))
        return f"{column(said, 0)} is {level} far more often where {column(said, 1)} is {high} than {low}"

    def text(self, said: Statement[AssociationDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        level, high, low = (group(value) for value in (said.detail.level, said.detail.high, said.detail.low))
        upper, lower, overall = (wording.percent(values.number(f"{of}_share")) for of in ("high", "low", "overall"))
        return (
            f"{column(said, 0)} is {level} in {upper} of the rows where {column(said, 1)} is {high} "
            f"({wording.count(values.size('high_rows'), 'row')}), and in {lower} where it is {low} "
            f"({wording.count(values.size('low_rows'), 'row')}); over all rows it is {overall}."
        )

    def strength(self, said: Statement[AssociationDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        return of_association(said)


def of_association(said: Statement[object]) -> str:
    """How strong a relation is whose size is Cramér's V."""
    first, last = column(said, 0), column(said, -1)
    return by_size(
        said,
        (0.5, f"That is a strong relation between {first} and {last}."),
        (0.3, f"That is a clear relation between {first} and {last}, not a rule without exceptions."),
        (0.0, f"That is a modest relation: most of what tells the rows apart lies outside of {last}."),
    )
