"""Pairs of columns that may be related: the exact test of one takes milliseconds, and a wide table has many thousands.

A story tells a few of a kind. So the strongest are tested first, and when enough of them held the rest isn't.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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
    held: Counter[str] = Counter()
    tested = given = 0
    left = sorted(suspects, key=lambda suspect: -suspect.strength)
    for spread_out in (True, False):
        later = []
        for suspect in left:
            full = tested >= MAX_TESTED or given >= ENOUGH
            if full or (spread_out and max(held[column] for column in suspect.columns) >= ENOUGH_OF_ONE):
                later.append(suspect)
                continue
            tested += 1
            candidate = suspect.test()
            if candidate is not None:
                given += 1
                held.update(suspect.columns)
                yield candidate
        left = later
    context.tests.leave_out(kind, len(left))
