"""Two periods side by side that are there to be compared: the change between them stands in a column of its own."""

import re
from collections.abc import Sequence

import numpy as np

from pipeline.reading.amounts import Amounts, are_near
from pipeline.reading.grid import Grid

CHANGE = re.compile(
    r"change|diff|growth|delta|variance|variation|variaci[oó]n|variaç[aã]o|variazione|veränderung|wachstum|abweichung|"
    r"differenz|différence|écart|évolution|cambio|crecimiento|crescita|yoy|y/y|vs\.?(?:$|\W)|[Δ∆]|±|增长|变化|増減|前年比",
    re.IGNORECASE,
)
AGREEING = 0.9  # of the rows


def is_compared(grid: Grid, keys: Sequence[int], periods: Sequence[int]) -> bool:
    """Whether a column beside two periods is called their change, or is the difference of their values."""
    if any(CHANGE.search(grid.names[place]) for place in keys):
        return True
    beside = Amounts([grid.columns[place] for place in keys]).matrix
    before, after = Amounts([grid.columns[place] for place in periods]).matrix.T
    change = np.abs(after - before)[:, np.newaxis]
    near = are_near(np.abs(beside), change) & (change != 0)
    return bool((near.sum(axis=0) >= AGREEING * len(beside)).any())
