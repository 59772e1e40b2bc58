"""The registry of kinds of findings. A new kind is a new file and an entry here."""

from collections.abc import Mapping

from pipeline.analysis.detector import Detector
from pipeline.analysis.detectors.correlation import CorrelationDetector
from pipeline.analysis.detectors.difference import DifferenceDetector
from pipeline.analysis.detectors.missingness import MissingnessDetector
from pipeline.analysis.detectors.outliers import OutliersDetector
from pipeline.analysis.detectors.share import ShareDetector
from pipeline.analysis.detectors.trend import TrendDetector

DETECTORS: Mapping[str, Detector] = {
    detector.kind: detector
    for detector in (
        TrendDetector(),
        CorrelationDetector(),
        DifferenceDetector(),
        ShareDetector(),
        OutliersDetector(),
        MissingnessDetector(),
    )
}
