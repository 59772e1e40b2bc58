"""Donuts: the few parts of one whole."""

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.layout import layout, plain
from pipeline.charts.order import display_order
from pipeline.charts.palette import HIGHLIGHT, MUTED, SERIES, TRANSPARENT, with_alpha
from pipeline.story import Plot

MIN_PARTS = 3
MAX_PARTS = 7
LABEL_LENGTH = 16  # characters beside the donut: on a phone they take their room from it


class Pie(ChartKind):
    """A donut of 3 to 7 positive parts; fewer or more are told better by bars."""

    name = "pie"
    label = "Donut"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """Whether the parts are few, positive, and of one whole."""
        sizes = plot.frame[plot.y]
        return plot.series is None and MIN_PARTS <= len(sizes) <= MAX_PARTS and bool((sizes > 0).all())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        rows = display_order(plot)
        names = [row[plot.x] for row in rows]
        sizes = [row[plot.y] for row in rows]
        whole = sum(size for size in sizes if not text.is_missing(size))
        shares = [text.value(None if text.is_missing(n) else 100 * n / whole, share=True) for n in sizes]
        said = [text.value(text.shorten(str(name), LABEL_LENGTH)) for name in names]
        trace = {
            "type": "pie",
            "labels": list(range(len(rows))),  # as numbers: equal shortened names stay apart
            "values": plain(sizes),
            "text": [f"{name}<br>{share}" for name, share in zip(said, shares, strict=True)],
            "texttemplate": "%{text}",
            "textposition": "outside",
            "automargin": True,
            "hole": 0.55,
            "sort": False,
            "direction": "clockwise",
            "marker": {"colors": _colors(plot, names), "line": {"width": 2, "color": TRANSPARENT}},
            "customdata": text.pairs(plot, names, sizes),
            "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b> (%{percent:.0%})<extra></extra>",
        }
        return {
            "data": [trace],
            "layout": layout({"visible": False}, {"visible": False}, margin={"l": 8, "r": 8, "t": 40, "b": 40}),
        }


def _colors(plot: Plot, names: list[object]) -> list[str]:
    """The highlighted parts in the accent, the rest in ever paler grey so that neighbours differ."""
    marked = {str(item) for item in plot.highlight} & {str(name) for name in names}
    if not marked:
        return [(*SERIES, MUTED, with_alpha(MUTED, 0.6))[i] for i in range(len(names))]
    greys = iter(with_alpha(MUTED, 0.95 - 0.13 * step) for step in range(MAX_PARTS))
    return [HIGHLIGHT if str(name) in marked else next(greys) for name in names]
