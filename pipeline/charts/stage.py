"""Which points get a chart, and of which kind; each figure is kept small enough to open at once."""

import json
from collections.abc import Callable
from dataclasses import replace

from pipeline import wording
from pipeline.charts.description import description
from pipeline.charts.kinds import CHARTS
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.named import with_named
from pipeline.charts.names import with_names
from pipeline.charts.order import in_own_order
from pipeline.charts.table import table_of
from pipeline.charts.units import with_units
from pipeline.contents import OVERVIEW
from pipeline.sampling import sampled
from pipeline.story import Chart, Fact, Finding, Outline, Plot, Verdict

Point = Fact | Finding

MAX_CHARTS = 12  # of a story, unless more of its points are shown; what is folded away is told in words
MAX_FIGURE_BYTES = 200_000  # bytes of JSON


def draw(
    facts: tuple[Fact, ...],
    findings: tuple[Finding, ...],
    outline: Outline,
    report: Callable[[float], None],
    overview: Plot | None = None,
    spoken: wording.Wording = wording.PLAIN,
) -> tuple[tuple[Fact, ...], tuple[Finding, ...], tuple[Chart, ...]]:
    """Draw all points that the outline shows, those of the lead first, then folded ones up to twelve charts in all.

    ``overview`` is drawn besides, under the id ``chart-overview``; ``spoken`` is how the story calls columns and rows.
    Returns all facts and all findings in their order, with ``chart_id`` where there is a chart, and the charts.
    """
    points: dict[str, Point] = {f.id: f for f in facts} | {f.id: f for f in findings}
    drawable = _drawable(points, outline)
    charts: dict[str, Chart] = {}
    for done, identifier in enumerate(drawable, start=1):
        charts[identifier] = _chart_of(points[identifier], f"chart-{done}", spoken)
        report(done / len(drawable))
    named = tuple(replace(f, chart_id=charts[f.id].chart_id) if f.id in charts else f for f in facts)
    found = tuple(replace(f, chart_id=charts[f.id].chart_id) if f.id in charts else f for f in findings)
    beside = (
        () if overview is None or overview.frame.empty else (make_chart(OVERVIEW, overview, overview.title, spoken),)
    )
    return named, found, (*charts.values(), *beside)


def _drawable(points: dict[str, Point], outline: Outline) -> list[str]:
    """The ids of the points that get a chart, in the order of the outline."""
    shown = dict.fromkeys([*outline.lead, *(point for section in outline.sections for point in section.points)])
    with_plot = [i for i in dict.fromkeys([*shown, *points]) if i in points and _has_plot(points[i])]
    return [i for place, i in enumerate(with_plot) if i in shown or place < MAX_CHARTS]


def _has_plot(point: Point) -> bool:
    return point.plot is not None and not point.plot.frame.empty


def _chart_of(point: Point, chart_id: str, spoken: wording.Wording) -> Chart:
    assert point.plot is not None
    plot = point.plot if _may_point(point) else _without_claim(point.plot)
    plot = replace(plot, is_compared=plot.is_compared or isinstance(point, Fact))
    return make_chart(chart_id, plot, wording.plain(point.headline) or plot.title, spoken)


def _may_point(point: Point) -> bool:
    """Whether its chart may set some of what it shows apart: not where chance could have done so."""
    return isinstance(point, Finding) or point.verdict in (None, Verdict.BEYOND_CHANCE)


def _without_claim(plot: Plot) -> Plot:
    """The plot with nothing set apart, and without a cut that chance could have made."""
    return replace(plot, highlight=(), references=tuple(line for line in plot.references if not line.on_x))


def make_chart(chart_id: str, plot: Plot, title: str, spoken: wording.Wording = wording.PLAIN) -> Chart:
    """A plot as a chart with what it says as its title, what it shows below, and its values in words and as a table."""
    plot = with_named(in_own_order(with_names(with_units(plot, spoken), spoken)), title)
    kind = kind_for(plot)
    plot, figure = _small_enough(CHARTS[kind], plot)
    note = _note(CHARTS[kind], plot)
    subtitle = "" if plot.title == title else wording.sentence(wording.one_line(subtitle_of(plot)))
    return Chart(
        chart_id=chart_id,
        kind=kind,
        title=title,
        alt_text=description(plot, note),
        figure=figure,
        subtitle=subtitle,
        note=note,
        table=table_of(plot),
    )


def subtitle_of(plot: Plot) -> str:
    """What is drawn, with its unit where the title doesn't name it."""
    unit = "%" if plot.is_share else plot.y_unit
    named = unit is None or unit in plot.title or plot.kind in {"scatter", "split_scatter", "histogram"}
    return plot.title if named else f"{plot.title}, in {unit}"


def _note(kind: ChartKind, plot: Plot) -> str:
    """How many of the rows, or of the groups, are drawn, where these aren't all, and what else is to be known."""
    drawn, total = kind.drawn(plot), plot.total or len(plot.frame)
    said = [f"{drawn:,} of {total:,} {plot.counted} shown" if drawn < total else "", kind.remark(plot)]
    return ". ".join(part for part in said if part)


def kind_for(plot: Plot) -> str:
    """The key of the chart kind that is drawn: the plot's own, or its stand-in where that can't tell it."""
    kind = plot.kind
    while not CHARTS[kind].can_draw(plot):
        fallback = CHARTS[kind].fallback
        if fallback is None:
            raise ValueError(f"no kind of chart can draw the plot “{plot.title}”")
        kind = fallback
    return kind


def _small_enough(kind: ChartKind, plot: Plot) -> tuple[Plot, Figure]:
    """The figure and what it shows: a sample of half the rows, a quarter ... where the whole would be too large."""
    figure = kind.figure(plot)
    while size_bytes(figure) > MAX_FIGURE_BYTES:
        total = plot.total or len(plot.frame)
        always = plot.frame[plot.x].astype(str).isin([str(item) for item in plot.highlight])
        plot = replace(plot, frame=sampled(plot.frame, len(plot.frame) // 2, always), total=total)
        figure = kind.figure(plot)
    return plot, figure


def size_bytes(figure: Figure) -> int:
    """The size of a figure as JSON."""
    return len(json.dumps(figure, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
