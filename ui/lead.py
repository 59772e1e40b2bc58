"""The first screen of a story: what matters in three sentences, the key figures, and the chart that shows it best."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from pipeline import wording
from pipeline.contents import OVERVIEW, Contents, lead_of
from ui import chart as chart_view
from ui import key_figures, prose
from ui.finding import FIRST_CHART, anchor
from ui.typeset import escape


def show(document: Mapping[str, Any], contents: Contents) -> None:
    """Show the lead with the way to the proof of each of its points, the key figures, and a chart beside them."""
    lead, _ = lead_of(document["narratives"]["summary"])
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    chart = charts.get(contents.first["chartId"] if contents.first else OVERVIEW)
    with st.container(key="summary"):
        text, aside = st.columns([11, 10], gap="large") if chart else (st.container(), None)
    with text:
        prose.show(lead, lead=True)
        st.html(proofs_of(contents))
        key_figures.show(document.get("keyFigures", ()))
    if chart and aside:
        with aside:
            st.html(f'<div id="{FIRST_CHART}">{chart_view.caption(chart)}</div>')
            chart_view.show(chart, captioned=False)


def proofs_of(contents: Contents) -> str:
    """The points of which the lead speaks as links to them, as HTML."""
    links = list(_links(contents))
    return f'<p class="ds-note ds-proofs">Each with its proof: {wording.listing(links)}</p>' if links else ""


def _links(contents: Contents) -> Iterable[str]:
    for number, point in contents.lead:
        said = escape(wording.plain(point["headline"]))
        yield f'<a href="#{anchor(number)}" aria-label="Point {number}: {said}">point&nbsp;{number}</a>'
