"""What a story is about, and what else it could be about, one click away."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

import jobs
from models import Job, StoredStory, User
from pipeline.about import facts_of, name_of
from pipeline.errors import DataStoryError
from pipeline.options import ROW_COUNT
from ui import boundary, identity, links
from ui.typeset import escape, literal


def show(user: User, story: StoredStory, subject: Mapping[str, Any] | None) -> None:
    """Show the subject and a button for each of the next candidates; without a subject, nothing."""
    if subject is None:
        return
    facts = "".join(f"<li>{term} <strong>{escape(text)}</strong></li>" for term, text in facts_of(subject))
    with st.container(key="subject"):
        st.html(f'<ul class="ds-facts ds-subject" aria-label="What it is about">{facts}</ul>')
        if subject["alternatives"]:
            _alternatives(user, story, subject["alternatives"])


@st.fragment
def _alternatives(user: User, story: StoredStory, columns: list[str | None]) -> None:
    """A fragment, as the charts are: Streamlit queues what they ask for, while a whole run would overtake it."""
    with st.container(horizontal=True, vertical_alignment="center", key="alternatives"):
        st.html('<p class="ds-note">Tell it about another column:</p>', width="content")
        for place, column in enumerate(columns):
            if st.button(literal(name_of(column)), key=f"about-{place}", type="secondary"):
                _remake(user, story, column)


def _remake(user: User, story: StoredStory, column: str | None) -> None:
    job = jobs.find(user.id, story.job_id)
    try:
        made = _queued(user, job, ROW_COUNT if column is None else column)
    except DataStoryError as error:
        boundary.show_error(error.message, error.hint)
        return
    links.go_to_job(made.id)


def _queued(user: User, job: Job | None, subject: str) -> Job:
    if job is None:
        raise jobs.UploadGone
    options = replace(job.options, subject=subject, focus=None)  # a focus would leave out what isn't about it
    return jobs.remake(user, job, options, address=identity.current_address())
