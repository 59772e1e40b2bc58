"""All findings of a story without an outline, in their order."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline.contents import OVERVIEW
from ui import chart
from ui import finding as finding_view


def show(story_id: str, document: Mapping[str, Any]) -> None:
    """Show every finding beside its chart; without findings, say that nothing was found."""
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    st.html('<h2 class="ds-section">What was found</h2>')
    if not document["findings"]:
        st.html(
            '<p class="ds-prose">Nothing in this table stands out clearly enough to be told apart from chance. '
            "That is a result too.</p>"
        )
        if OVERVIEW in charts:
            chart.show(charts[OVERVIEW])
    for number, finding in enumerate(document["findings"], start=1):
        finding_view.show(story_id, number, finding, charts.pop(finding["chartId"], None))
