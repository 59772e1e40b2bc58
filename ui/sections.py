"""The sections of a story along its outline, and behind one click the points that are folded away."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.contents import OVERVIEW, Contents, Point
from ui import chart, contents_list, finding
from ui.typeset import escape


def show(story_id: str, document: Mapping[str, Any], contents: Contents) -> None:
    """Show each section with its title and its points, then the button for the others. Each chart is shown once."""
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    if contents.first:
        charts.pop(contents.first["chartId"], None)
        if overview := charts.get(OVERVIEW):  # else it stands beside the lead
            chart.show(overview)
    for place, part in enumerate(contents.parts, start=1):
        st.html(f'<h2 class="ds-section" id="{contents_list.anchor(place)}">{escape(part.title)}</h2>')
        _points(story_id, part.points, charts, contents.first)
    if contents.folded:
        with st.expander(f"{len(contents.folded):,} more", icon=":material/unfold_more:", key="folded"):
            _points(story_id, contents.folded, charts, contents.first)


def _points(
    story_id: str, points: Sequence[tuple[int, Point]], charts: dict[str, Mapping[str, Any]], first: Point | None
) -> None:
    for number, point in points:
        finding.show(story_id, number, point, charts.pop(point["chartId"], None), is_first=point is first)
