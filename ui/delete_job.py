"""Deleting a job that came to nothing, with its file."""

import streamlit as st

import jobs
from models import Job, JobStatus
from ui import links
from ui.typeset import escape

DELETABLE = (JobStatus.FAILED, JobStatus.CANCELLED)


@st.fragment
def show(job: Job) -> None:
    """Show the button where the job came to nothing; it opens a dialog that asks."""
    if job.state in DELETABLE and st.button(
        "Delete", icon=":material/delete:", type="tertiary", key=f"delete_job-{job.id}"
    ):
        _confirm(job)


@st.dialog("Delete this entry?")
def _confirm(job: Job) -> None:
    st.html(f"<p><strong>{escape(job.title or job.filename)}</strong> and its file will be gone for good.</p>")
    if st.button("Delete", type="primary", key="delete_job_confirmed"):
        jobs.remove(job)
        st.switch_page(links.LIBRARY, query_params=links.query())
