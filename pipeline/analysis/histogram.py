"""The histogram of a measure over the whole table, as a plot."""

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.story import Plot

MAX_BINS = 40
CORE = 0.005, 0.995  # of the values, which are drawn alone where the whole range is
WIDER = 3  # times as wide, or more


def histogram(context: Context, measure: str, *, core: bool = False) -> Plot:
    """Bins by Freedman and Diaconis (1981) on the sample, the rows counted over the whole table.

    ``core``: a few far values, beside which all others would be one bar, are left out, and the plot says how many.
    """
    values = context.sample.numbers[measure]
    values = values[~np.isnan(values)]
    profile = context.profiles[measure]
    m = context.sql(measure)
    low, high = _core(values, profile.minimum, profile.maximum) if core else (profile.minimum, profile.maximum)
    edges = _edges(values, low, high, profile.whole)
    width = edges[1] - edges[0]
    counted = context.connection.execute(
        f"SELECT CAST(least(floor(({m} - {edges[0]!r}) / {width!r}), {len(edges) - 2}) AS INTEGER) AS bin, count(*) "
        f"FROM data WHERE {m} BETWEEN {low!r} AND {high!r} GROUP BY 1"
    ).fetchall()
    counts = np.zeros(len(edges) - 1, dtype=int)
    for position, size in counted:
        counts[max(0, position)] += size
    return Plot(
        kind="histogram",
        title=f"Distribution of {measure}",
        frame=pd.DataFrame({"from": edges[:-1], "to": edges[1:], "rows": counts}),
        x="from",
        x_end="to",
        y="rows",
        x_label=measure,
        y_label="Number of rows",
        alt_text=f"Histogram of {measure}.",
        x_unit=context.unit(measure),
        total=None if (low, high) == (profile.minimum, profile.maximum) else profile.n,
    )


def _core(values: np.ndarray, minimum: float, maximum: float) -> tuple[float, float]:
    low, high = (float(end) for end in np.quantile(values, CORE))
    return (low, high) if low < high and maximum - minimum > WIDER * (high - low) else (minimum, maximum)


def _edges(values: np.ndarray, minimum: float, maximum: float, whole: bool) -> list[float]:
    """Evenly spaced edges over the whole range; whole numbers get bins as wide as a whole number."""
    spread = float(np.subtract(*np.quantile(values, [0.75, 0.25])))
    width = 2 * spread / len(values) ** (1 / 3) or (maximum - minimum) / 10 or 1.0
    bins = int(np.clip(np.ceil((maximum - minimum) / width), 5, MAX_BINS))
    if whole:
        step = max(1, int(np.ceil((maximum - minimum + 1) / bins)))
        bins = int((maximum - minimum) // step) + 1
        return [float(minimum + i * step) for i in range(bins + 1)]
    return [float(edge) for edge in np.linspace(minimum, maximum or minimum + 1, bins + 1)]
