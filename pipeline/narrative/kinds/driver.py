"""What goes with the focus column, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.prose import names
from pipeline.narrative.statement import Statement


class DriverKind(Kind[None]):
    """The columns that go with the focus, strongest first."""

    name: ClassVar[str] = "driver"
    label: ClassVar[str] = "What goes with the focus column"
    names_focus: ClassVar[bool] = True

    def headline(self, said: Statement[None]) -> str:
        """See :meth:`Kind.headline`."""
        return f"What goes with {column(said, 0)}: {names(said.subjects[1:4])}"

    def text(self, said: Statement[None]) -> str:
        """See :meth:`Kind.text`."""
        name, others = column(said, 0), said.subjects[1:]
        shares = [wording.percent(float(said.values[f"part_{i}"] or 0.0)) for i in range(1, len(others) + 1)]
        parts = [f"{wording.name(other)} ({share})" for other, share in zip(others, shares, strict=True)]
        many = "one column goes" if len(others) == 1 else "these columns go"
        return (
            f"Of all columns {many} with {name}: {wording.listing(parts)}. They stand in the order of what each adds "
            f"beside the others; in brackets is the share of the variation in {name} that goes with the groups, or "
            f"tenths, of that column by itself."
        )
