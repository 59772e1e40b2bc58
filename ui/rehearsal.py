"""A chart and a table out of sight: the browser has loaded and run what draws them by the time that they are there."""

import pandas as pd
import streamlit as st

SIZE = 100  # px, each way
FIGURE = {
    "data": [{"type": "scatter", "visible": False}],
    "layout": {"height": SIZE, "xaxis": {"range": [0, 1]}, "yaxis": {"range": [0, 1]}},
}
ROWS = pd.DataFrame({"": [""]})
CONFIG = {"displayModeBar": False, "staticPlot": True}


def show() -> None:
    """Draw it as the last thing of a page on which somebody reads or waits: it halts the page for a moment."""
    with st.container(key="rehearsal", width=SIZE, height=SIZE):
        st.plotly_chart(FIGURE, width="stretch", config=CONFIG, key="rehearsal-chart", alt="")


def rows() -> None:
    """Draw a table as the last thing of a page on which somebody looks for a file."""
    with st.container(key="rehearsal-rows", width=SIZE, height=SIZE):
        st.dataframe(ROWS, hide_index=True, height=SIZE)
