"""An empty chart out of sight: the browser has loaded and run what draws charts by the time that a story is there."""

import streamlit as st

SIZE = 100  # px, each way
FIGURE = {
    "data": [{"type": "scatter", "visible": False}],
    "layout": {"height": SIZE, "xaxis": {"range": [0, 1]}, "yaxis": {"range": [0, 1]}},
}
CONFIG = {"displayModeBar": False, "staticPlot": True}


def show() -> None:
    """Draw it as the last thing of a page on which somebody reads or waits: it halts the page for a moment."""
    with st.container(key="rehearsal", width=SIZE, height=SIZE):
        st.plotly_chart(FIGURE, width="stretch", config=CONFIG, key="rehearsal-chart", alt="")
