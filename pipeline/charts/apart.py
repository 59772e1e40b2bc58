"""Labels above each other: moved as far apart as their lines are high, and no further than the chart."""

from collections.abc import Sequence


def apart(places: Sequence[float], gap: float, top: float) -> list[float]:
    """The ``places`` in rising order, in px from the bottom, each ``gap`` or more above the one before.

    A pile that would rise above ``top`` sinks as a whole instead, below the bottom only where there is no room at all.
    """
    risen: list[float] = []
    for place in places:
        risen.append(max(place, risen[-1] + gap) if risen else place)
    ceiling, sunk = top, []
    for place in reversed(risen):
        sunk.append(min(place, ceiling))
        ceiling = sunk[-1] - gap
    return sunk[::-1]
