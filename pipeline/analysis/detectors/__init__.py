"""The registry of kinds of findings. A new kind is a new file and an entry here."""

from collections.abc import Mapping

from pipeline.analysis.detector import Detector
from pipeline.analysis.detectors.association import AssociationDetector, RateDetector
from pipeline.analysis.detectors.busy_times import BusyTimesDetector
from pipeline.analysis.detectors.concentration import ConcentrationDetector
from pipeline.analysis.detectors.correlation import CorrelationDetector
from pipeline.analysis.detectors.difference import DifferenceDetector
from pipeline.analysis.detectors.driver import DriverDetector
from pipeline.analysis.detectors.extreme_entity import ExtremeEntityDetector
from pipeline.analysis.detectors.gap import GapDetector
from pipeline.analysis.detectors.growth import GrowthDetector
from pipeline.analysis.detectors.level_by_time import LevelByTimeDetector
from pipeline.analysis.detectors.level_change import LevelChangeDetector
from pipeline.analysis.detectors.missing_by_range import MissingByRangeDetector
from pipeline.analysis.detectors.missingness import MissingnessDetector
from pipeline.analysis.detectors.mix_effect import MixEffectDetector
from pipeline.analysis.detectors.outliers import OutliersDetector
from pipeline.analysis.detectors.paradox import ParadoxDetector
from pipeline.analysis.detectors.relationship import RelationshipDetector
from pipeline.analysis.detectors.rhythm import RhythmDetector
from pipeline.analysis.detectors.seasonality import SeasonalityDetector
from pipeline.analysis.detectors.segment_trend import SegmentTrendDetector
from pipeline.analysis.detectors.shape import ShapeDetector
from pipeline.analysis.detectors.share import ShareDetector
from pipeline.analysis.detectors.spike import SpikeDetector
from pipeline.analysis.detectors.trend import TrendDetector
from pipeline.analysis.detectors.words import WordsDetector

DETECTORS: Mapping[str, Detector] = {
    detector.name: detector
    for detector in (
        DriverDetector(),
        TrendDetector(),
        LevelChangeDetector(),
        SeasonalityDetector(),
        SpikeDetector(),
        GapDetector(),
        GrowthDetector(),
        SegmentTrendDetector(),
        CorrelationDetector(),
        RelationshipDetector(),
        DifferenceDetector(),
        RateDetector(),
        RhythmDetector(),
        LevelByTimeDetector(),
        BusyTimesDetector(),
        AssociationDetector(),
        ParadoxDetector(),
        MixEffectDetector(),
        WordsDetector(),
        ShareDetector(),
        ConcentrationDetector(),
        OutliersDetector(),
        ExtremeEntityDetector(),
        ShapeDetector(),
        MissingnessDetector(),
        MissingByRangeDetector(),
    )
}
