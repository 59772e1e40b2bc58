"""The registry of kinds of facts. A new kind is a new file and an entry here, and its words in narrative."""

from collections.abc import Mapping

from pipeline.analysis.facts.adjusted import AdjustedFact
from pipeline.analysis.facts.attainment import AttainmentFact
from pipeline.analysis.facts.band import BandFact
from pipeline.analysis.facts.battery import BatteryFact
from pipeline.analysis.facts.bridge import BridgeFact
from pipeline.analysis.facts.change import ChangeFact
from pipeline.analysis.facts.contribution import ContributionFact
from pipeline.analysis.facts.departures import DeparturesFact
from pipeline.analysis.facts.entity_change import EntityChangeFact
from pipeline.analysis.facts.extremes import ExtremesFact
from pipeline.analysis.facts.fact import FactKind
from pipeline.analysis.facts.factors import FactorsFact
from pipeline.analysis.facts.falls import FallsFact
from pipeline.analysis.facts.funnel import FunnelFact
from pipeline.analysis.facts.group_change import GroupChangeFact
from pipeline.analysis.facts.lateness import LatenessFact
from pipeline.analysis.facts.latest import LatestFact
from pipeline.analysis.facts.level import LevelFact
from pipeline.analysis.facts.missing_part import MissingPartFact
from pipeline.analysis.facts.mix_shift import MixShiftFact
from pipeline.analysis.facts.movers import MoversFact
from pipeline.analysis.facts.open_cases import OpenCasesFact
from pipeline.analysis.facts.overrun import OverrunFact
from pipeline.analysis.facts.own_season import OwnSeasonFact
from pipeline.analysis.facts.rank import RankFact
from pipeline.analysis.facts.ratio import RatioFact
from pipeline.analysis.facts.ratio_change import RatioChangeFact
from pipeline.analysis.facts.ratio_segment import RatioSegmentFact
from pipeline.analysis.facts.ratio_split import RatioSplitFact
from pipeline.analysis.facts.ratio_step import RatioStepFact
from pipeline.analysis.facts.reasons import ReasonsFact
from pipeline.analysis.facts.season import SeasonFact
from pipeline.analysis.facts.segment import SegmentFact
from pipeline.analysis.facts.shared_change import SharedChangeFact
from pipeline.analysis.facts.shortfall import ShortfallFact
from pipeline.analysis.facts.split import SplitFact
from pipeline.analysis.facts.step import StepFact
from pipeline.analysis.facts.survival import SurvivalFact
from pipeline.analysis.facts.threshold import ThresholdFact
from pipeline.analysis.facts.turning_points import TurningPointsFact
from pipeline.analysis.facts.within import WithinFact

FACTS: Mapping[str, FactKind] = {
    kind.name: kind
    for kind in (
        LevelFact(),
        ChangeFact(),
        StepFact(),
        BridgeFact(),
        DeparturesFact(),
        TurningPointsFact(),
        SeasonFact(),
        BatteryFact(),
        AttainmentFact(),
        FunnelFact(),
        ShortfallFact(),
        LatenessFact(),
        OverrunFact(),
        SurvivalFact(),
        RatioFact(),
        RatioSplitFact(),
        RatioSegmentFact(),
        RatioChangeFact(),
        RatioStepFact(),
        SplitFact(),
        FactorsFact(),
        BandFact(),
        AdjustedFact(),
        WithinFact(),
        SegmentFact(),
        ThresholdFact(),
        RankFact(),
        GroupChangeFact(),
        ContributionFact(),
        EntityChangeFact(),
        SharedChangeFact(),
        OwnSeasonFact(),
        LatestFact(),
        FallsFact(),
        MoversFact(),
        MixShiftFact(),
        ExtremesFact(),
        MissingPartFact(),
        OpenCasesFact(),
        ReasonsFact(),
    )
}
