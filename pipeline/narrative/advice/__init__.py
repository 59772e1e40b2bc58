"""What to do about a finding. ADVICE has an entry for each kind; others get a general one."""

from collections.abc import Mapping

from pipeline.narrative.advice import over_time, relations, values
from pipeline.narrative.advice.kind import Advice, in_general
from pipeline.narrative.advice.quality import on_quality

ADVICE: Mapping[str, Advice] = {
    "trend": over_time.on_trend,
    "level_change": over_time.on_level_change,
    "seasonality": over_time.on_seasonality,
    "spike": over_time.on_spike,
    "gap": over_time.on_gap,
    "growth": over_time.on_growth,
    "segment_trend": over_time.on_segment_trend,
    "correlation": relations.on_correlation,
    "relationship": relations.on_relationship,
    "difference": relations.on_difference,
    "rate": relations.on_rate,
    "rhythm": relations.on_rhythm,
    "level_by_time": relations.on_rhythm,
    "busy_times": over_time.on_busy_times,
    "association": relations.on_association,
    "paradox": relations.on_paradox,
    "mix_effect": relations.on_mix_effect,
    "words": relations.on_words,
    "driver": relations.on_driver,
    "share": values.on_share,
    "concentration": values.on_concentration,
    "extreme_entity": values.on_extreme_entity,
    "outliers": values.on_outliers,
    "shape": values.on_shape,
    "missingness": values.on_missingness,
    "missing_by_range": values.on_missingness,
}

__all__ = ["ADVICE", "Advice", "in_general", "on_quality"]
