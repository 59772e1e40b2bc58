"""Two periods side by side that are there to be compared: the change between them stands in a column of its own."""

import re
from collections.abc import Sequence

import numpy as np

from pipeline.reading.amounts import Amounts
from pipeline.reading.grid import Grid

CHANGE = re.compile(
    r"change|diff|growth|delta|variance|variation|variaci[oó]n|variaç[aã]o|variazione|veränderung|wachstum|abweichung|"
    r"differenz|différence|écart|évolution|cambio|crecimiento|crescita|yoy|y/y|vs\.?(?:$|\W)|[Δ∆]|±|增长|变化|増減|前年比",
    re.IGNORECASE,
)
AGREEING = 0.9  # of the rows


def is_compared(grid: Grid, keys: Sequence[int], measures: Sequence[Sequence[int]]) -> bool:
    """Whether a column beside them is called the change of the two periods of a measure, or is their difference."""
    if any(CHANGE.search(grid.names[place]) for place in keys):
        return True
    beside = Amounts([grid.columns[place] for place in keys]).matrix
    for places in measures:
        before, after = Amounts([grid.columns[place] for place in places]).matrix.T
        change = (after - before)[:, np.newaxis]
        present = ~np.isnan(beside) & (change != 0)
        near = np.isclose(np.abs(beside), np.abs(change), rtol=0.002, atol=1e-9) & present
        if (near.sum(axis=0) >= AGREEING * len(beside)).any():
            return True
    return False
