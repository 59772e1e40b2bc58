"""Stage 2, Analyzing: a typed table becomes findings that are true, each with its proof."""

from pipeline.analysis.analyze import analyze
from pipeline.analysis.detectors import DETECTORS

__all__ = ["DETECTORS", "analyze"]
