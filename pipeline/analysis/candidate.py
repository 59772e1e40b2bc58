"""What a detector suspects, and what it proves of it."""

from dataclasses import dataclass, replace
from typing import Any

from pipeline.analysis.inference.exact import Result
from pipeline.analysis.sql import Row
from pipeline.analysis.variables.time_axis import Series
from pipeline.story import Plot, WithinGroups

REVERSED = -0.1  # part of an effect left within groups, below which it points the other way
SURE = 2.6  # standard errors; a hundredth of the estimates are farther off


@dataclass(frozen=True)
class Candidate:
    """Something that a detector saw in the sample or in a series; not yet a finding.

    ``p_value`` is None for what is counted rather than tested. ``strength`` puts effects of all kinds on one scale:
    0 is the least effect of the kind, 1 as strong as it gets. ``detail`` is a frozen dataclass of the kind's own, for
    its proof and its words.
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
    is_repeated: bool = False  # the same test stands behind another candidate, or is counted with its kind's
    unexpectedness: float = 0.5  # 0 to 1: how little a reader would have guessed it
    detail: Any = None
    scores: Result | None = None  # of a relation, to look at it again within the groups of other columns
    series: Series | None = None  # of a movement over time
    occasion: object = None  # the season or the moment that a movement is tied to
    aspect: str = ""  # of a single column of which there are several things to say
    concerns: tuple["Concern", ...] = ()
    companions: tuple[str | None, ...] = ()  # measures whose totals move along with it; None: the number of rows

    def with_(self, **changes: Any) -> "Candidate":
        """A copy with changes."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Concern:
    """Another column within whose groups a relation looks different."""

    column: str
    kept: float  # the part of the effect that is left within the groups: 1 all of it, 0 none, below 0 reversed
    error: float  # standard error of that part

    @property
    def reverses(self) -> bool:
        """Whether the effect plainly points the other way within the groups: Simpson's paradox."""
        return self.kept < REVERSED and self.kept + SURE * self.error < 0


@dataclass(frozen=True)
class Caveat:
    """The numbers behind a concern: a one-row SELECT, and which of its values are what."""

    sql: str
    numbers: WithinGroups


@dataclass(frozen=True)
class Proven:
    """What the whole table says of a candidate: the values that the SQL returned, and the plot of them."""

    sql: str
    values: Row
    plot: Plot | None = None
