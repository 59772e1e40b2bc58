"""Stage 4, Visualizing: findings -> figures."""

from pipeline.charts.kinds import CHARTS
from pipeline.charts.stage import draw

__all__ = ["CHARTS", "draw"]
