"""What goes with the focus column, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.statement import Statement


class DriverKind(Kind[None]):
    """The columns that go with the focus, strongest first."""

    name: ClassVar[str] = "driver"
    label: ClassVar[str] = "What goes with the focus column"
    names_focus: ClassVar[bool] = True

    def headline(self, said: Statement[None]) -> str:
        """See :meth:`Kind.headline`."""
        return f"What goes with {column(said, 0)}: {wording.listing(_parts(said)[:3])} of its variation"

    def text(self, said: Statement[None]) -> str:
        """See :meth:`Kind.text`."""
        return (
            f"All that go with it: {wording.listing(_parts(said))} of what tells {said.wording.row.many} apart. They "
            "stand in the order of what each adds beside the others, with the share that goes with it by itself."
        )


def _parts(said: Statement[None]) -> list[str]:
    """``**region** with 43%``: the share of the variation that goes with the groups, or tenths, of a column."""
    shares = (wording.percent(float(said.values[f"part_{i}"] or 0.0)) for i in range(1, len(said.subjects)))
    named = (said.wording.column(other) for other in said.subjects[1:])
    return [f"{name} with {share}" for name, share in zip(named, shares, strict=True)]
