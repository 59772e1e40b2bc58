"""Deleting a job that came to nothing, with its file."""

import streamlit as st

from models import Job, JobStatus
from ui import undo

DELETABLE = (JobStatus.FAILED, JobStatus.CANCELLED)


def show(job: Job) -> None:
    """Show the button where the job came to nothing; what it does can be undone in the library."""
    if job.state in DELETABLE and st.button("Delete", icon=":material/delete:", type="tertiary", key="delete_job"):
        undo.withdraw_and_leave(job, job.title or job.filename)
