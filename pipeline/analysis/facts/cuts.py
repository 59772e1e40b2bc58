"""Where a measure is cut into low and high: at a round number that a person would name."""

import numpy as np

MIN_SIDE = 0.05  # of the rows on each side of a cut
MAX_CUTS = 40


def round_cuts(values: np.ndarray) -> list[float]:
    """At most 40 round numbers inside the range: multiples of a step that fits, of 12 too; few values as they are."""
    present = values[~np.isnan(values)]
    distinct = np.unique(present)
    if len(distinct) <= 12:
        return [float(value) for value in distinct[1:]]
    low, high = np.quantile(present, [MIN_SIDE, 1 - MIN_SIDE])
    if high <= low:
        return []
    step = _round_step(high - low)
    cuts = set(np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step)
    if np.all(present == np.floor(present)) and 24 <= present.max() <= 120:  # months
        cuts |= set(np.arange(12, high, 12.0))
    inside = sorted(round(float(cut), 10) for cut in cuts if low < cut <= high)
    return inside[:MAX_CUTS]


def _round_step(span: float) -> float:
    """The least round number that goes into a range at most twelve times."""
    magnitude: float = 10.0 ** np.floor(np.log10(span / 8))
    return next(m * magnitude for m in (1, 2, 2.5, 5, 10, 20) if span / (m * magnitude) <= 12)


def best_cut(values: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """The round number that parts ``y`` best, at or above it against below, and the share of variance that it takes.

    The choice makes any test of the same rows too bold: ask other rows, or correct for it (Lausen and Schumacher 1992).
    """
    inside = ~np.isnan(values) & ~np.isnan(y)
    x, y = values[inside], y[inside]
    cuts = np.array(round_cuts(x))
    centred = y - y.mean() if len(y) else y
    total = float((centred**2).sum())
    if not len(cuts) or total <= 0:
        return None
    reached = np.searchsorted(cuts, x, side="right")  # how many cuts each value is at or above
    below, sums = (np.cumsum(np.bincount(reached, weights, len(cuts) + 1))[:-1] for weights in (None, centred))
    above = len(x) - below
    usable = np.minimum(below, above) >= max(10, MIN_SIDE * len(x))
    if not usable.any():
        return None
    shares = np.where(usable, sums**2 / np.maximum(below, 1) + sums**2 / np.maximum(above, 1), -1.0) / total
    best = int(np.argmax(shares >= (1 - 1e-12) * shares.max()))  # of several as good the first
    return float(cuts[best]), float(shares[best])


def cut_p(share: float, n: int, least: float = MIN_SIDE) -> float:
    """P-value of the best of all cuts that leave a part ``least`` on each side, by the share of variance it takes.

    Miller and Siegmund (1982), Biometrics 38, for the largest of standardised two-sample statistics; Lausen and
    Schumacher (1992), Biometrics 48, for ranks. Too small for fewer than some fifty rows.
    """
    b = float(np.sqrt(n * share / max(1e-12, 1 - share)))
    if b <= 1:
        return 1.0
    density = float(np.exp(-(b**2) / 2) / np.sqrt(2 * np.pi))
    odds = (1 - least) ** 2 / least**2
    return min(1.0, 4 * density / b + density * (b - 1 / b) * float(np.log(odds)))
