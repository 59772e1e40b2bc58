"""What a reader must know of a distribution, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.shape import Shape, ShapeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, agree, column
from pipeline.narrative.statement import Statement


class ShapeKind(Kind[ShapeDetail]):
    """Mostly zero, heaps on round numbers, or two peaks."""

    name: ClassVar[str] = "shape"
    label: ClassVar[str] = "Shape of a distribution"

    def headline(self, said: Statement[ShapeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, name, unit = Row(said.values), column(said, 0), said.units[said.subjects[0]]
        what = wording.sentence(name)
        match said.detail.shape:
            case Shape.ZEROS:
                share = wording.percent(values.number("zero_share"))
                return f"{what} {agree(said, 0, 'is', 'are')} zero for {share} of {said.wording.row.many}"
            case Shape.HEAPS:
                share = wording.percent(values.number("round_share"))
                return f"{share} of the values of {name} are multiples of {values.size('base'):,}"
            case _:
                low, high = (wording.number(values.number(f"{end}_median"), unit) for end in ("lower", "upper"))
                return f"{what} {agree(said, 0, 'has', 'have')} two peaks, around {low} and around {high}"

    def text(self, said: Statement[ShapeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        match said.detail.shape:
            case Shape.ZEROS:
                return f"Half of the others lie below {wording.number(values.number('median_of_others'), unit)}."
            case Shape.HEAPS:
                return "They look rounded or estimated rather than measured."
            case _:
                lower, upper = (wording.percent(values.number(f"{end}_share")) for end in ("lower", "upper"))
                valley = wording.number(values.number("valley"), unit)
                where = f"{lower} lie around the one, {upper} around the other, and few near {valley}"
                return f"{where}. No average describes both."
