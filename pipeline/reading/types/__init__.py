"""What the values of a column are, decided over all of them, and how their text becomes values."""

from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.infer import infer_type, plan_column
from pipeline.reading.types.plan import Plan

__all__ = ["Evidence", "Plan", "infer_type", "plan_column"]
