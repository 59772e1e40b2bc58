"""What can be done about a job: cancel it, try again, read its story, or start over."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

import jobs
from models import Job
from ui import boundary, delete_job, links


def show(job: Job, document: Mapping[str, Any]) -> None:
    """Show what happened, if anything has, and the buttons that fit the job's state."""
    error = document.get("error")
    if error:
        boundary.show_error(error["message"], error["hint"])
    with st.container(horizontal=True, vertical_alignment="center", key="job-actions"):
        if document["canRetry"]:
            again = f"Try again ({document['attempts'] + 1} of {document['maxAttempts']})"
            if st.button(again, type="primary", icon=":material/refresh:", key="retry"):
                _act(jobs.retry, job)
        if document["canCancel"] and st.button("Cancel", icon=":material/close:", key="cancel"):
            _act(jobs.cancel, job)
        if document["status"] == "completed":
            with st.container(key="done", width="content"):  # whose link the page's script follows
                links.show(links.STORY, "Read the story", icon=":material/auto_stories:", story=document["storyId"])
        if document["status"] in ("failed", "cancelled"):
            links.show(links.UPLOAD, "Start with another file", icon=":material/upload_file:")
            delete_job.show(job)


def _act(action: Callable[[Job], Job], job: Job) -> None:
    """Do it and show the whole page again; a refusal means that the job has changed meanwhile, which that shows too."""
    with suppress(jobs.Refusal):
        action(job)
    st.rerun(scope="app")
