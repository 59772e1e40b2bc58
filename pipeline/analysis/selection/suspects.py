"""Pairs of columns that may be related: the exact test of one takes milliseconds, and a wide table has many thousands.

A story tells a few of a kind. So the strongest are tested first, and when enough of them held the rest isn't.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.context import Context

MAX_TESTED = 250  # of a kind
ENOUGH = 72  # of a kind that held: three times as many as are looked at again
ENOUGH_OF_ONE = 12  # of one column; its others come after those of the other columns


@dataclass(frozen=True)
class Suspect:
    """Columns that may be related, as strongly as a cheap look over all pairs says; ``test`` is the exact one."""

    columns: tuple[str, str]
    strength: float
    test: Callable[[], Candidate | None]


def strongest_first(context: Context, kind: str, suspects: Iterable[Suspect]) -> Iterator[Candidate]:
    """The candidates that come of the strongest suspects; how many were not tested goes to ``context.tests``.

    Which makes the story's false discoveries no more: those that are left out count as tests without a result.
    """
    tested = _Tested()
    left = sorted(suspects, key=lambda suspect: -suspect.strength)
    for most_of_one in (ENOUGH_OF_ONE, ENOUGH):  # at first spread out over the columns
        later = []
        for suspect in left:
            if tested.is_enough() or tested.held_of(suspect.columns) >= most_of_one:
                later.append(suspect)
            else:
                yield from tested.test(suspect)
        left = later
    context.tests.leave_out(kind, len(left))


@dataclass
class _Tested:
    """How many suspects were tested, how many of them held, and how many of each column's."""

    runs: int = 0
    held: int = 0
    by_column: Counter[str] = field(default_factory=Counter)

    def is_enough(self) -> bool:
        """Whether the rest is left out."""
        return self.runs >= MAX_TESTED or self.held >= ENOUGH

    def held_of(self, columns: tuple[str, str]) -> int:
        """Of the one of the columns of which more held."""
        return max(self.by_column[column] for column in columns)

    def test(self, suspect: Suspect) -> Iterator[Candidate]:
        """The candidate, where the suspicion holds."""
        self.runs += 1
        candidate = suspect.test()
        if candidate is not None:
            self.held += 1
            self.by_column.update(suspect.columns)
            yield candidate
