"""The registry of planted facts: for each the maker of its data set at a strength."""

from collections.abc import Callable, Mapping

from testing.truth import planted_columns, planted_moments, planted_paradoxes, planted_series
from testing.truth.plant import Generator, Planted

PLANTS: Mapping[str, Callable[[Generator, float], Planted]] = {
    plant.__name__: plant
    for plant in (
        planted_series.trend,
        planted_series.trend_of_counts,
        planted_series.trend_of_average,
        planted_series.trend_of_ratio,
        planted_series.trend_in_parts,
        planted_series.level_change,
        planted_series.seasonality,
        planted_series.monthly,
        planted_series.hourly,
        planted_series.spike,
        planted_series.gap,
        planted_series.growth,
        planted_series.segment_trend,
        planted_series.mix_effect,
        planted_moments.busy_times,
        planted_moments.level_by_time,
        planted_moments.rhythm,
        planted_columns.correlation,
        planted_columns.relationship,
        planted_columns.difference,
        planted_columns.rate,
        planted_columns.association,
        planted_columns.share,
        planted_columns.concentration,
        planted_columns.outliers,
        planted_columns.extreme_entity,
        planted_columns.two_peaks,
        planted_columns.heaped,
        planted_columns.mostly_zero,
        planted_columns.words,
        planted_columns.missingness,
        planted_columns.missing_by_range,
        planted_columns.duration,
        planted_paradoxes.confounded,
        planted_paradoxes.confounded_correlation,
        planted_paradoxes.simpson,
        planted_paradoxes.drivers,
        planted_paradoxes.drivers_of_outcome,
    )
}
