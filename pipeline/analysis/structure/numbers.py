"""Two measures of which one is a function of the other: a copy, another unit, a logarithm, a rank."""

import numpy as np

from pipeline.analysis.structure.relation import Relation, RelationKind
from pipeline.analysis.structure.rounding import last_digit
from pipeline.analysis.variables.sample import Sample, standard_ranks

SAME = 1 - 1e-9  # Pearson correlation of columns that are linear functions of each other
MONOTONE = 0.9999  # Spearman correlation of columns that are smooth functions of each other
LIKELY = 0.9  # Spearman correlation of pairs that are looked at
MAX_ROWS = 2_000
MAX_DATES = 4
UNEVEN_NS = 2 * 86_400e9  # days by which the months of a year are off their average, added up
MAX_YEAR = 10_000  # times are years up to there, nanoseconds beyond
MANY = 2_000  # pairs; of more only those are looked at whose variance about a line rounding may explain
MAX_PAIRS = 5_000  # that are looked at, a millisecond each: 3,000 columns in groups of copies have far more
ROOM = 4.0  # times that variance, for the few rows that may be off
MIN_EXACT = 0.995  # of the rows that lie on the line, but for rounding
MIN_STEPS = 5  # last digits in a standard deviation, for rounding to be told from noise
RUNNING = 0.99  # Spearman correlation with the order of the rows or a time, from which on a series only runs along
STEADY = 0.9  # of neighbouring points of a curve that lie off it on the same side; by chance a third do
MIN_CURVE = 8  # points in a row that show a curve
ROUNDING = 0.75  # of the last digit: half of it, and what the fitted line is off


def numeric_relations(sample: Sample) -> list[Relation]:
    """The pairs of measures on a line, or rising and falling always together."""
    names = list(sample.numbers)
    if len(names) < 2 or sample.size < 10:
        return []
    spearman = sample.rank_correlations(names)
    relations = []
    likely = np.triu(np.abs(spearman) > LIKELY, k=1)
    if likely.sum() > MANY:
        likely &= (np.abs(spearman) > MONOTONE) | _nearly_linear([sample.numbers[name] for name in names])
    for i, j in _strongest(likely, np.abs(spearman)):
        x, y = sample.numbers[names[i]], sample.numbers[names[j]]
        both = np.flatnonzero(~(np.isnan(x) | np.isnan(y)))[:MAX_ROWS]
        relation = _relation(names[i], names[j], x[both], y[both], float(spearman[i, j]))
        if relation is not None and not (
            relation.kind is RelationKind.FUNCTION and _only_run_along(sample, both, x, y)
        ):
            relations.append(relation)
    return relations


