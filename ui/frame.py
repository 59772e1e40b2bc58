"""The frame around every page: the look, the brand, and the measure of the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

FOLDER = Path(__file__).parent
STYLE = FOLDER / "style.css"
SCRIPT = f"<script>{(FOLDER / 'page.js').read_text(encoding='utf-8')}</script>"
WORDMARK = FOLDER / "brand" / "wordmark.svg"
MARK = FOLDER / "brand" / "mark.svg"

ABOUT = (
    "**DataStory** turns a table file into a story that can be trusted: a summary, the findings that are really in the "
    "data, each with its chart and its proof, and what to do next. Your data stays on this server."
)


def show() -> None:
    """Set the tab's title and icon, the style sheet and the brand. The first thing a run does."""
    st.set_page_config(page_title="DataStory", page_icon=str(MARK), layout="wide", menu_items={"About": ABOUT})
    st.logo(str(WORDMARK), size="medium")
    st.html(STYLE)
    with st.container(key="script"):
        st.html(SCRIPT, unsafe_allow_javascript=True)  # our own file, which the pages' policy knows by its hash


@contextmanager
def page(measure: Literal["narrow", "wide"], title: str | None = None) -> Iterator[None]:
    """Lay out a page at the measure of a form or of an article with charts; ``title`` names the browser's tab."""
    if title:
        st.set_page_config(page_title=f"{title} · DataStory")
    with st.container(key=f"page-{measure}"):
        yield


def beside(key: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """A narrow column that stays in sight and the wide one beside it; one above the other on small screens."""
    with st.container(key=key):
        narrow, wide = st.columns([2, 9], gap="large")
    return narrow, wide
