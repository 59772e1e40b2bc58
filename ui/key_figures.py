"""The figures at the head of a story: value, change, and a small line of its course."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.sparkline import HEIGHT, WIDTH, data_uri
from ui.typeset import escape


def show(figures: Sequence[Mapping[str, Any]]) -> None:
    """Show the figures side by side; without any, nothing."""
    if figures:
        items = "".join(item(figure) for figure in figures)
        st.html(f'<dl class="ds-figures" aria-label="Key figures">{items}</dl>')


def item(figure: Mapping[str, Any]) -> str:
    """One figure as HTML."""
    note = f'<dd class="ds-figure-note">{escape(figure["note"])}</dd>' if figure["note"] else ""
    line = f'<dd class="ds-figure-line">{image(figure["course"])}</dd>' if len(figure["course"]) > 1 else ""
    return f"<div><dt>{escape(figure['label'])}</dt><dd>{escape(figure['value'])}</dd>{note}{line}</div>"


def image(course: Sequence[float]) -> str:
    """The line as an image, the only kind of drawing that a page lets in; what it shows is told beside it."""
    return f'<img src="{escape(data_uri(course))}" alt="" width="{WIDTH}" height="{HEIGHT}">'
