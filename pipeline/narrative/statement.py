"""What the narrative puts into words: a finding, or a fact."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from pipeline.story import Plot, Scalar, WithinGroups
from pipeline.wording import Turn, Wording

DetailT_co = TypeVar("DetailT_co", covariant=True)


class Statement(Protocol[DetailT_co]):
    """What a kind's words may speak of. :class:`~pipeline.story.Finding` is one; its words come last."""

    @property
    def kind(self) -> str:
        """Key of KINDS."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The table's own columns that it is about."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it speaks of, in the kind's own order: columns, or what was derived of them."""

    @property
    def units(self) -> Mapping[str, str | None]:
        """What each subject is measured in."""

    @property
    def values(self) -> Mapping[str, Scalar]:
        """The numbers that may be written: the row that its SQL returns."""

    @property
    def effect_size(self) -> float | None:
        """As its kind measures it."""

    @property
    def detail(self) -> DetailT_co:
        """The kind's own, typed: what its words need besides."""

    @property
    def within_groups(self) -> tuple[WithinGroups, ...]:
        """What its caveats are made of."""

    @property
    def companions(self) -> tuple[str | None, ...]:
        """Measures whose totals move along with it; None: the number of rows."""

    @property
    def headline(self) -> str:
        """One sentence, without its full stop."""

    @property
    def text(self) -> str:
        """The sentences that give the figures."""

    @property
    def caveats(self) -> tuple[str, ...]:
        """Sentences on what is to be held against it."""

    @property
    def plot(self) -> Plot | None:
        """What its chart shows."""

    @property
    def wording(self) -> Wording:
        """How its table is spoken of: see :mod:`pipeline.wording`."""

    @property
    def turn(self) -> Turn:
        """What the story says before it: see :func:`pipeline.wording.varied`."""
