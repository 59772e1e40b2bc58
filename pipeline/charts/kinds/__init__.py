"""The registry of kinds of charts. A new kind is a new file and an entry here."""

from collections.abc import Mapping

from pipeline.charts.kinds.bar import Bar
from pipeline.charts.kinds.heatmap import Heatmap
from pipeline.charts.kinds.histogram import Histogram
from pipeline.charts.kinds.interval import Interval
from pipeline.charts.kinds.kind import ChartKind
from pipeline.charts.kinds.line import Line
from pipeline.charts.kinds.pie import Pie
from pipeline.charts.kinds.scatter import Scatter

CHARTS: Mapping[str, ChartKind] = {
    chart.name: chart for chart in (Line(), Bar(), Scatter(), Histogram(), Pie(), Heatmap(), Interval())
}
