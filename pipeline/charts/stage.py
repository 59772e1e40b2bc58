"""Which findings get a chart, and of which kind; each figure is kept small enough to open at once."""

import json
from collections.abc import Callable
from dataclasses import replace

from pipeline.charts.kinds import CHARTS
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.story import Chart, Fact, Finding, Outline, Plot, Verdict

MAX_CHARTS = 12  # of a story; what is ranked below is told in words
MAX_FIGURE_BYTES = 200_000  # bytes of JSON


def draw(
    facts: tuple[Fact, ...], findings: tuple[Finding, ...], outline: Outline, report: Callable[[float], None]
) -> tuple[tuple[Fact, ...], tuple[Finding, ...], tuple[Chart, ...]]:
    """Draw the points that have a plot in the order of the outline, those of the lead first, at most twelve.

    Returns all facts and all findings in their order, with ``chart_id`` where there is a chart, and the charts.
    """
    points: dict[str, Fact | Finding] = {f.id: f for f in facts} | {f.id: f for f in findings}
    told = [point for section in outline.sections for point in section.points]
    ordered = dict.fromkeys([*outline.lead, *told, *points])
    drawable = [
        (i, plot) for i in ordered if i in points and (plot := points[i].plot) is not None and not plot.frame.empty
    ]
    charts: dict[str, Chart] = {}
    for done, (identifier, plot) in enumerate(drawable[:MAX_CHARTS], start=1):
        charts[identifier] = _chart(
            f"chart-{done}", plot if _may_point(points[identifier]) else replace(plot, highlight=())
        )
        report(done / len(drawable[:MAX_CHARTS]))
    named = tuple(replace(f, chart_id=charts[f.id].chart_id) if f.id in charts else f for f in facts)
    found = tuple(replace(f, chart_id=charts[f.id].chart_id) if f.id in charts else f for f in findings)
    return named, found, tuple(charts.values())


def _may_point(point: Fact | Finding) -> bool:
    """Whether its chart may set some of what it shows apart: not where chance could have done so."""
    return isinstance(point, Finding) or point.verdict in (None, Verdict.BEYOND_CHANCE)


def _chart(chart_id: str, plot: Plot) -> Chart:
    kind = kind_for(plot)
    return Chart(chart_id, kind, plot.title, plot.alt_text, _small_enough(CHARTS[kind], plot))


def kind_for(plot: Plot) -> str:
    """The key of the chart kind that is drawn: the plot's own, or its stand-in where that can't tell it."""
    kind = plot.kind
    while not CHARTS[kind].can_draw(plot):
        fallback = CHARTS[kind].fallback
        if fallback is None:
            raise ValueError(f"no kind of chart can draw the plot “{plot.title}”")
        kind = fallback
    return kind


def _small_enough(kind: ChartKind, plot: Plot) -> Figure:
    """The figure, of every second row, every fourth row ... where the whole would be too large."""
    figure = kind.figure(plot)
    while size_bytes(figure) > MAX_FIGURE_BYTES:
        plot = replace(plot, frame=plot.frame.iloc[::2])
        figure = kind.figure(plot)
    return figure


def size_bytes(figure: Figure) -> int:
    """The size of a figure as JSON."""
    return len(json.dumps(figure, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
