"""What a reader must know of a measure's distribution: two peaks, heaps on round numbers, mostly zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np
from scipy import special

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.histogram import histogram
from pipeline.analysis.sql import one_row, select

MIN_ROWS = 60
MIN_ZERO = 0.5  # of the rows
MAX_ZERO = 0.98
HEAPS = (1000, 500, 100, 50, 25, 10, 5)  # round numbers that people report
MIN_HEAPED = 0.25  # of the values on round numbers beyond what chance would put there
MIN_PART = 0.1  # of the rows in the smaller of two peaks
MANY_ROWS = 1_000
MAX_OF_ONE = 0.2  # of the rows at one value, for a column to be looked at for peaks
STEPS = (1000.0, 500.0, 100.0, 50.0, 25.0, 10.0, 5.0, 1.0, 0.5, 0.1, 0.05, 0.01)  # that values are rounded to
MOSTLY = 0.9  # of the values are multiples of the step
MIN_BINS = 6
WINDOWS = (2, 3)  # bins
VALLEY = 0.5  # of the lower peak's height, or less, between two peaks


class Shape(StrEnum):
    """What there is to know."""

    ZEROS = "zeros"
    HEAPS = "heaps"
    PEAKS = "peaks"


@dataclass(frozen=True)
class ShapeDetail:
    """Which shape, and where."""

    shape: Shape
    base: int = 1  # of heaps: the round number
    valley: float = 0.0  # between two peaks


class ShapeDetector(Detector):
    """Zeros and round numbers are counted; two peaks are tested against a flat valley, :func:`two_peaks`."""

    name: ClassVar[str] = "shape"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        for variable in context.measures:
            values = context.sample.numbers[variable.name]
            present = values[~np.isnan(values)]
            if len(present) < MIN_ROWS or variable.ordinal or not context.relates_to_focus(variable.name):
                continue
            yield from self._zeros(variable.name, present)
            yield from self._heaps(variable.name, present)
            context.tests.count(self.name)
            yield from self._peaks(context, variable.name, present)

    def _zeros(self, name: str, values: np.ndarray) -> Iterator[Candidate]:
        share = float(np.mean(values == 0))
        if MIN_ZERO <= share <= MAX_ZERO and len(np.unique(values)) > 2:
            yield self._counted(name, len(values), "share of zeros", share, 0.7 * share, ShapeDetail(Shape.ZEROS))

    def _heaps(self, name: str, values: np.ndarray) -> Iterator[Candidate]:
        nonzero = values[values != 0]
        if len(nonzero) < MIN_ROWS or np.mean(nonzero == np.floor(nonzero)) < 0.95:
            return
        grid = next(
            (base for base in HEAPS if np.mean(nonzero % base == 0) >= 0.95), 1
        )  # that nearly all values lie on
        for base in HEAPS:
            if np.ptp(nonzero) < 8 * base:
                continue
            share = float(np.mean(nonzero % base == 0))
            if MIN_HEAPED + grid / base <= share < 0.95:
                detail = ShapeDetail(Shape.HEAPS, base=base)
                yield self._counted(name, len(nonzero), "share of round numbers", share, 0.3 * share, detail)
                return

    def _counted(self, name: str, n: int, effect: str, size: float, strength: float, detail: ShapeDetail) -> Candidate:
        return Candidate(
            self.name, (name,), n, effect, size, strength, unexpectedness=0.4, detail=detail, aspect=detail.shape
        )

    def _peaks(self, context: Context, name: str, values: np.ndarray) -> Iterator[Candidate]:
        found = two_peaks(values, context.dependence.independent_share(context.sample.numbers[name]))
        if found is None or found[1] > context.tests.CANDIDATE_P:
            return
        valley, p_value, depth = found
        yield Candidate(
            kind=self.name,
            columns=(name,),
            n=len(values),
            effect="depth of the valley between two peaks, as a share of the lower peak",
            effect_size=depth,
            strength=0.7 * depth,
            test="rows in the valley against the lower peak (binomial, over all valleys)",
            p_value=p_value,
            unexpectedness=0.5,
            detail=ShapeDetail(Shape.PEAKS, valley=valley),
            aspect=Shape.PEAKS,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        (measure,) = candidate.columns
        m, detail = context.sql(measure), candidate.detail
        prove = {Shape.ZEROS: _zeros_proof, Shape.HEAPS: _heaps_proof, Shape.PEAKS: _peaks_proof}[detail.shape]
        query = select(prove(m, detail), where=f"{m} IS NOT NULL")
        values = one_row(context.connection, query)
        return Proven(query, values, histogram(context, measure))


def _zeros_proof(m: str, _: ShapeDetail) -> dict[str, str]:
    return {
        "zero_share": f"avg(CAST({m} = 0 AS INTEGER))",
        "zeros": f"count(*) FILTER ({m} = 0)",
        "median_of_others": f"median({m}) FILTER ({m} <> 0)",
        "rows": "count(*)",
    }


def _heaps_proof(m: str, detail: ShapeDetail) -> dict[str, str]:
    base = detail.base
    return {
        "round_share": f"avg(CAST({m} % {base} = 0 AS INTEGER)) FILTER ({m} <> 0)",
        "base": str(base),
        "rows": f"count(*) FILTER ({m} <> 0)",
    }


def _peaks_proof(m: str, detail: ShapeDetail) -> dict[str, str]:
    valley = f"CAST({detail.valley!r} AS DOUBLE)"
    return {
        "lower_share": f"avg(CAST({m} <= {valley} AS INTEGER))",
        "upper_share": f"avg(CAST({m} > {valley} AS INTEGER))",
        "lower_median": f"median({m}) FILTER ({m} <= {valley})",
        "upper_median": f"median({m}) FILTER ({m} > {valley})",
        "valley": valley,
        "rows": "count(*)",
    }


def two_peaks(values: np.ndarray, independent: float = 1.0) -> tuple[float, float, float] | None:
    """The valley between two peaks, a p-value that it is one, and its depth as a share of the lower peak.

    Windows of two and of three narrow bins slide over the values; the one with a fuller window on either side whose
    rows are the fewest against the lower peak's (binomial), multiplied by the triples of separate windows, of both
    widths. Skewed positive values are looked at on the log scale. ``independent``: the share of the rows that count,
    where rows depend on each other.
    """
    scaled = values
    if values.min() > 0 and _skewness(values) > 1:
        scaled = np.log(values)
    ordered = np.sort(values)
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)  # of the rows with a value
    # where one value is common, it is what there is to say, not peaks around it
    if len(ends) < 25 or np.diff(ends, prepend=-1).max() / len(ordered) > MAX_OF_ONE:
        return None
    edges = _bins(values, scaled)
    if edges is None:
        return None
    counts, edges = np.histogram(scaled, bins=edges)
    valleys = [valley for width in WINDOWS for valley in _valleys(counts, width, independent)]
    if not valleys:
        return None
    p_value, position, depth = min(valleys)
    middle = float(np.interp(position, np.arange(len(edges)), edges))
    tests = len(WINDOWS) * (len(counts) / min(WINDOWS)) ** 2
    return (float(np.exp(middle)) if scaled is not values else middle), min(1.0, p_value * tests), depth


def _valleys(counts: np.ndarray, width: int, independent: float) -> Iterator[tuple[float, float, float]]:
    """For each window that is a valley its binomial p-value, its middle in bins, and its depth."""
    inside = np.convolve(counts, np.ones(width, dtype=int), "valid")
    below = np.concatenate([[0], np.cumsum(counts)])
    places = np.arange(width, len(inside) - width)
    before, after = np.maximum.accumulate(inside), np.maximum.accumulate(inside[::-1])[::-1]
    peaks, valleys = np.minimum(before[places - width], after[places + width]), inside[places]
    lower = below[places] + valleys / 2
    outside = np.minimum(lower, below[-1] - lower) >= MIN_PART * below[-1]
    for i in np.flatnonzero(outside & (valleys <= VALLEY * peaks)).tolist():
        valley, peak = int(valleys[i]), int(peaks[i])
        fewest, rows = int(np.ceil(valley * independent)), int((valley + peak) * independent)
        yield float(special.bdtr(min(fewest, rows), rows, 0.5)), int(places[i]) + width / 2, 1 - valley / peak


def _skewness(values: np.ndarray) -> float:
    centred = values - values.mean()
    spread = float(np.sqrt(np.mean(centred**2)))
    return float(np.mean(centred**3)) / spread**3 if spread > 0 else 0.0


def _step(values: np.ndarray) -> float:
    """The largest step that most values are multiples of; 0.0 where there is none."""
    multiples = values / np.array(STEPS)[:, None]
    near = np.count_nonzero(np.abs(multiples - np.round(multiples)) < 1e-6, axis=1) / len(values)
    return next((step for step, share in zip(STEPS, near.tolist(), strict=True) if share >= MOSTLY), 0.0)


def _bins(values: np.ndarray, scaled: np.ndarray) -> np.ndarray | None:
    """Edges from the first to the ninety-ninth percentile; each bin holds equally many of the steps that values take.

    Values are mostly multiples of a step (of one in a column with a few halves): bins that aren't would show peaks that
    only rounding makes. On the log scale small steps lie too far apart to be put in bins alike, so there a coarsely
    rounded column has none.
    """
    low, high = np.quantile(scaled, [0.01, 0.99])
    if high <= low:
        return None
    bins = 40 if len(values) >= MANY_ROWS else 24
    step = _step(values)
    if scaled is not values:
        coarse = step > 0.5 * float(np.exp(low)) * (high - low) / bins
        return None if coarse else np.linspace(low, high, bins + 1)
    if step < (high - low) / bins / 50:
        return np.linspace(low, high, bins + 1)
    width = step * np.ceil((high - low + step) / bins / step)
    start = np.floor(low / step) * step - step / 2
    edges = np.arange(start, high + width, width)
    return edges if len(edges) > MIN_BINS else None