def _strongest(likely: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """The places of the pairs that are looked at, in order: of very many alike, each with the first columns."""
    pairs = np.argwhere(likely)
    if len(pairs) > MAX_PAIRS:
        order = np.argsort(-strength[likely], kind="stable")[:MAX_PAIRS]
        pairs = pairs[np.sort(order)]
    return pairs


def _only_run_along(sample: Sample, rows: np.ndarray, x: np.ndarray, y: np.ndarray) -> bool:
    """Whether both rise or fall along the rows, or along a time, and their changes have nothing to do with each other.

    Any two running totals always rise together. Where one is a function of the other, a value lies on the curve through
    its neighbours; where not, it lies off that by about as much as the values change.
    """
    orders = [np.arange(sample.size, dtype=float), *list(sample.times.values())[:MAX_DATES]]
    for order in orders:
        known = rows[~np.isnan(order[rows])]
        along = standard_ranks(order[known])
        if all(abs(float(along @ standard_ranks(values[known]))) >= RUNNING * len(known) for values in (x, y)):
            return not _is_smooth(x[rows], y[rows])
    return False


def _is_smooth(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether the points bend steadily: off the line between their neighbours on the same side, rounding aside.

    Noise in the changes puts them on one side and the other in turn.
    """
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    width, rise = x[2:] - x[:-2], y[2:] - y[:-2]
    apart = width > 0
    if apart.sum() < MIN_CURVE:
        return False
    off = (y[1:-1] - y[:-2])[apart] - ((x[1:-1] - x[:-2]) / np.where(width > 0, width, 1) * rise)[apart]
    rounded = last_digit(y) + 1e-9 * float(np.abs(y).max())
    bent = np.sign(off) * (np.abs(off) > rounded)
    judged = (bent[1:] != 0) & (bent[:-1] != 0)
    if judged.sum() < MIN_CURVE:
        return bool((bent == 0).mean() >= STEADY)
    return bool((bent[1:] == bent[:-1])[judged].mean() >= STEADY)


def clock_relations(sample: Sample) -> list[Relation]:
    """Measures that only count the time: on a line with a date, but for rounding."""
    relations: list[Relation] = []
    for date, moments in list(sample.times.items())[:MAX_DATES]:
        rows = _monotone(sample, moments)
        clocks = [name for name, both in rows.items() if _counts(moments[both], sample.numbers[name][both])]
        relations += [Relation(RelationKind.CALENDAR, (date, name)) for name in clocks]
    return relations


def _monotone(sample: Sample, moments: np.ndarray) -> dict[str, np.ndarray]:
    """Measures that nearly always rise or fall with ``moments``, with the first rows that have both."""
    ranks, dated = standard_ranks(moments), ~np.isnan(moments)
    rows = {}
    for name, values in sample.numbers.items():
        both = np.flatnonzero(dated & ~np.isnan(values))
        if len(both) >= 10 and abs(float(ranks @ sample.ranks[name])) >= MONOTONE * len(both):
            rows[name] = both[:MAX_ROWS]
    return rows


def _counts(moments: np.ndarray, values: np.ndarray) -> bool:
    """Whether values lie on a line with moments, but for rounding and months that aren't equally long."""
    if not (np.ptp(moments) > 0 and np.ptp(values) > 0):
        return False
    centred = moments - moments.mean()
    slope = float(centred @ values) / float(centred @ centred)
    months = UNEVEN_NS if np.abs(moments).max() > MAX_YEAR else 0.0
    allowed = ROUNDING * last_digit(values) + abs(slope) * months + 1e-9 * float(np.abs(values).max())
    off = np.abs(values - values.mean() - slope * centred)
    return bool(np.mean(off <= allowed) >= MIN_EXACT and allowed * MIN_STEPS <= values.std())


def _nearly_linear(columns: list[np.ndarray]) -> np.ndarray:
    """Which pairs may lie on a line but for rounding, as a table: by what their correlation leaves of the variance."""
    matrix = np.column_stack([values[:MAX_ROWS] for values in columns])
    present = (~np.isnan(matrix)).astype(float)
    sizes = np.maximum(present.sum(axis=0), 1)
    centred = np.nan_to_num(matrix - np.nansum(matrix, axis=0) / sizes)
    squares = (centred**2).T @ present
    scale = np.sqrt(squares * squares.T)
    r = np.divide(centred.T @ centred, scale, out=np.zeros_like(scale), where=scale > 0)
    digits = np.array([last_digit(values[~np.isnan(values)]) for values in matrix.T])
    variances = np.maximum((centred**2).sum(axis=0) / sizes, 1e-300)
    left = (ROUNDING * digits) ** 2 / variances
    room = ROOM if len(matrix) * (1 - MIN_EXACT) >= 1 else 1.0
    return np.asarray(1 - r**2 <= 2 * (1 - SAME) + room * np.maximum.outer(left, left))


def _relation(first: str, second: str, x: np.ndarray, y: np.ndarray, spearman: float) -> Relation | None:
    if len(x) < 10 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    line = _line(x, y)
    if line is None and _line(y, x) is not None:  # the first one is the rounded one
        line = np.polyfit(x, y, 1)
    if line is not None:
        factor, shift = _simplest(x, y, line)
        return Relation(RelationKind.LINEAR, (first, second), factor=factor, shift=shift)
    return Relation(RelationKind.FUNCTION, (first, second)) if abs(spearman) > MONOTONE else None


def _simplest(x: np.ndarray, y: np.ndarray, line: np.ndarray) -> tuple[float, float]:
    """Slope and intercept with as few digits as fit the points as well: no intercept rather than one from rounding."""
    allowed = ROUNDING * max(last_digit(x) * abs(line[0]), last_digit(y)) + 1e-9 * float(np.abs(y).max())
    for digits in range(1, 7):
        slope = float(f"{line[0]:.{digits}g}")
        middle = float(np.median(y - slope * x))
        for shift in (0.0, *(float(f"{middle:.{d}g}") for d in range(1, digits + 1))):
            if np.mean(np.abs(y - slope * x - shift) <= allowed) >= MIN_EXACT:
                return slope, shift
    return float(f"{line[0]:.6g}"), float(f"{line[1]:.6g}")


def _line(x: np.ndarray, y: np.ndarray) -> np.ndarray | None:
    """Slope and intercept of the line on which the points lie, exactly or rounded to the last digit of ``y``."""
    line = np.polyfit(x, y, 1)
    if abs(np.corrcoef(x, y)[0, 1]) > SAME:
        return line
    digit = last_digit(y)
    if digit == 0 or y.std() < MIN_STEPS * digit:
        return None
    off = np.abs(y - np.polyval(line, x))
    return line if np.mean(off <= ROUNDING * digit) >= MIN_EXACT else None
