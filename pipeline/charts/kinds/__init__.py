"""The registry of kinds of charts. A new kind is a new file and an entry here."""

from collections.abc import Mapping

from pipeline.charts.kinds.bar import Bar
from pipeline.charts.kinds.calendar import Calendar
from pipeline.charts.kinds.distributions import Distributions
from pipeline.charts.kinds.dumbbell import Dumbbell
from pipeline.charts.kinds.heatmap import Heatmap
from pipeline.charts.kinds.histogram import Histogram
from pipeline.charts.kinds.interval import Interval
from pipeline.charts.kinds.kind import ChartKind
from pipeline.charts.kinds.line import Line
from pipeline.charts.kinds.multiples import Multiples
from pipeline.charts.kinds.pareto import Pareto
from pipeline.charts.kinds.pie import Pie
from pipeline.charts.kinds.scatter import Scatter
from pipeline.charts.kinds.slope import Slope
from pipeline.charts.kinds.split_scatter import SplitScatter
from pipeline.charts.kinds.stacked import Stacked
from pipeline.charts.kinds.strip import Strip
from pipeline.charts.kinds.waterfall import Waterfall

CHARTS: Mapping[str, ChartKind] = {
    chart.name: chart
    for chart in (
        Line(),
        Bar(),
        Scatter(),
        Histogram(),
        Pie(),
        Heatmap(),
        Interval(),
        Dumbbell(),
        Multiples(),
        Slope(),
        Waterfall(),
        Stacked(),
        SplitScatter(),
        Pareto(),
        Strip(),
        Calendar(),
        Distributions(),
    )
}
