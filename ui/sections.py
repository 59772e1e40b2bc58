"""The sections of a story along its outline, and behind one click the points that are folded away."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.contents import OVERVIEW, Contents, Point
from ui import chart, finding, lead
from ui.typeset import escape


def show(document: Mapping[str, Any], contents: Contents) -> None:
    """Show each section with its title and its points, then the button for the others."""
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    if overview := charts.get(OVERVIEW):
        chart.show(overview)
    for place, part in enumerate(contents.parts, start=1):
        st.html(f'<h2 class="ds-section" id="{lead.anchor(place)}">{escape(part.title)}</h2>')
        _points(part.points, charts)
    if contents.folded:
        with st.expander(f"{len(contents.folded):,} more", icon=":material/unfold_more:", key="folded"):
            _points(contents.folded, charts)


def _points(points: Sequence[tuple[int, Point]], charts: Mapping[str, Mapping[str, Any]]) -> None:
    for number, point in points:
        finding.show(number, point, charts.get(point["chartId"]))
