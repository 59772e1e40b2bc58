"""One finding or fact of a story beside its chart; on a narrow screen the chart follows the text."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline import wording
from pipeline.proof import mark_of
from ui import chart as chart_view
from ui import proof
from ui.typeset import escape, prose

FIRST_CHART = "first-chart"  # anchor of the chart beside the lead


def show(
    story_id: str, number: int, finding: Mapping[str, Any], chart: Mapping[str, Any] | None, *, is_first: bool = False
) -> None:
    """Show a finding or a fact: headline, text, caveats and proof, and its chart if it has one.

    ``is_first``: its chart stands beside the lead already, and is named instead of shown again.
    """
    with st.container(key=f"finding-{number}"):
        text, figure = st.columns([5, 6], gap="large") if chart else (st.container(key=f"plain-{number}"), None)
        with text:
            st.html(article(number, finding, is_first=is_first))
        if chart and figure:
            with figure:
                titled = wording.plain(finding["headline"]) != chart["title"]
                chart_view.show_later(story_id, chart, titled=titled)


def article(number: int, finding: Mapping[str, Any], *, is_first: bool = False) -> str:
    """The finding as HTML, with its proof folded; what isn't beyond chance is marked as such."""
    caveats = "".join(f"<li>{inline(caveat)}</li>" for caveat in finding["caveats"])
    aside = f'<ul class="ds-caveats" aria-label="Keep in mind">{caveats}</ul>' if caveats else ""
    headline = f'<h3><span class="ds-number">{number}</span>{inline(finding["headline"])}</h3>'
    marked = mark_of(finding)
    mark = f'<p class="ds-verdict">{escape(marked)}</p>' if marked else ""
    above = f'<p class="ds-note"><a href="#{FIRST_CHART}">Its chart is at the top</a></p>' if is_first else ""
    text = f"{headline}{mark}{prose(finding['text'])}{aside}{above}{proof.fold(finding)}"
    return f'<article class="ds-finding" id="{anchor(number)}">{text}</article>'


def anchor(number: int) -> str:
    """The name under which a link on the page finds the finding."""
    return f"found-{number}"


def inline(markdown: str) -> str:
    """One paragraph of Markdown without the paragraph around it."""
    return prose(markdown).strip().removeprefix("<p>").removesuffix("</p>")
