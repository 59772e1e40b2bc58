"""What a detector suspects, and what it proves of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.analysis.sql import Row
from pipeline.story import Plot

TURNED = -0.1  # part of an effect left within groups, below which it points the other way
SURE = 2.6  # standard errors; a hundredth of the estimates are farther off


@dataclass(frozen=True)
class Candidate:
    """Something that a detector saw in the sample or in a series; not yet a finding.

    ``p_value`` is None for what is counted rather than tested. ``strength`` puts effects of all kinds on one scale:
    0 is the least effect of the kind, 1 as strong as it gets. ``detail`` is the detector's own, for its proof.
    """

    kind: str
    columns: tuple[str, ...]
    n: int
    effect: str
    effect_size: float
    strength: float
    test: str | None = None
    p_value: float | None = None
    q_value: float | None = None
    unexpectedness: float = 0.5  # 0 to 1: how little a reader would have guessed it
    detail: Mapping[str, Any] = field(default_factory=dict)
    concerns: tuple["Concern", ...] = ()
    companions: tuple[str | None, ...] = ()  # measures whose totals move along with it; None: the number of rows

    def with_(self, **changes: Any) -> "Candidate":
        """A copy with changes."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Concern:
    """Another column within whose groups a relation looks different."""

    column: str
    kept: float  # the part of the effect that is left within the groups: 1 all of it, 0 none, below 0 turned round
    error: float  # standard error of that part

    @property
    def turned(self) -> bool:
        """Whether the effect plainly points the other way within the groups: Simpson's paradox."""
        return self.kept < TURNED and self.kept + SURE * self.error < 0


@dataclass(frozen=True)
class Proven:
    """A candidate put in words: the values that its SQL returned, and what they say."""

    sql: str
    values: Row
    headline: str
    text: str
    plot: Plot | None = None
    caveats: tuple[str, ...] = ()
