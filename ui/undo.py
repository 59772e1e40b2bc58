"""Deleting an entry, and taking that back."""

from typing import NoReturn

import streamlit as st

import jobs
from jobs.requests.remove import UNDO
from models import Job, User
from pipeline import wording
from ui import links
from ui.typeset import escape

WITHDRAWN = "withdrawn"  # the latest entry that this session deleted: the job's id, what it was called
TOO_LATE = "withdrawn_too_late"

IN_WORDS = wording.count(int(UNDO.total_seconds()), "second")


def withdraw(job: Job, name: str) -> None:
    """Delete a job with its file and its story, for good once ``UNDO`` is over."""
    jobs.withdraw(job)
    st.session_state[WITHDRAWN] = (job.id, name)


def withdraw_and_leave(job: Job, name: str) -> NoReturn:
    """The same from a page that shows it, which there is no more; the library has the way back."""
    withdraw(job, name)
    st.switch_page(links.LIBRARY, query_params=links.query())


def show(user: User) -> None:
    """Say what was deleted, with the way back for as long as there is one."""
    if st.session_state.pop(TOO_LATE, False):
        st.html('<p class="ds-note" role="status">It is gone for good: the time to undo that is over.</p>')
    withdrawn = st.session_state.get(WITHDRAWN)
    if withdrawn is None:
        return
    job_id, name = withdrawn
    if not jobs.can_restore(user, job_id):
        del st.session_state[WITHDRAWN]
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.html(f'<p role="status">Deleted <strong>{escape(name)}</strong>. For {IN_WORDS} it can be had back.</p>')
        st.button("Undo", icon=":material/undo:", key="undo_delete", on_click=_restore, args=(user, job_id))


def _restore(user: User, job_id: str) -> None:
    st.session_state.pop(WITHDRAWN, None)
    if not jobs.restore(user, job_id):
        st.session_state[TOO_LATE] = True
