"""Which findings get a chart, and of which kind; each figure is kept small enough to open at once."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.charts.bar import Bar
from pipeline.charts.heatmap import Heatmap
from pipeline.charts.histogram import Histogram
from pipeline.charts.interval import Interval
from pipeline.charts.kind import ChartKind, Figure
from pipeline.charts.line import Line
from pipeline.charts.pie import Pie
from pipeline.charts.scatter import Scatter
from pipeline.story import Chart, Finding, Plot

CHARTS: Mapping[str, ChartKind] = {
    "line": Line(),
    "bar": Bar(),
    "scatter": Scatter(),
    "histogram": Histogram(),
    "pie": Pie(),
    "heatmap": Heatmap(),
    "interval": Interval(),
}

MOST_CHARTS = 6  # of a story; what is ranked below is told in words
LARGEST_FIGURE = 200_000  # bytes of JSON


def draw(findings: Sequence[Finding], report: Callable[[float], None]) -> tuple[tuple[Finding, ...], tuple[Chart, ...]]:
    """Draw the best findings that have a plot, at most six.

    Returns all findings in their order, with ``chart_id`` where there is a chart, and the charts in the same order.
    """
    drawable = [finding for finding in findings if finding.plot is not None and not finding.plot.frame.empty]
    charts: dict[str, Chart] = {}
    for done, finding in enumerate(drawable[:MOST_CHARTS], start=1):
        assert finding.plot is not None
        charts[finding.id] = _chart(f"chart-{done}", finding.plot)
        report(done / len(drawable[:MOST_CHARTS]))
    named = tuple(
        replace(finding, chart_id=charts[finding.id].chart_id) if finding.id in charts else finding
        for finding in findings
    )
    return named, tuple(charts.values())


def _chart(chart_id: str, plot: Plot) -> Chart:
    kind = kind_for(plot)
    return Chart(chart_id, kind, plot.title, plot.alt_text, _small_enough(CHARTS[kind], plot))


def kind_for(plot: Plot) -> str:
    """The key of the chart kind that is drawn: the plot's own, or its stand-in where that can't tell it."""
    kind = plot.kind
    while not CHARTS[kind].suits(plot):
        stand_in = CHARTS[kind].stand_in
        if stand_in is None:
            raise ValueError(f"no kind of chart can draw the plot “{plot.title}”")
        kind = stand_in
    return kind


def _small_enough(kind: ChartKind, plot: Plot) -> Figure:
    """The figure, of every second row, every fourth row ... where the whole would be too large."""
    figure = kind.figure(plot)
    while size_bytes(figure) > LARGEST_FIGURE:
        plot = replace(plot, frame=plot.frame.iloc[::2])
        figure = kind.figure(plot)
    return figure


def size_bytes(figure: Figure) -> int:
    """The size of a figure as JSON."""
    return len(json.dumps(figure, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
