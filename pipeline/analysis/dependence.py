"""How much less a relation's rows say than their number suggests: entities, copied rows, neighbours in time."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.analysis.exact import Result
from pipeline.analysis.sample import Sample
from pipeline.analysis.serial import persistence
from pipeline.analysis.time_axis import TimeAxis

LEAST_CLUSTERS = 20  # groups of a dimension that count as repeated entities even if nothing is constant in them
LEAST_NESTED = 6  # groups within which the other column never changes
SORTED = 0.98  # of the steps go one way: the file was sorted by that column
NOTICEABLE = 1.3  # a design effect worth a second test on differences


@dataclass(frozen=True)
class Dependence:
    """Which rows belong together.

    ``clusters``: codes from 0 of entity-like columns, every row in one; ``nests``: codes of dimensions, which count
    where a score is constant within them; ``order``: rows in the order of time (or of the file), None where the order
    means nothing.
    """

    clusters: tuple[np.ndarray, ...] = ()
    nests: tuple[np.ndarray, ...] = ()
    order: np.ndarray | None = None

    def corrected(self, result: Result, freedom: int = 1) -> Result:
        """The result with the largest p-value that any of the dependences gives it."""
        if result.p_value > 0.05 or result.n < 10:
            return result
        inside = (result.x != 0) | (result.y != 0)
        p_value = result.p_value
        for codes in self.clusters:
            p_value = max(p_value, _clustered_p(result, codes, freedom))
        for codes in self.nests:
            if _constant_within(result.x[inside], codes[inside]):
                p_value = max(p_value, _clustered_p(result, codes, freedom))
        if self.order is not None:
            p_value = max(p_value, _serial_p(result, self.order[inside[self.order]], freedom))
        return Result(result.effect, p_value, result.n, result.x, result.y)

    def corrected_table(self, rows: np.ndarray, columns: np.ndarray, p_value: float) -> float:
        """The same for two groupings (codes, -1 where missing), by their first pair of correspondence scores."""
        both = (rows >= 0) & (columns >= 0)
        x, y = np.zeros(len(rows)), np.zeros(len(rows))
        kx, ky = int(rows.max(initial=0)) + 1, int(columns.max(initial=0)) + 1
        counts = np.bincount(rows[both] * ky + columns[both], minlength=kx * ky).reshape(kx, ky)
        by_row, by_column = correspondence(counts)
        x[both], y[both] = by_row[rows[both]], by_column[columns[both]]
        freedom = max(1, int(np.count_nonzero(by_row) - 1) * int(np.count_nonzero(by_column) - 1))
        return self.corrected(Result(0.0, p_value, int(both.sum()), x, y), freedom).p_value


def correspondence(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a table's rows and columns that correlate most, mean 0 and variance 1 (Greenacre 1984)."""
    n = counts.sum()
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    scale = np.sqrt(np.outer(np.maximum(rows, 1), np.maximum(columns, 1)))
    left, _, right = np.linalg.svd((counts - np.outer(rows, columns) / n) / scale, full_matrices=False)
    return left[:, 0] * np.sqrt(n / np.maximum(rows, 1)), right[0] * np.sqrt(n / np.maximum(columns, 1))


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip(x @ y / scale, -1, 1)) if scale > 0 else 0.0


def _p_value(r: float, n: float, freedom: int, design_effect: float, units: float) -> float:
    """F-test of a correlation whose variance is ``design_effect`` times that of ``n`` independent rows."""
    left = max(2.0, units - freedom - 1)
    f = (r * r / freedom) / max((1 - r * r) / max(n - freedom - 1, 1), 1e-300) / max(1.0, design_effect)
    return float(stats.f.sf(f, freedom, left))


def _clustered_p(result: Result, codes: np.ndarray, freedom: int) -> float:
    """Cluster-robust variance (Liang & Zeger 1986) of the score products, with clusters for degrees of freedom."""
    r = _correlation(result.x, result.y)
    products = result.x * (result.y - r * result.x)
    own = float(products @ products)
    present = np.unique(codes[(result.x != 0) | (result.y != 0)])
    if own == 0 or len(present) < 2:
        return 1.0 if len(present) < 2 else 0.0
    sums = np.bincount(codes, products)
    design_effect = float(sums @ sums) / own * len(present) / (len(present) - 1)
    if design_effect <= 1:
        return 0.0
    return _p_value(r, result.n, freedom, design_effect, len(present))


