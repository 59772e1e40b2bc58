"""All findings of a story, in their order."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import finding as finding_view
from ui import prose


def show(document: Mapping[str, Any]) -> None:
    """Show every finding beside its chart; without findings, say that nothing was found."""
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    st.html('<h2 class="ds-section">What was found</h2>')
    if not document["findings"]:
        st.html(
            '<p class="ds-prose">Nothing in this table stands out clearly enough to be told apart from chance. '
            "That is a result too.</p>"
        )
    for number, finding in enumerate(document["findings"], start=1):
        finding_view.show(number, finding, charts.get(finding["chartId"]))
    if document["narratives"]["keyFindings"]:
        with st.expander("The key findings as one text", icon=":material/notes:", key="one-text"):
            prose.show(document["narratives"]["keyFindings"])
