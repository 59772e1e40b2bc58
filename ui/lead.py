"""The beginning of a story: what matters in three sentences, what it is about, and the way to its parts."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from models import StoredStory, User
from pipeline.contents import Contents, lead_of
from ui import method, prose, subject_line
from ui.typeset import escape

TO_DO = "to-do"  # anchor


def show(user: User, story: StoredStory, document: Mapping[str, Any], contents: Contents) -> None:
    """Show the lead, the subject with what else the story could be about, and the list of parts beside them."""
    lead, further = lead_of(document["narratives"]["summary"])
    with st.container(key="summary"):
        text, aside = st.columns([7, 4], gap="large")
    with text:
        prose.show(lead, lead=True)
        subject_line.show(user, story, document.get("subject"))
        prose.show(further)
    with aside:
        st.html(table_of(contents, to_do=bool(document["narratives"]["recommendations"])))


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
