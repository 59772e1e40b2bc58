"""Stage 2, Analyzing: a typed table becomes findings that are true, each with its proof."""

from pipeline.analysis.detectors import DETECTORS
from pipeline.analysis.stage import analyze

__all__ = ["DETECTORS", "analyze"]
