"""The registry of kinds in words. A new kind is a new file and an entry here."""

from collections.abc import Mapping
from typing import Any

from pipeline.narrative.kinds.association import AssociationKind
from pipeline.narrative.kinds.busy_times import BusyTimesKind
from pipeline.narrative.kinds.concentration import ConcentrationKind
from pipeline.narrative.kinds.correlation import CorrelationKind
from pipeline.narrative.kinds.difference import DifferenceKind
from pipeline.narrative.kinds.driver import DriverKind
from pipeline.narrative.kinds.extreme_entity import ExtremeEntityKind
from pipeline.narrative.kinds.gap import GapKind
from pipeline.narrative.kinds.growth import GrowthKind
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.kinds.level_by_time import LevelByTimeKind
from pipeline.narrative.kinds.level_change import LevelChangeKind
from pipeline.narrative.kinds.missing_by_range import MissingByRangeKind
from pipeline.narrative.kinds.missingness import MissingnessKind
from pipeline.narrative.kinds.mix_effect import MixEffectKind
from pipeline.narrative.kinds.outliers import OutliersKind
from pipeline.narrative.kinds.paradox import ParadoxKind
from pipeline.narrative.kinds.rate import RateKind
from pipeline.narrative.kinds.relationship import RelationshipKind
from pipeline.narrative.kinds.rhythm import RhythmKind
from pipeline.narrative.kinds.seasonality import SeasonalityKind
from pipeline.narrative.kinds.segment_trend import SegmentTrendKind
from pipeline.narrative.kinds.shape import ShapeKind
from pipeline.narrative.kinds.share import ShareKind
from pipeline.narrative.kinds.spike import SpikeKind
from pipeline.narrative.kinds.trend import TrendKind
from pipeline.narrative.kinds.words import WordsKind

KINDS: Mapping[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        DriverKind(),
        TrendKind(),
        LevelChangeKind(),
        SeasonalityKind(),
        SpikeKind(),
        GapKind(),
        GrowthKind(),
        SegmentTrendKind(),
        CorrelationKind(),
        RelationshipKind(),
        DifferenceKind(),
        RateKind(),
        RhythmKind(),
        LevelByTimeKind(),
        BusyTimesKind(),
        AssociationKind(),
        ParadoxKind(),
        MixEffectKind(),
        WordsKind(),
        ShareKind(),
        ConcentrationKind(),
        OutliersKind(),
        ExtremeEntityKind(),
        ShapeKind(),
        MissingnessKind(),
        MissingByRangeKind(),
    )
}
