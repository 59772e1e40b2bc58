"""How far apart the dates of a table lie, where that is some weeks: no month or quarter holds whole ones."""

import numpy as np
import pandas as pd

STEPS = {7: "week", 14: "fortnight", 28: "four weeks"}  # days from one date to the next
MOVED = 2  # days by which a date may stand beside its place: a holiday's
USUAL = 0.9  # of the steps, that have the usual length
MIN_DATES = 8


def spacing(days: pd.DatetimeIndex) -> str | None:
    """One of :data:`STEPS` by which dates follow each other, in order; None of others.

    Months hold four or five weeks: what is added up by month rises and falls with how many.
    """
    if len(days) < MIN_DATES:
        return None
    gaps = np.diff(days.to_numpy().astype("datetime64[D]")).astype(int)
    usual = int(np.median(gaps))
    is_usual = np.abs(gaps - usual) <= MOVED
    return STEPS.get(usual) if is_usual.mean() >= USUAL else None
