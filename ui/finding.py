"""One finding or fact of a story beside its chart; on a narrow screen the chart follows the text."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline.proof import mark_of
from ui import chart as chart_view
from ui import proof
from ui.typeset import escape, prose


def show(number: int, finding: Mapping[str, Any], chart: Mapping[str, Any] | None) -> None:
    """Show a finding or a fact: headline, text, caveats and proof, and its chart if it has one."""
    with st.container(key=f"finding-{number}"):
        text, figure = st.columns([5, 6], gap="large") if chart else (st.container(key=f"plain-{number}"), None)
        with text:
            st.html(article(number, finding))
            proof.show(finding)
        if chart and figure:
            with figure:
                chart_view.show(chart)


def article(number: int, finding: Mapping[str, Any]) -> str:
    """The finding's text as HTML; what isn't beyond chance is marked as such."""
    caveats = "".join(f"<li>{inline(caveat)}</li>" for caveat in finding["caveats"])
    aside = f'<ul class="ds-caveats" aria-label="Keep in mind">{caveats}</ul>' if caveats else ""
    headline = f'<h3><span class="ds-number">{number}</span>{inline(finding["headline"])}</h3>'
    marked = mark_of(finding)
    mark = f'<p class="ds-verdict">{escape(marked)}</p>' if marked else ""
    text = f"{headline}{mark}{prose(finding['text'])}{aside}"
    return f'<article class="ds-finding" id="{anchor(number)}">{text}</article>'


def anchor(number: int) -> str:
    """The name under which a link on the page finds the finding."""
    return f"found-{number}"


def inline(markdown: str) -> str:
    """One paragraph of Markdown without the paragraph around it."""
    return prose(markdown).strip().removeprefix("<p>").removesuffix("</p>")
