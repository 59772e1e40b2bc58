"""What has been said before in a story, and how the same is said otherwise the next time."""

from dataclasses import dataclass

USES = 2  # times that a story may say one phrase


@dataclass(frozen=True)
class Turn:
    """The place of a point in its story: how many points of its kind, and how many doubted ones, stand before it."""

    of_kind: int = 0
    of_doubt: int = 0


def varied(said_before: int, *ways: str) -> str:
    """The way that is due: all in turn, each twice at most, but the last, which is to be short, for all that follow.

    Deterministic: the same place in a story always has the same words.
    """
    return ways[said_before % len(ways)] if said_before < USES * len(ways) else ways[-1]
