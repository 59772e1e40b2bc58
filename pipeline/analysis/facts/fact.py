"""What every kind of fact has: how it is drafted from the view, and how a draft is proved."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import Row
from pipeline.story import Fact, Plot, Verdict


class LeadPart(StrEnum):
    """What a story's first paragraph is made of, in order."""

    LEVEL = "level"  # how much there is
    MOVED = "moved"  # what moved, or matters most
    OTHER = "other"  # what it depends on, who and where


@dataclass(frozen=True)
class Claim:
    """A comparison's test: what would let the story say that it holds beyond this file's luck.

    ``matters``: whether the effect is at least the least one. ``is_counted``: whether a detector has counted the same
    test already. ``is_alike``: whether a test of equivalence has shown that no difference that matters is there.
    """

    test: str
    p_value: float
    matters: bool = True
    is_alike: bool = False
    is_counted: bool = False
    is_asked: bool = False


@dataclass(frozen=True)
class Draft:
    """A fact before its proof: the query that gives its values, how much it is worth, and what it claims."""

    kind: str
    section: str
    columns: tuple[str, ...]
    n: int
    query: str
    worth: float  # within its section, the higher the earlier
    detail: Any = None
    claim: Claim | None = None
    compares: bool = True  # whether it needs a verdict
    q_value: float | None = None
    verdict: Verdict | None = None
    plot: Callable[[Row], Plot | None] | None = None

    def judged(self, q_value: float | None) -> "Draft":
        """The draft with its verdict, by its claim and whether the false-discovery rate keeps it."""
        if not self.compares:
            return self
        if self.claim is None:
            return replace(self, verdict=Verdict.UNTESTED)
        if q_value is not None and self.claim.matters:
            return replace(self, verdict=Verdict.BEYOND_CHANCE, q_value=q_value)
        return replace(self, verdict=Verdict.ALIKE if self.claim.is_alike else Verdict.UNDECIDED)


class FactKind(ABC):
    """One kind of fact. ``draft`` looks at the view and gives what could be told, with its tests."""

    name: ClassVar[str]
    part: ClassVar[LeadPart] = LeadPart.OTHER  # of the first paragraph that it may be
    may_lead: ClassVar[bool] = True  # whether the first paragraph may speak of it
    follows_time: ClassVar[bool] = False  # it tells how its columns went, which says more than how they stand
    pictures_all: ClassVar[bool] = False  # one picture of its columns, which how they go together is a part of
    is_record: ClassVar[bool] = False  # told side by side whatever its verdict: the file's own totals
    only_beyond_chance: ClassVar[bool] = False  # not told at all where it is undecided
    is_news: ClassVar[bool] = False  # told as early as what is about the subject
    is_doubted: ClassVar[bool] = False  # where it is undecided, its figures stand among the doubts

    def parts(self, fact: Fact) -> frozenset[str]:  # noqa: ARG002 - of most kinds none
        """Columns of which one is a part of the other, so that it is no news how they go together."""
        return frozenset()

    def occasion(self, fact: Fact) -> str | None:  # noqa: ARG002 - most kinds have none
        """See :meth:`pipeline.analysis.detector.Detector.occasion`."""
        return None

    @abstractmethod
    def draft(self, view: View) -> Iterable[Draft]:
        """What could be told."""

    def is_founded(self, draft: Draft, judged: Sequence[Draft]) -> bool:  # noqa: ARG002 - most kinds stand alone
        """Whether what a fact builds on, told by another one, is firm enough for it to be told."""
        return True

    def is_asked(self, fact: Fact) -> bool:  # noqa: ARG002 - of most kinds nobody has asked anything
        """Whether the rows were gathered to ask just this: see :class:`Claim`."""
        return False

    def leads(self, fact: Fact) -> bool:  # noqa: ARG002 - most kinds lead whatever their values
        """Whether the first paragraph may speak of this one: it says much in few words."""
        return self.may_lead
