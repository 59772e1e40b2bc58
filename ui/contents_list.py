"""The list of a story's parts, which stays beside them where there is room, and shows where its reader is."""

import streamlit as st

from pipeline.contents import Contents
from ui import method
from ui.typeset import escape

TO_DO = "to-do"  # anchor


def show(contents: Contents, *, to_do: bool) -> None:
    """Show the list."""
    st.html(table_of(contents, to_do=to_do))


def table_of(contents: Contents, *, to_do: bool) -> str:
    """The parts as HTML, each a link to its place on the page."""
    parts = [(anchor(place), part.title, len(part.points)) for place, part in enumerate(contents.parts, start=1)]
    items = [_item(name, title, points) for name, title, points in parts]
    items += [_item(TO_DO, "What to do")] if to_do else []
    items.append(_item(method.ANCHOR, "How this was found"))
    return f'<nav class="ds-contents" aria-label="Contents"><h2>In this story</h2><ul>{"".join(items)}</ul></nav>'


def anchor(part: int) -> str:
    """The name under which a link finds a part, by its number."""
    return f"part-{part}"


def _item(name: str, title: str, points: int | None = None) -> str:
    count = f' <span class="ds-count">{points}</span>' if points else ""
    return f'<li><a href="#{name}">{escape(title)}</a>{count}</li>'
