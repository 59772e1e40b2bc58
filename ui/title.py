"""The title of a page that isn't a story."""

import streamlit as st

from ui.typeset import escape


def show(title: str, text: str = "") -> None:
    """Show a title, and one or two sentences under it; both may hold anything."""
    more = f"<p>{escape(text)}</p>" if text else ""
    st.html(f'<header class="ds-head"><h1>{escape(title)}</h1>{more}</header>')
