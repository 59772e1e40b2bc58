"""What one column following from others is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """How one column follows from others."""

    LINEAR = "linear"  # of two columns, the second follows from the first
    FUNCTION = "function"
    RENAMED = "renamed"
    NESTED = "nested"
    ATTRIBUTE = "attribute"
    RANGES = "ranges"
    CALENDAR = "calendar"
    NOUGHT = "nought"  # the second is zero in one of two groups of the first, and seldom in the other
    SUM = "sum"  # the first is made of the others, in order
    PRODUCT = "product"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    EITHER = "either"  # where the second has no value follows from the first: of both, one is filled
    ASKED = "asked"  # ... only in some groups of the first
    ASKED_FROM = "asked_from"  # ... only on one side of a value of the first


@dataclass(frozen=True)
class Relation:
    """Columns of which one follows from the others.

    A part of a product named in ``complements`` counts as one less it (a discount).
    """

    kind: RelationKind
    columns: tuple[str, ...]
    factor: float | None = None  # linear: the second is factor times the first, plus shift; ratio: 100 for per cent
    shift: float | None = None
    complements: frozenset[str] = frozenset()
    near: bool = False  # nested: all but a few groups are the same in both

    @property
    def pairs(self) -> Iterator[frozenset[str]]:
        """The pairs of columns of which nothing more is to be said; the parts of a whole may still be related."""
        first, *others = self.columns
        return (frozenset((first, other)) for other in others if self.kind not in BY_DESIGN)

    @property
    def is_copy(self) -> bool:
        """Whether one column can stand for the other."""
        return self.kind in COPIES or self.near


BY_DESIGN = frozenset({RelationKind.EITHER, RelationKind.ASKED, RelationKind.ASKED_FROM})
COPIES = frozenset({RelationKind.LINEAR, RelationKind.FUNCTION, RelationKind.RENAMED})
