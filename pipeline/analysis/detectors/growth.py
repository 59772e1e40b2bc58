"""The last full year against the year before, or a shorter period against the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.inference.distributions import t_tail
from pipeline.analysis.inference.serial import kpss_statistic, persistence, safety_margin
from pipeline.analysis.series.carrier import Carrier, Stretch, carried, find_carrier, moved_series
from pipeline.analysis.series.over_time import columns_of, line, series_to_test, source
from pipeline.analysis.sql import literal, one_row, select
from pipeline.analysis.variables.time_axis import BUCKET_SECONDS, Aggregate, Grain, Series

MIN_PAIRS = 24  # buckets compared with those a period before
MIN_CHANGE = 0.02  # of the period before
KPSS_1_PERCENT = 0.739  # of Kwiatkowski et al.'s statistic about a mean: its 1 % point
PERIODS = (("year", 365.25 * 86400), ("quarter", 91.31 * 86400), ("month", 30.44 * 86400))


@dataclass(frozen=True)
class GrowthDetail:
    """The series, and the two periods that are compared."""

    measure: str | None  # None: the rows are counted
    aggregate: Aggregate
    grain: Grain
    period: str
    start: pd.Timestamp  # of the earlier period
    middle: pd.Timestamp  # of the later one
    carrier: Carrier | None = None  # the group that made the change, where no other did


class GrowthDetector(Detector):
    """Each bucket of the last period less the one a period before, the mean against zero.

    The differences' persistence widens the error of their mean, and counts as a random walk's where it can't be told
    from one, so that only growth that is there all through the period is told.
    """

    name: ClassVar[str] = "growth"
    tells_course: ClassVar[bool] = True
    section: ClassVar[str | None] = "how_much"
    news: ClassVar[News | None] = News.MOVEMENT
    news_of_one: ClassVar[News | None] = News.MOVEMENT
    is_lasting: ClassVar[bool] = True

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        for series in series_to_test(context, 2 * MIN_PAIRS):
            assert axis is not None
            compared = _last_period(series)
            if compared is None:
                continue
            period, start, middle, differences = compared
            context.tests.count(self.name)
            p_value = _mean_p(differences)
            level = float(np.mean(series.values[(series.buckets >= start) & (series.buckets < middle)]))
            share = float(differences.mean()) / abs(level) if level else 0.0
            if p_value > context.tests.CANDIDATE_P or abs(share) < MIN_CHANGE:
                continue
            ends = _stretches(series, start, middle)
            carrier = find_carrier(context, self.name, moved_series(context, axis, series, *ends))
            yield Candidate(
                kind=self.name,
                columns=columns_of(axis, series, carrier),
                n=int(series.rows[series.buckets >= start].sum()),
                effect="change over the period before, as a share of it",
                effect_size=share,
                strength=min(1.0, 0.3 + abs(share)),
                test="mean of the paired differences, with their persistence in its error",
                p_value=p_value,
                unexpectedness=0.4,
                detail=GrowthDetail(series.measure, series.aggregate, series.grain, period, start, middle, carrier),
                series=series,
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        series, detail = candidate.series, candidate.detail
        assert series is not None
        start, middle = literal(detail.start), literal(detail.middle)
        query = select(
            {
                "earlier_level": f"avg(value) FILTER (bucket >= {start} AND bucket < {middle})",
                "later_level": f"avg(value) FILTER (bucket >= {middle})",
                "change": "later_level - earlier_level",
                "earlier_first": f"min(bucket) FILTER (bucket >= {start})",
                "later_first": f"min(bucket) FILTER (bucket >= {middle})",
                "later_last": "max(bucket)",
            }
            | context.growth_of("change", detail.measure, "earlier_level", "later_level"),
            source(axis, series),
        )
        values = one_row(context.connection, query)
        change, earlier = values.number("change"), abs(values.number("earlier_level"))
        if abs(change) < MIN_CHANGE * earlier or change * candidate.effect_size < 0:
            return None
        plot = line(context, axis, series, alt=f", of which the last {detail.period} is compared with the one before")
        return Proven(*carried(context, detail.carrier, query, values, plot))


def _stretches(series: Series, start: pd.Timestamp, middle: pd.Timestamp) -> tuple[list[Stretch], list[Stretch]]:
    """The earlier period and the later one."""
    earlier = series.buckets[(series.buckets >= start) & (series.buckets < middle)]
    later = series.buckets[series.buckets >= middle]
    return [(earlier[0], earlier[-1])], [(later[0], later[-1])]


def _last_period(series: Series) -> tuple[str, pd.Timestamp, pd.Timestamp, np.ndarray] | None:
    """The longest period of which the series holds two: its name, both starts, and the paired differences."""
    if len(np.unique(np.diff(series.buckets.asi8))) > 4:
        return None  # buckets are missing: pairs wouldn't be a period apart
    for period, seconds in PERIODS:
        steps = round(seconds / BUCKET_SECONDS[series.grain])
        if steps >= MIN_PAIRS and len(series.values) >= 2 * steps:
            later, earlier = series.values[-steps:], series.values[-2 * steps : -steps]
            return period, series.buckets[-2 * steps], series.buckets[-steps], later - earlier
    return None


def _mean_p(differences: np.ndarray) -> float:
    n, about_mean = len(differences), differences - differences.mean()
    rho, _ = persistence(about_mean, safety_margin(n))
    if rho >= 1 or kpss_statistic(about_mean) > KPSS_1_PERCENT:
        return 1.0
    left = max(2.0, n * (1 - rho) / (1 + rho))
    error = float(differences.std(ddof=1)) / np.sqrt(left)
    return float(2 * t_tail(abs(float(differences.mean())) / error, left - 1)) if error > 0 else 1.0
