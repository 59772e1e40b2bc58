"""Stage 4, Visualizing: findings -> figures. CHARTS has one entry for each kind of chart."""

from pipeline.charts.stage import CHARTS, draw

__all__ = ["CHARTS", "draw"]