def _constant_within(scores: np.ndarray, codes: np.ndarray) -> bool:
    """Whether the scores never change within a code, and codes come back."""
    sizes = np.bincount(codes)
    used = sizes > 0
    if used.sum() < LEAST_NESTED or used.sum() > len(codes) / 2:
        return False
    means = np.bincount(codes, scores)[used] / sizes[used]
    squares = np.bincount(codes, scores**2)[used] / sizes[used]
    return bool(np.all(squares - means**2 < 1e-9))


def _serial_p(result: Result, order: np.ndarray, freedom: int) -> float:
    """The p-value that the neighbours' likeness leaves: of the raw relation and, where they are much alike, of changes.

    The design effect comes from the autocorrelations of one score and of the other's residual (Bartlett 1935), the
    smaller of both ways round, since a table sorted by one of the columns makes that one smooth by itself.
    """
    x, y = result.x[order], result.y[order]
    r = _correlation(x, y)
    ways = ((x, y - r * x), (y, x - r * y))
    design_effect, residual = min(((_bartlett(a, b), b) for a, b in ways), key=lambda way: way[0])
    if design_effect <= NOTICEABLE:
        return 0.0
    n = len(x)
    p_value = _p_value(r, n, freedom, design_effect, n / design_effect)
    rho, _ = persistence(residual)
    changes_x, changes_y = x[1:] - rho * x[:-1], y[1:] - rho * y[:-1]
    changed = _correlation(changes_x - changes_x.mean(), changes_y - changes_y.mean())
    return max(p_value, _p_value(changed, n - 1, freedom, 1.0, n - 1))


def _bartlett(x: np.ndarray, residual: np.ndarray) -> float:
    """Variance of the two series' correlation over that of independent values: one plus twice the sum of products."""
    n = len(x)
    lags = max(1, n // 4)
    a, b = _autocorrelation(x, lags), _autocorrelation(residual, lags)
    noise = 2 / np.sqrt(n)
    a, b = np.where(np.abs(a) > noise, a, 0.0), np.where(np.abs(b) > noise, b, 0.0)
    return float(1 + 2 * (a * b * (1 - np.arange(1, lags + 1) / n)).sum())


def _autocorrelation(values: np.ndarray, lags: int) -> np.ndarray:
    centred = values - values.mean()
    size = 1 << (2 * len(values) - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(centred, size)) ** 2
    covariance = np.fft.irfft(spectrum, size)[: lags + 1]
    return np.asarray(covariance[1:] / covariance[0]) if covariance[0] > 0 else np.zeros(lags)


def find_dependence(sample: Sample, axis: TimeAxis | None) -> Dependence:
    """Entities and large dimensions as clusters, smaller dimensions as nests, the order of time or of the file."""
    clusters = [_every_row_in_one(codes) for codes in sample.entities.values()]
    nests = []
    for grouping in sample.groupings.values():
        codes = _every_row_in_one(grouping.codes)
        if len(grouping.levels) >= LEAST_CLUSTERS:
            clusters.append(codes)
        elif len(grouping.levels) >= LEAST_NESTED:
            nests.append(codes)
    return Dependence(tuple(clusters), tuple(nests), _order(sample, axis))


def _every_row_in_one(codes: np.ndarray) -> np.ndarray:
    """Codes in which each row without one is a cluster by itself."""
    missing = codes < 0
    return np.where(missing, codes.max(initial=-1) + np.cumsum(missing), codes)


def _order(sample: Sample, axis: TimeAxis | None) -> np.ndarray | None:
    if axis is not None:
        return np.argsort(sample.times[axis.column], kind="stable")
    columns = [*sample.numbers.values(), *(g.codes.astype(float) for g in sample.groupings.values())]
    if any(_is_sorted(values) for values in columns):
        return None
    return np.arange(sample.size)


def _is_sorted(values: np.ndarray) -> bool:
    steps = np.diff(values[~np.isnan(values)])
    steps = steps[steps != 0]
    return len(steps) > 0 and bool(np.mean(steps > 0) > SORTED or np.mean(steps < 0) > SORTED)
