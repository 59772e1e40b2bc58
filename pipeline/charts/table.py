"""The data of a chart as a table of texts."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.layout import items
from pipeline.story import ChartTable, Plot


def table_of(plot: Plot) -> ChartTable:
    """What the plot shows, one row for each of its rows, each value as the story writes it."""
    named: list[tuple[str, list[str]]] = []
    xs = items(plot.frame, plot.x)
    if plot.x_end is not None:
        named.append((f"{plot.x_label}, from", text.written_x(plot, xs)))
        named.append(("to", text.written_x(plot, items(plot.frame, plot.x_end))))
    else:
        named.append((plot.x_label, text.written_x(plot, xs)))
    if plot.series is not None:
        named.append((_heading(plot.series, "group"), [text.written(item) for item in items(plot.frame, plot.series)]))
    named.append((text.titled(plot.y_label, plot.y_unit), _of_y(plot, items(plot.frame, plot.y))))
    ends = zip((plot.low, plot.high), ("from", "to"), strict=True)
    named += [
        (_heading(column, default), _of_y(plot, items(plot.frame, column)))
        for column, default in ends
        if column is not None and column != plot.y
    ]
    columns, cells = zip(*named, strict=True)
    return ChartTable(tuple(columns), tuple(zip(*cells, strict=True)))


def _of_y(plot: Plot, values: list[Any]) -> list[str]:
    return [text.written(item, plot.y_unit, share=plot.is_share) for item in values]


def _heading(column: str, default: str) -> str:
    """A column's own name where it says something to a reader."""
    return default if column in {"low", "high", "level", "who", "side", "half", "series", "panel"} else column
