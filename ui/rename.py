"""Giving a story, or a job that is to become one, another title."""

import streamlit as st

import jobs
from models import User
from pipeline.errors import OptionsError
from pipeline.options import MAX_TITLE_LENGTH
from ui import boundary


@st.dialog("Rename")
def ask(user: User, job_id: str, title: str) -> None:
    """Ask for the new title, with the present one to begin with; Enter saves it."""
    with st.form("rename", border=False):
        wanted = st.text_input("Title", title, max_chars=MAX_TITLE_LENGTH, key=f"title_of-{job_id}")
        with st.container(horizontal=True):
            saved = st.form_submit_button("Save", type="primary", key="rename_saved")  # the first one is Enter's
            cancelled = st.form_submit_button("Cancel", key="rename_cancelled")
    if cancelled:
        st.rerun()
    if saved:
        _save(user, job_id, wanted or "")


def _save(user: User, job_id: str, title: str) -> None:
    job = jobs.find(user.id, job_id)
    try:
        if job is not None:  # deleted meanwhile, which the page shows
            jobs.rename(job, title)
    except OptionsError as error:
        boundary.show_error(error.message, error.hint)
        return
    st.rerun()


@st.fragment
def show(user: User, job_id: str, title: str) -> None:
    """Show the button on a page of its own story, which isn't run again until the title is another."""
    if st.button("Rename", icon=":material/edit:", type="tertiary", key="rename"):
        ask(user, job_id, title)
