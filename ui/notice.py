"""A page that has only this to say: what it is, and where to go on."""

import streamlit as st

from ui import links
from ui.typeset import escape


def show(title: str, text: str, hint: str = "") -> None:
    """Show a message in plain words, which may hold anything, and the ways on."""
    more = f"<p>{escape(hint)}</p>" if hint else ""
    st.html(f'<section class="ds-head" role="status"><h1>{escape(title)}</h1><p>{escape(text)}</p>{more}</section>')
    with st.container(horizontal=True, key="notice-links"):
        links.show(links.UPLOAD, "New story", icon=":material/add:")
        links.show(links.LIBRARY, "Library", icon=":material/library_books:")


def not_found(thing: str) -> None:
    """Say that there is no such job or story; the same whether it never was or is someone else's."""
    show(
        f"{thing.capitalize()} not found",
        f"There is no such {thing} here. It may have been deleted, or it belongs to another workspace: what is made in "
        "one browser can't be seen from another. If you followed a link, check that all of it was copied.",
    )
