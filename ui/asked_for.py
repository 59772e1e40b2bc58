"""What a reader, or the page's script on their behalf, has asked for of the story that a session looks at."""

import streamlit as st

KEY = "asked_for"  # in the session: the story that was looked at last, and which of its parts were asked for


def parts(story_id: str) -> set[str]:
    """The parts of a story that were asked for; what is added to them stays until another story is looked at."""
    kept = st.session_state.get(KEY)
    if kept is None or kept[0] != story_id:
        kept = st.session_state[KEY] = (story_id, set())
    asked: set[str] = kept[1]
    return asked
