"""What a reader must know of a distribution, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.shape import Shape, ShapeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.statement import Statement


class ShapeKind(Kind[ShapeDetail]):
    """Mostly zero, heaps on round numbers, or two peaks."""

    name: ClassVar[str] = "shape"
    label: ClassVar[str] = "Shape of a distribution"

    def headline(self, said: Statement[ShapeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, name = Row(said.values), column(said, 0)
        match said.detail.shape:
            case Shape.ZEROS:
                return f"{name} is zero in {wording.percent(values.number('zero_share'))} of the rows"
            case Shape.HEAPS:
                share = wording.percent(values.number("round_share"))
                return f"{share} of the values of {name} are multiples of {values.size('base'):,}"
            case _:
                return f"{name} has two peaks"

    def text(self, said: Statement[ShapeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        match said.detail.shape:
            case Shape.ZEROS:
                middle = wording.number(values.number("median_of_others"), unit)
                return f"{self.headline(said)}; the median of the other rows is {middle}."
            case Shape.HEAPS:
                return f"{self.headline(said)}: they look rounded or estimated rather than measured."
            case _:
                low, high, valley = (
                    wording.number(values.number(key), unit) for key in ("lower_median", "upper_median", "valley")
                )
                shares = [wording.percent(values.number(f"{end}_share")) for end in ("lower", "upper")]
                return (
                    f"The values of {column(said, 0)} form two groups: {shares[0]} of them lie around {low} and "
                    f"{shares[1]} around {high}, with few near {valley}. One average describes neither."
                )
