"""What can be done about a job: cancel it, try again, read its story, or start over."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

import jobs
from models import Job
from ui import boundary, delete_job, links

ASKED = "job_asked"  # what a button was pressed for, and the job's id, until it is done
ACTIONS: Mapping[str, Callable[[Job], Job]] = {"retry": jobs.retry, "cancel": jobs.cancel}


def show(job: Job, document: Mapping[str, Any]) -> None:
    """Show what happened, if anything has, and the buttons that fit the job's state."""
    error = document.get("error")
    if error:
        boundary.show_error(error["message"], error["hint"])
    with st.container(horizontal=True, vertical_alignment="center", key="job-actions"):
        if document["canRetry"]:
            again = f"Try again ({document['attempts'] + 1} of {document['maxAttempts']})"
            asked = ("retry", job.id)
            st.button(
                again, type="primary", icon=":material/refresh:", key="retry", on_click=_keep_asked, args=(asked,)
            )
        if document["canCancel"]:
            asked = ("cancel", job.id)
            st.button("Cancel", icon=":material/close:", key="cancel", on_click=_keep_asked, args=(asked,))
        if document["status"] == "completed":
            with st.container(key="done", width="content"):  # whose link the page's script follows
                links.show(links.STORY, "Read the story", icon=":material/auto_stories:", story=document["storyId"])
        if document["status"] in ("failed", "cancelled"):
            links.show(links.UPLOAD, "Start with another file", icon=":material/upload_file:")
            delete_job.show(job)


def do_what_was_asked(job: Job) -> bool:
    """Do what a button of the job was pressed for; whether there was something.

    Kept from the press to here: a run of the page that begins itself anew, as at a change of its pace, forgets which
    button it ran for. A refusal means that the job has changed meanwhile, which the page then shows.
    """
    action, job_id = st.session_state.pop(ASKED, (None, None))
    if action is None or job_id != job.id:
        return False
    with suppress(jobs.Refusal):
        ACTIONS[action](job)
    return True


def _keep_asked(asked: tuple[str, str]) -> None:
    st.session_state[ASKED] = asked
