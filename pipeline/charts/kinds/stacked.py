"""Stacked answers: how the answers to each item are shared out, on one scale from its lowest to its highest."""

from itertools import accumulate
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain
from pipeline.charts.palette import label_on, scale
from pipeline.story import Plot

MAX_ITEMS = 25
MAX_ANSWERS = 11
MIN_LABELLED = 9  # per cent: a narrower part has no room for its label on a phone


class Stacked(ChartKind):
    """One lying bar an item (``x``), a part of it each answer (``series``) as wide as its share in per cent (``y``)."""

    name = "stacked"
    label = "Stacked bar"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """Shares of a few answers."""
        return plot.series is not None and 2 <= plot.frame[plot.series].nunique() <= MAX_ANSWERS

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        names = list(dict.fromkeys(items(plot.frame, plot.x)))[:MAX_ITEMS]
        answers = list(dict.fromkeys(items(plot.frame, plot.series or "")))
        shares = {
            (row_x, answer): share
            for row_x, answer, share in zip(
                items(plot.frame, plot.x), items(plot.frame, plot.series or ""), items(plot.frame, plot.y), strict=True
            )
        }
        colors = scale(len(answers))
        data = [_part(plot, names, answer, shares, color) for answer, color in zip(answers, colors, strict=True)]
        shown = text.labels(names)
        x_axis = {"visible": False, "range": [0, 100], "fixedrange": True}
        shape = layout(
            x_axis,
            name_axis(shown, title=None, reverse=True),
            barmode="stack",
            bargap=0.25,
            annotations=_answers_above(names[0], answers, shares),
            margin={"l": 8, "r": 12, "t": 40, "b": 8},
        )
        return {"data": data, "layout": shape | {"height": height_of_rows(len(names), shown) + 30}}


def _part(plot: Plot, names: list[Any], answer: Any, shares: dict[tuple[Any, Any], Any], color: str) -> Trace:
    values = [shares.get((name, answer), 0) for name in names]
    said = text.of_y(plot, values)
    return {
        "type": "bar",
        "orientation": "h",
        "name": text.value(answer),
        "x": plain(values),
        "y": list(range(len(names))),
        "marker": {"color": color},
        "text": [label if value and value >= MIN_LABELLED else "" for label, value in zip(said, values, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": label_on(color)},
        "customdata": [[text.value(name), label] for name, label in zip(names, said, strict=True)],
        "hovertemplate": "%{customdata[0]}: %{fullData.name}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _answers_above(first: Any, answers: list[Any], shares: dict[tuple[Any, Any], Any]) -> list[dict[str, Any]]:
    """Over the first bar, what the lowest and the highest answer are called, and those between where there is room."""
    sizes = [float(shares.get((first, answer)) or 0) for answer in answers]
    starts = accumulate(sizes, initial=0.0)
    ends = {len(answers) - 1: (100, "right"), 0: (0, "left")}
    labels = []
    for place, (answer, start, size) in enumerate(zip(answers, starts, sizes, strict=False)):
        x, anchor = ends.get(place, (start + size / 2, "center"))
        if place in ends or size >= MIN_LABELLED:
            labels.append(_answer(answer, x, anchor))
    return labels


def _answer(answer: Any, x: float, anchor: str) -> dict[str, Any]:
    return {
        "text": text.escape(text.shorten(text.written(answer), 12)),
        "x": x,
        "xanchor": anchor,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
    }
