"""The last full year against the year before, or a shorter period against the one before it."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.serial import caution, persistence, wander
from pipeline.analysis.naming import of_measure, per_bucket, sentence
from pipeline.analysis.series.over_time import columns_of, day_of, line, measure_of, series_to_test, source
from pipeline.analysis.sql import literal, one_row, select
from pipeline.analysis.variables.time_axis import BUCKET_SECONDS, Series

LEAST_PAIRS = 24  # buckets compared with those a period before
LEAST_CHANGE = 0.02  # of the period before
WANDERING = 0.739  # of Kwiatkowski et al.'s statistic about a mean: its 1 % point
PERIODS = (("year", 365.25 * 86400), ("quarter", 91.31 * 86400), ("month", 30.44 * 86400))


class GrowthDetector(Detector):
    """Each bucket of the last period less the one a period before, the mean against zero.

    The differences' persistence widens the error of their mean, and counts as a random walk's where it can't be told
    from one, so that only growth that is there all through the period is told.
    """

    kind: ClassVar[str] = "growth"
    label: ClassVar[str] = "Growth against the period before"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        for series in series_to_test(context, 2 * LEAST_PAIRS):
            assert axis is not None
            compared = _last_period(series)
            if compared is None:
                continue
            period, start, middle, differences = compared
            context.tests.count(self.kind)
            p_value = _mean_p(differences)
            level = float(np.mean(series.values[(series.buckets >= start) & (series.buckets < middle)]))
            share = float(differences.mean()) / abs(level) if level else 0.0
            if p_value > context.tests.CANDIDATE_P or abs(share) < LEAST_CHANGE:
                continue
            yield Candidate(
                kind=self.kind,
                columns=columns_of(axis, series),
                n=int(series.rows[series.buckets >= start].sum()),
                effect="change over the period before, as a share of it",
                effect_size=share,
                strength=min(1.0, 0.3 + abs(share)),
                test="mean of the paired differences, with their persistence in its error",
                p_value=p_value,
                unexpectedness=0.4,
                detail={
                    "series": series,
                    "period": period,
                    "start": start,
                    "middle": middle,
                },
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        series: Series = candidate.detail["series"]
        measure, period = measure_of(context, series.measure), candidate.detail["period"]
        start, middle = literal(candidate.detail["start"]), literal(candidate.detail["middle"])
        query = select(
            {
                "earlier_level": f"avg(value) FILTER (bucket >= {start} AND bucket < {middle})",
                "later_level": f"avg(value) FILTER (bucket >= {middle})",
                "change_share": "(later_level - earlier_level) / nullif(abs(earlier_level), 0)",
                "earlier_first": f"min(bucket) FILTER (bucket >= {start})",
                "later_first": f"min(bucket) FILTER (bucket >= {middle})",
                "later_last": "max(bucket)",
            },
            source(axis, series),
        )
        values = one_row(context.connection, query)
        share = values.number("change_share")
        if abs(share) < LEAST_CHANGE or share * candidate.effect_size < 0:
            return None
        unit, grain = measure.column.unit if measure else None, series.grain
        subject, every = of_measure(measure, series.aggregate), per_bucket(grain, series.aggregate)
        size = wording.percent(abs(share))
        headline = sentence(f"{subject} is {size} {'higher' if share > 0 else 'lower'} than a {period} before")
        text = sentence(
            f"{subject} was {wording.number(values.number('later_level'), unit)} {every}from "
            f"{day_of(values, 'later_first', grain)} to {day_of(values, 'later_last', grain)}, against "
            f"{wording.number(values.number('earlier_level'), unit)} {every}in the {period} before: {size} "
            f"{'more' if share > 0 else 'less'}."
        )
        plot = line(context, axis, series, alt=f", of which the last {period} is compared with the one before")
        return Proven(query, values, headline, text, plot)


def _last_period(series: Series) -> tuple[str, pd.Timestamp, pd.Timestamp, np.ndarray] | None:
    """The longest period of which the series holds two: its name, both starts, and the paired differences."""
    if len(np.unique(np.diff(series.buckets.asi8))) > 4:
        return None  # buckets are missing: pairs wouldn't be a period apart
    for period, seconds in PERIODS:
        steps = round(seconds / BUCKET_SECONDS[series.grain])
        if steps >= LEAST_PAIRS and len(series.values) >= 2 * steps:
            later, earlier = series.values[-steps:], series.values[-2 * steps : -steps]
            return period, series.buckets[-2 * steps], series.buckets[-steps], later - earlier
    return None


def _mean_p(differences: np.ndarray) -> float:
    n, about_mean = len(differences), differences - differences.mean()
    rho, _ = persistence(about_mean, caution(n))
    if rho >= 1 or wander(about_mean) > WANDERING:
        return 1.0
    left = max(2.0, n * (1 - rho) / (1 + rho))
    error = float(differences.std(ddof=1)) / np.sqrt(left)
    return float(2 * stats.t.sf(abs(float(differences.mean())) / error, left - 1)) if error > 0 else 1.0
