"""A series is higher on some weekdays, in some months or at some hours, again and again."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import filterfalse
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.inference.season import seasonal_test
from pipeline.analysis.inference.serial import detrended
from pipeline.analysis.naming import title_of
from pipeline.analysis.series.over_time import columns_of, series_to_test, source
from pipeline.analysis.series.seasons import SEASONS, Season, are_steps, plot_of_parts
from pipeline.analysis.sql import of_largest, of_smallest, one_row
from pipeline.analysis.variables.time_axis import Aggregate, Grain, Series, TimeAxis
from pipeline.story import Finding

MIN_SHARE = 0.08  # of the variance about the line that the seasons take


@dataclass(frozen=True)
class SeasonalityDetail:
    """The series and its cycle."""

    measure: str | None  # None: the rows are counted
    aggregate: Aggregate
    grain: Grain
    season: str


def _only_says_when(context: Context, axis: TimeAxis, series: Series) -> bool:
    """Whether a number of rows only says when it was open: they are the steps of one series."""
    return series.measure is None and are_steps(context.sample.times[axis.column])


class SeasonalityDetector(Detector):
    """Each cycle that a series covers several times, by :func:`~pipeline.analysis.inference.season.seasonal_test`."""

    name: ClassVar[str] = "seasonality"
    section: ClassVar[str | None] = "how_much"
    news: ClassVar[News | None] = News.SEASON
    news_of_one: ClassVar[News | None] = News.SEASON
    same_as: ClassVar[str | None] = "season"

    def occasion(self, finding: Finding) -> str | None:
        """See :meth:`Detector.occasion`: the cycle."""
        return str(finding.detail.season)

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        if axis is None:
            return
        for season in filter(partial(_is_covered, axis), SEASONS.values()):
            least = season.min_cycles * season.steps // 2
            tested = series_to_test(context, least, season.grain, averages=True)
            for series in filterfalse(partial(_only_says_when, context, axis), tested):
                context.tests.count(self.name)
                p_value, share = _part_of(season, series)
                if p_value > context.tests.CANDIDATE_P or share < MIN_SHARE:
                    continue
                yield self._candidate(axis, series, season, p_value, share)

    def _candidate(self, axis: TimeAxis, series: Series, season: Season, p_value: float, share: float) -> Candidate:
        return Candidate(
            kind=self.name,
            columns=columns_of(axis, series),
            n=int(series.rows.sum()),
            effect="share of the variance about the trend between the seasons",
            effect_size=share,
            strength=float(np.sqrt(share)),
            test="F-test of the seasons in a regression on a line and the series' past",
            p_value=p_value,
            unexpectedness=0.5,
            detail=SeasonalityDetail(series.measure, series.aggregate, season.grain, season.name),
            series=series,
            occasion=season.name,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        season, series = candidate.detail.season, candidate.series
        assert series is not None
        part = SEASONS[season].function
        parts = _levels(part, len(np.unique(season_codes(series.buckets, season))), source(axis, series))
        ratio = context.relative(series.measure, "max(value) / nullif(min(value), 0)")
        query = (
            f"SELECT {of_largest('part', 'value')} AS high_part, max(value) AS high_level, "
            f"{of_smallest('part', 'value')} AS low_part, min(value) AS low_level, "
            f"{ratio} AS ratio, sum(buckets) AS buckets, "
            f"sum(value * buckets) / sum(buckets) AS overall_level FROM {parts}"
        )
        values = one_row(context.connection, query)
        unit = context.unit(series.measure) if series.measure else None
        title = title_of(series.measure, series.aggregate)
        return Proven(query, values, plot_of_parts(context, season, parts, title, title, unit))


def _is_covered(axis: TimeAxis, season: Season) -> bool:
    """Whether the time is long and fine enough for a cycle to come several times."""
    return axis.can_show(season.grain) and axis.cycles(season.grain, season.steps) >= season.min_cycles


def _part_of(season: Season, series: Series) -> tuple[float, float]:
    """The p-value of a season in a series, and the share of the variance about the line that it takes."""
    codes = season_codes(series.buckets, season.name)
    return seasonal_test(series.values, codes), _share_between(detrended(series.values), codes)


def _levels(part: str, steps: int, series: str) -> str:
    """SQL: the mean of each part's buckets less their running mean over a whole cycle, on top of the mean of all.

    The classical decomposition (Macaulay 1931): of a series that rises the last month would peak, and of one that ends
    in July, July. ``steps``: buckets in a cycle; of an even number those at both ends of the window count half.
    """
    half = steps // 2

    def window(before: int, after: int) -> str:
        return f"OVER (ORDER BY bucket ROWS BETWEEN {before} PRECEDING AND {after} FOLLOWING)"

    ahead = half - 1 + steps % 2
    running = f"(avg(value) {window(half, ahead)} + avg(value) {window(ahead, half)}) / 2"
    full = f"count(*) {window(half, half)} = {2 * half + 1}"
    about = f"(SELECT bucket, value, {running} AS running, {full} AS whole FROM {series}) AS about"
    inside = f"(SELECT bucket, value, running, avg(value) OVER () AS overall FROM {about} WHERE whole) AS inside"
    return (
        f"(SELECT {part}(bucket) AS part, any_value(overall) + avg(value - running) AS value, count(*) AS buckets "
        f"FROM {inside} GROUP BY 1) AS parts"
    )


def season_codes(buckets: pd.DatetimeIndex, season: str) -> np.ndarray:
    """The season of each bucket, from 0."""
    unit, steps, first = {"weekday": ("D", 7, 3), "month": ("M", 12, 0), "hour": ("h", 24, 0)}[season]
    return np.asarray((buckets.to_numpy().astype(f"datetime64[{unit}]").astype(np.int64) + first) % steps)


def _share_between(values: np.ndarray, codes: np.ndarray) -> float:
    sizes = np.maximum(np.bincount(codes), 1)
    means = np.bincount(codes, values) / sizes
    return float(np.var(means[codes]) / max(np.var(values), 1e-300))
