"""Single moments at which a series leaps out of what is usual around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.ndimage import median_filter

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.tail import SET_ASIDE, tail_p
from pipeline.analysis.series.carrier import Carrier, Stretch, carried, find_carrier, moved_series
from pipeline.analysis.series.over_time import columns_of, day_of, line, measure_of, series_to_test, source
from pipeline.analysis.sql import literal, one_row, select
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.time_axis import Aggregate, Grain, Series

WINDOW = 15  # buckets whose median is the usual level
MIN_LENGTH = 30
MIN_DEVIATIONS = 5.0  # median absolute deviations, as standard deviations of a normal distribution
MAX_RUN = 5  # buckets in a row that may be one event; of more than half a window the median would be theirs
PART_OF_FARTHEST = 0.5  # of its deviation, that the others of an event have
SEVERAL = 4  # rows of a bucket; of fewer, each makes much of it
ONE_ROWS_PART = {"several": 0.5, "few": 0.8}  # of the distance from the usual level that goes with the farthest row
SKEWED = 0.1  # of the width of the middle eighty per cent, by which their centre is off the median


@dataclass(frozen=True)
class SpikeDetail:
    """The series, its spike, and the buckets around it that are usual."""

    measure: str | None  # None: the rows are counted
    aggregate: Aggregate
    grain: Grain
    moment: pd.Timestamp
    run: tuple[pd.Timestamp, pd.Timestamp]  # the first and the last of the buckets in a row that are as unusual
    around: tuple[pd.Timestamp, pd.Timestamp]
    carrier: Carrier | None = None  # the group that leapt, where no other did


class SpikeDetector(Detector):
    """The farthest bucket against the tail of all others and of those on its side, by ``tail_test.tail_p``."""

    name: ClassVar[str] = "spike"
    section: ClassVar[str | None] = "how_much"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        tested = series_to_test(context, MIN_LENGTH)
        context.tests.count(self.name, len(tested))
        for series in tested:
            assert axis is not None
            left = unusual(series)
            place = int(np.abs(left).argmax())
            size = float(left[place])
            if abs(size) < MIN_DEVIATIONS:
                continue
            first, last = _run(left, place)
            others = _apart(left, first, last)
            same_side = np.abs(others[others * size > 0])
            p_value = min(1.0, max(tail_p(np.abs(others)), 2 * tail_p(same_side)))
            if p_value > context.tests.CANDIDATE_P:
                continue
            ends = _stretches(series, place, first, last)
            carrier = find_carrier(context, self.name, moved_series(context, axis, series, *ends))
            yield Candidate(
                kind=self.name,
                columns=columns_of(axis, series, carrier),
                n=int(series.rows.sum()),
                effect="distance from the usual level, in robust standard deviations",
                effect_size=size,
                strength=min(1.0, float(np.log2(abs(size) / MIN_DEVIATIONS * 2)) / 4),
                test="largest deviation against the tail of all others, and of those on its side",
                p_value=p_value,
                unexpectedness=0.8,
                detail=SpikeDetail(
                    series.measure,
                    series.aggregate,
                    series.grain,
                    series.buckets[place],
                    (series.buckets[first], series.buckets[last]),
                    (series.buckets[max(0, place - WINDOW)], series.buckets[min(len(left) - 1, place + WINDOW)]),
                    carrier,
                ),
                series=series,
                occasion=series.buckets[place],
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        series, detail = candidate.series, candidate.detail
        assert series is not None
        measure = measure_of(context, series.measure)
        moment, around = literal(detail.moment), detail.around
        inside = f"bucket BETWEEN {literal(detail.run[0])} AND {literal(detail.run[1])}"
        near = f"NOT ({inside}) AND bucket BETWEEN {literal(around[0])} AND {literal(around[1])}"
        query = select(
            {
                "spike_bucket": f"min(bucket) FILTER (bucket = {moment})",
                "spike_level": f"min(value) FILTER (bucket = {moment})",
                "run_buckets": f"count(*) FILTER ({inside})",
                "run_from": f"min(bucket) FILTER ({inside})",
                "usual_level": f"median(value) FILTER ({near})",
                "ratio": context.relative(detail.measure, "spike_level / nullif(usual_level, 0)"),
                "from_bucket": f"min(bucket) FILTER ({near})",
                "to_bucket": f"max(bucket) FILTER ({near})",
            },
            source(axis, series),
        )
        values = one_row(context.connection, query)
        level, usual = values.number("spike_level"), values.number("usual_level")
        if measure is not None and _is_of_one_row(context, series, measure, moment, level - usual):
            return None
        when = day_of(values, "spike_bucket", series.grain)
        plot = line(context, axis, series, highlight=(detail.moment,), alt=f", with {when} marked")
        return Proven(*carried(context, detail.carrier, query, values, plot))


def _is_of_one_row(context: Context, series: Series, measure: Variable, moment: str, excess: float) -> bool:
    """Whether one of the bucket's rows makes most of the difference: an odd value, not an odd time.

    Its part is what the bucket's value would lose were that row like the mean of the bucket's others. The only row of
    a bucket makes all of it, unless the series has no more than one anywhere.
    """
    axis = context.time_axis
    assert axis is not None
    counted = f"count({measure.sql})"
    others = f"((sum({measure.sql}) - farthest) / nullif({counted} - 1, 0))"
    query = select(
        {
            "farthest": f"{'max' if excess > 0 else 'min'}({measure.sql})",
            "rows": counted,
            "its_part": f"(farthest - {others})" + (f" / {counted}" if series.is_level else ""),
        },
        where=f"{axis.bucket(series.grain)} = {moment}",
    )
    values = one_row(context.connection, query)
    rows = values.number("rows")
    if rows == 1:
        return axis.counts_vary
    return values.number("its_part") / excess > ONE_ROWS_PART["several" if rows >= SEVERAL else "few"]


def _stretches(series: Series, place: int, first: int, last: int) -> tuple[list[Stretch], list[Stretch]]:
    """The usual buckets around an event, and its farthest one."""
    buckets = series.buckets
    low, high = max(0, place - WINDOW), min(len(buckets) - 1, place + WINDOW)
    usual = [(buckets[low], buckets[first - 1])] if first > low else []
    usual += [(buckets[last + 1], buckets[high])] if last < high else []
    return usual, [(buckets[place], buckets[place])]


def _run(left: np.ndarray, place: int) -> tuple[int, int]:
    """The first and the last of the buckets in a row about a place that are all unusual, on its side: one event."""
    far = (left * np.sign(left[place]) >= MIN_DEVIATIONS) & (np.abs(left) >= PART_OF_FARTHEST * abs(left[place]))
    first = last = place
    while first > 0 and far[first - 1] and last - first < MAX_RUN - 1:
        first -= 1
    while last < len(left) - 1 and far[last + 1] and last - first < MAX_RUN - 1:
        last += 1
    return first, last


def _apart(left: np.ndarray, first: int, last: int) -> np.ndarray:
    """The deviations without those of an event but its two farthest: that many the test expects to be odd."""
    inside = first + np.argsort(-np.abs(left[first : last + 1]), kind="stable")
    return np.delete(left, inside[SET_ASIDE:])


def unusual(series: Series) -> np.ndarray:
    """How far each bucket is from the median around it, in robust standard deviations, all buckets equally certain.

    Counts by their square roots (Anscombe 1948), skewed series too, and by their logarithms where these are skewed
    still; but low values by the scale before that, since a logarithm makes much of next to nothing. Means and ratios by
    the root of their rows.
    """
    scales = [np.sqrt(series.values) if series.aggregate is Aggregate.COUNT else series.values]
    if scales[0].min() > 0 and _is_skewed(scales[0]):
        scales.append(np.sqrt(scales[0]))
        if _is_skewed(scales[1]):
            scales.append(np.log(scales[0]))
    certain = np.sqrt(series.rows / np.median(series.rows)) if series.is_level else 1.0
    high, low = (_deviations(values) * certain for values in (scales[-1], scales[-2:][0]))
    return np.where(high > 0, _standardised(high), _standardised(low))


def _deviations(values: np.ndarray) -> np.ndarray:
    return np.asarray(values - median_filter(values, WINDOW, mode="nearest"))


def _standardised(left: np.ndarray) -> np.ndarray:
    deviation = 1.4826 * float(np.median(np.abs(left))) or float(left.std())
    return left / deviation if deviation > 0 else np.zeros(len(left))


def _is_skewed(values: np.ndarray) -> bool:
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    return bool(high + low - 2 * middle > SKEWED * (high - low))
