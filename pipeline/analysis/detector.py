"""The base class of all kinds of findings."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from pipeline.analysis.candidate import Candidate, Caveat, Concern, Proven
from pipeline.analysis.context import Context
from pipeline.story import Finding


class News(StrEnum):
    """What findings of several kinds say alike: of the same columns, only the best of them is told."""

    MOVEMENT = "a measure moves over time"
    SEASON = "a measure depends on the weekday, month or hour"
    RELATION = "two measures go together"
    OUTCOME = "an outcome depends on the group"
    LEVEL = "a measure, or its total, depends on the group"
    DOMINANCE = "a few groups hold most"


class Detector(ABC):
    """One kind of finding: how it is suspected, how it is proved, and what it is to other kinds.

    ``detect`` looks at what the context holds, tells ``context.tests`` how many tests it ran, and gives a candidate for
    each that may be kept: those with a p-value above ``context.tests.CANDIDATE_P`` never are and need not be given.
    Effects under the kind's least size aren't given either. ``prove`` runs one SELECT on ``data``; it gives None where
    the whole table doesn't bear out what the sample showed. The words are the narrative's: a kind of the same name in
    ``pipeline/narrative/kinds``.
    """

    name: ClassVar[str]
    news: ClassVar[News | None] = None  # of several columns; None: what only this kind says
    news_of_one: ClassVar[News | None] = None  # of a single column
    table: ClassVar[str | None] = None  # the field of Statistics that lists its findings
    is_lasting: ClassVar[bool] = False  # a move over time that stays: what moves along with it is told beside it
    is_news_reversed: ClassVar[bool] = False  # worth more where it reverses within the groups of another column
    is_void_if_confounded: ClassVar[bool] = False  # comes of the mixture of groups where another column changes it
    section: ClassVar[str | None] = None  # of the outline, for findings about the subject; None: what it depends on
    repeats_facts: ClassVar[bool] = False  # says again what a fact about the same columns says
    same_as: ClassVar[str | None] = None  # kind of the facts that, about the same columns, say the same
    comes_of: ClassVar[frozenset[str]] = frozenset()  # of facts that, about these columns and more, say it in full
    tells_course: ClassVar[bool] = False  # how a column went in all, in a sentence that the first paragraph may have
    tells_reversal: ClassVar[bool] = False  # that the relation of its first two columns reverses within its third

    def occasion(self, finding: Finding) -> str | None:  # noqa: ARG002 - most kinds have none
        """What a finding and the facts that it is ``same_as`` both have to be about, beside their columns."""
        return None

    def is_given(self, finding: Finding) -> bool:  # noqa: ARG002 - most kinds have none
        """Whether a finding's first column hardly differs within the groups of its second: each has its own."""
        return False

    @abstractmethod
    def detect(self, context: Context) -> Iterable[Candidate]:
        """What may be in the data."""

    @abstractmethod
    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """The candidate's values from the whole table, with its plot."""

    def news_of(self, candidate: Candidate, context: Context) -> str:  # noqa: ARG002 - some kinds look at the context
        """What a candidate says: two that say the same of the same columns aren't both told."""
        news = self.news_of_one if len(candidate.columns) == 1 else self.news
        return news or self.name

    def worth(self, candidate: Candidate) -> float:  # noqa: ARG002 - some kinds look at the candidate
        """What the candidate's score is multiplied by: under 1 where its strength makes it no news."""
        return 1.0

    def caveat(self, context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat | None:  # noqa: ARG002
        """The numbers behind a concern, their names ending in ``number``; None where the kind tells none."""
        return None
