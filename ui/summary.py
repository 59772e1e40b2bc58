"""The start of a story: its summary, and beside it what was found, at a glance."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui import prose
from ui.finding import anchor, inline


def show(document: Mapping[str, Any]) -> None:
    """Show the summary and a list of the findings that leads to each of them."""
    summary, findings = document["narratives"]["summary"], document["findings"]
    if not findings:
        prose.show(summary, lead=True)
        return
    with st.container(key="summary"):
        text, aside = st.columns([7, 4], gap="large")
    with text:
        prose.show(summary, lead=True)
    with aside:
        st.html(contents(findings))


def contents(findings: Sequence[Mapping[str, Any]]) -> str:
    """The headlines as HTML, each a link to its finding on the page."""
    items = "".join(
        f'<li><a href="#{anchor(number)}">{inline(finding["headline"])}</a></li>'
        for number, finding in enumerate(findings, start=1)
    )
    return f'<nav class="ds-contents" aria-label="Findings"><h2>At a glance</h2><ol>{items}</ol></nav>'
