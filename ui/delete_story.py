"""Deleting a story, once its reader has said twice that they mean it."""

import streamlit as st

import jobs
from models import StoredStory
from ui import confirmation, links, undo
from ui.typeset import escape


@st.fragment
def show(story: StoredStory) -> None:
    """Show the button; it opens a dialog that asks.

    Neither opening nor closing it runs the page again: each run gives the downloads new ids and forgets the old ones,
    so a download that was clicked before the browser had heard of that would fail.
    """
    if st.button("Delete this story", icon=":material/delete:", type="tertiary", key="delete_story"):
        _confirm(story)


@st.dialog("Delete this story?")
def _confirm(story: StoredStory) -> None:
    st.html(
        f'<p class="ds-danger"><strong>{escape(story.title)}</strong> and the file it was made from will be gone for '
        f"good after {undo.IN_WORDS}; until then the library can bring it back. Downloads that you have made stay.</p>"
    )
    if confirmation.confirmed("Delete", "delete"):
        if (job := jobs.find(story.user_id, story.job_id)) is not None:
            undo.withdraw_and_leave(job, story.title)
        st.switch_page(links.LIBRARY, query_params=links.query())
