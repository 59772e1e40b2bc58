"""One chart of a story, drawn by Plotly in the reader's theme."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

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
    """Show a chart with its title above it; screen readers hear what it shows."""
    st.html(f'<p class="ds-chart-title">{escape(chart["title"])}</p>')
    with boundary.error_boundary("chart"):  # a figure that an outside service made may be one that Plotly refuses
        st.plotly_chart(
            figure_of(chart),
            width="stretch",
            theme="streamlit",
            config={**CONFIG, "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": chart["chartId"]}},
            alt=chart["altText"],
            key=f"chart-{chart['chartId']}",
        )


def figure_of(chart: Mapping[str, Any]) -> dict[str, Any]:
    """The chart's figure with room for the buttons, which take the page's background."""
    layout = dict(chart["figure"].get("layout", {}))
    margin = dict(layout.get("margin", {}))
    margin["t"] = max(margin.get("t", 0), MODEBAR_HEIGHT)
    return {**chart["figure"], "layout": {**layout, "margin": margin, "modebar": MODEBAR}}
