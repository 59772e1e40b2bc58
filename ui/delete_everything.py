"""Deleting everything that is kept of a user, once they have said twice that they mean it."""

import streamlit as st

import jobs
from models import User
from ui import confirmation, links


@st.fragment
def show(user: User) -> None:
    """Show the button; it opens a dialog that asks."""
    if st.button(
        "Delete everything of mine", icon=":material/delete_forever:", type="tertiary", key="delete_everything"
    ):
        _confirm(user)


@st.dialog("Delete everything of yours?")
def _confirm(user: User) -> None:
    st.html(
        '<p class="ds-danger">All your stories, your files, what is under way and your API tokens will be gone at once '
        "and for good. Downloads that you have made stay.</p>"
    )
    if confirmation.confirmed("Delete everything", "delete_everything"):
        jobs.remove_everything(user)
        st.switch_page(links.LIBRARY, query_params=links.query())
