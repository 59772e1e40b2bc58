"""One chart of a story, drawn by Plotly in the reader's theme."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.colors import on_dark
from ui import boundary
from ui.typeset import escape

CONFIG: Mapping[str, Any] = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}


MODEBAR = {"bgcolor": "rgba(0,0,0,0)", "color": "#8A8F98", "activecolor": "#1F7FBF"}  # 3:1 on both backgrounds
MODEBAR_HEIGHT = 36  # px that its buttons need above the data; on touch screens they are always there


def show(chart: Mapping[str, Any]) -> None:
    """Show a chart with what it says above it, its data behind a button; screen readers hear its values."""
    st.html(caption(chart))
    with boundary.error_boundary("chart"):  # a figure that an outside service made may be one that Plotly refuses
        st.plotly_chart(
            figure_of(chart, is_dark=st.context.theme.type == "dark"),
            width="stretch",
            theme="streamlit",
            config={**CONFIG, "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": chart["chartId"]}},
            alt=chart["altText"],
            key=f"chart-{chart['chartId']}",
        )
    if below := beside(chart):
        st.html(below)


def caption(chart: Mapping[str, Any]) -> str:
    """The chart's title, and below it what is drawn, as HTML."""
    subtitle = f'<p class="ds-chart-subtitle">{escape(chart["subtitle"])}</p>' if chart.get("subtitle") else ""
    return f'<p class="ds-chart-title">{escape(chart["title"])}</p>{subtitle}'


def beside(chart: Mapping[str, Any]) -> str:
    """How many of the rows are drawn, and the data as a table that a button opens, as HTML."""
    note = f'<p class="ds-chart-note">{escape(chart["note"])}</p>' if chart.get("note") else ""
    table = chart.get("table")
    return note + (_data(table) if table else "")


def _data(table: Mapping[str, Any]) -> str:
    head = "".join(f'<th scope="col" dir="auto">{escape(name)}</th>' for name in table["columns"])
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in table["rows"])
    opened = f'<div class="ds-scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f'<details class="ds-chart-data"><summary>Show the data</summary>{opened}</details>'


def _cells(row: Sequence[str]) -> str:
    return "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row)


def figure_of(chart: Mapping[str, Any], *, is_dark: bool = False) -> dict[str, Any]:
    """The chart's figure with room for the buttons, which take the page's background, in the colours of the page."""
    figure = on_dark(chart["figure"]) if is_dark else chart["figure"]
    layout = dict(figure.get("layout", {}))
    margin = dict(layout.get("margin", {}))
    margin["t"] = max(margin.get("t", 0), MODEBAR_HEIGHT)
    return {**figure, "layout": {**layout, "margin": margin, "modebar": MODEBAR}}
