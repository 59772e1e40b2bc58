"""The base class of all kinds of findings."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context


class Detector(ABC):
    """One kind of finding: how it is suspected, and how it is proved and put in words.

    ``detect`` looks at what the context holds, tells ``context.tests`` how many tests it ran, and gives a candidate for
    each that may be kept: those with a p-value above ``context.tests.CANDIDATE_P`` never are and need not be given.
    Effects under the kind's least size aren't given either. ``prove`` runs one SELECT on ``data`` and says only what
    that row says; it gives None where the whole table doesn't bear out what the sample showed.
    """

    kind: ClassVar[str]
    label: ClassVar[str]  # for a reader: "Trend over time"
    associative: ClassVar[bool] = False  # relates columns to each other, so that other columns could explain it

    @abstractmethod
    def detect(self, context: Context) -> Iterable[Candidate]:
        """What may be in the data."""

    @abstractmethod
    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """The candidate's values from the whole table, in words, with its plot."""
