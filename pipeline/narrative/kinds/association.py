"""Two columns of groups that go together, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.association import AssociationDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, being, by_size, column, rows
from pipeline.narrative.prose import subjects
from pipeline.narrative.statement import Statement


class AssociationKind(Kind[AssociationDetail]):
    """A group of one column that is more frequent in one group of the other than in another."""

    name: ClassVar[str] = "association"
    label: ClassVar[str] = "Groups that go together"

    def headline(self, said: Statement[AssociationDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail, spoken, by = Row(said.values), said.detail, said.wording, subjects(said)[1]
        upper, lower = (wording.percent(values.number(f"{of}_share")) for of in ("high", "low"))
        did = being(said, 0, detail.level)
        return f"{upper} {spoken.of(by, detail.high)} {did}, {lower} {spoken.of(by, detail.low, again=True)}"

    def text(self, said: Statement[AssociationDetail]) -> str:
        """See :meth:`Kind.text`."""
        overall, told = wording.percent(Row(said.values).number("overall_share")), said.turn.of_kind
        everywhere = wording.varied(told, "Over all it is", "The whole table has", "In all:")
        rest = wording.varied(told, "The two shares rest on", "Behind them stand", "From")
        return f"{everywhere} {overall}. {rest} {rows(said, 'high_rows')} and {rows(said, 'low_rows')}."

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
