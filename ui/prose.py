"""One section of a story's text."""

import streamlit as st

from ui.typeset import escape, prose


def show(markdown: str, heading: str | None = None, *, lead: bool = False, anchor: str | None = None) -> None:
    """Show Markdown at a measured line length; a lead is set larger. Empty text shows nothing."""
    if not markdown.strip():
        return
    head = f"<h2>{escape(heading)}</h2>" if heading else ""
    name = f' id="{anchor}"' if anchor else ""
    st.html(f'<section class="ds-prose{" ds-lead" if lead else ""}"{name}>{head}{prose(markdown)}</section>')
