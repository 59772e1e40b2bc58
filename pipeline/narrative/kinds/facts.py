"""The registry of kinds of facts in words. A new kind is a new file and an entry here."""

from collections.abc import Mapping

from pipeline.narrative.kinds.adjusted import AdjustedWords
from pipeline.narrative.kinds.attainment import AttainmentWords
from pipeline.narrative.kinds.band import BandWords
from pipeline.narrative.kinds.battery import BatteryWords
from pipeline.narrative.kinds.bridge import BridgeWords
from pipeline.narrative.kinds.change import ChangeWords
from pipeline.narrative.kinds.contribution import ContributionWords
from pipeline.narrative.kinds.departures import DeparturesWords
from pipeline.narrative.kinds.entity_change import EntityChangeWords
from pipeline.narrative.kinds.extremes import ExtremesWords
from pipeline.narrative.kinds.fact_words import FactWords
from pipeline.narrative.kinds.factors import FactorsWords
from pipeline.narrative.kinds.falls import FallsWords
from pipeline.narrative.kinds.funnel import FunnelWords
from pipeline.narrative.kinds.group_change import GroupChangeWords
from pipeline.narrative.kinds.lateness import LatenessWords
from pipeline.narrative.kinds.latest import LatestWords
from pipeline.narrative.kinds.level import LevelWords
from pipeline.narrative.kinds.missing_part import MissingPartWords
from pipeline.narrative.kinds.mix_shift import MixShiftWords
from pipeline.narrative.kinds.movers import MoversWords
from pipeline.narrative.kinds.open_cases import OpenCasesWords
from pipeline.narrative.kinds.overrun import OverrunWords
from pipeline.narrative.kinds.own_season import OwnSeasonWords
from pipeline.narrative.kinds.rank import RankWords
from pipeline.narrative.kinds.ratio import RatioWords
from pipeline.narrative.kinds.ratio_change import RatioChangeWords
from pipeline.narrative.kinds.ratio_segment import RatioSegmentWords
from pipeline.narrative.kinds.ratio_split import RatioSplitWords
from pipeline.narrative.kinds.ratio_step import RatioStepWords
from pipeline.narrative.kinds.reasons import ReasonsWords
from pipeline.narrative.kinds.season import SeasonWords
from pipeline.narrative.kinds.segment import SegmentWords
from pipeline.narrative.kinds.shared_change import SharedChangeWords
from pipeline.narrative.kinds.shortfall import ShortfallWords
from pipeline.narrative.kinds.split import SplitWords
from pipeline.narrative.kinds.step import StepWords
from pipeline.narrative.kinds.survival import SurvivalWords
from pipeline.narrative.kinds.threshold import ThresholdWords
from pipeline.narrative.kinds.turning_points import TurningPointsWords
from pipeline.narrative.kinds.within import WithinWords

FACT_WORDS: Mapping[str, FactWords] = {
    words.name: words
    for words in (
        LevelWords(),
        ChangeWords(),
        StepWords(),
        BridgeWords(),
        DeparturesWords(),
        TurningPointsWords(),
        SeasonWords(),
        BatteryWords(),
        AttainmentWords(),
        FunnelWords(),
        ShortfallWords(),
        LatenessWords(),
        OverrunWords(),
        SurvivalWords(),
        RatioWords(),
        RatioSplitWords(),
        RatioSegmentWords(),
        RatioChangeWords(),
        RatioStepWords(),
        SplitWords(),
        FactorsWords(),
        BandWords(),
        AdjustedWords(),
        WithinWords(),
        SegmentWords(),
        ThresholdWords(),
        RankWords(),
        GroupChangeWords(),
        ContributionWords(),
        EntityChangeWords(),
        SharedChangeWords(),
        OwnSeasonWords(),
        LatestWords(),
        FallsWords(),
        MoversWords(),
        MixShiftWords(),
        ExtremesWords(),
        MissingPartWords(),
        OpenCasesWords(),
        ReasonsWords(),
    )
}
