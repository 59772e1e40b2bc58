"""What follows a story's first screen: it comes once that is there, so that a reader has an answer at once.

A browser shows nothing of a run before it has laid out all that has come: with 28 points, their proofs and their
charts' places, the first screen took half as long again.
"""

from collections.abc import Callable

import streamlit as st

from ui import asked_for, boundary

REST = "rest"  # the name of this part, and in the browser that of its button


def show(story_id: str, draw: Callable[[], None]) -> None:
    """Draw the rest as soon as it is asked for: by the page's script, see ``page.js``, or by its button."""
    st.fragment(_draw)(story_id, draw)


def _draw(story_id: str, draw: Callable[[], None]) -> None:
    asked = asked_for.parts(story_id)
    if REST in asked:
        with boundary.error_boundary("story", waits=False):
            draw()
    else:  # a callback and no rerun from within, which would overtake what the reader clicks meanwhile
        st.button("Show the whole story", key=REST, on_click=asked.add, args=(REST,))
