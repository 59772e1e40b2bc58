"""A user's stories and jobs, newest first, a page at a time."""

from collections.abc import Mapping

import streamlit as st

import jobs
from models import BadCursorError, Job, JobStatus, StoredStory, User
from pipeline import wording
from services.settings import settings
from ui import delete_job, links
from ui.finding import inline
from ui.typeset import escape, literal, moment

PAGE_SIZE = 20

STATES: Mapping[JobStatus, str] = {
    JobStatus.QUEUED: "Waiting",
    JobStatus.PROCESSING: "Under way",
    JobStatus.COMPLETED: "Story",
    JobStatus.FAILED: "Failed",
    JobStatus.CANCELLED: "Cancelled",
}


def show(user: User) -> None:
    """Show one page of the library, named by the URL."""
    before = st.query_params.get(links.BEFORE)
    try:
        entries, following = jobs.history(user.id, before=before, limit=PAGE_SIZE)
    except BadCursorError:
        before = None
        entries, following = jobs.history(user.id, limit=PAGE_SIZE)
    if not entries:
        _show_empty()
    stories = StoredStory.of_jobs(user.id, [job.id for job in entries])
    with st.container(key="library", gap=None):
        for job in entries:
            _row(job, stories.get(job.id))
    _pager(before, following)
    if entries:
        st.html(f'<p class="ds-note">{kept_text()}</p>')


def _row(job: Job, story: StoredStory | None) -> None:
    with st.container(key=f"row-{job.id}", gap=None):
        if story:
            links.show(links.STORY, literal(story.title), story=story.id)
        else:
            links.show(links.STATUS, literal(job.title or job.filename), job=job.id)
        st.html(row_facts(job, story))
        delete_job.show(job)


def row_facts(job: Job, story: StoredStory | None) -> str:
    """State, facts and time of an entry as HTML."""
    facts = [f'<span class="ds-state ds-{job.state}">{STATES[job.state]}</span>']
    if story:
        facts.append(wording.count(story.finding_count, "finding"))
        facts.append(f"{wording.count(story.row_count, 'row')} × {wording.count(story.column_count, 'column')}")
        facts.append(escape(story.filename))
    elif job.error:
        facts.append(escape(job.error.message))
    elif job.state is JobStatus.PROCESSING:
        facts.append(f"{int(job.progress)}%")
    facts.append(escape(moment(job.created_at)))
    headline = f"<p>{inline(story.headline)}</p>" if story and story.headline else ""
    return (
        f'<div class="ds-row">{headline}<ul class="ds-facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul></div>'
    )


def _show_empty() -> None:
    st.html(f'<p class="ds-prose">Nothing here yet. {kept_text()}</p>')
    links.show(links.UPLOAD, "Make the first one", icon=":material/add:")


def kept_text() -> str:
    """How long what is made stays here."""
    kept = settings()
    stories, files = kept.story_retention_days, kept.upload_retention_days
    if not files or (stories and files >= stories):
        files = stories
    if not stories and not files:
        return "Every story you make is kept here, with its file, until you delete it."
    story = f"for {wording.count(stories, 'day')}" if stories else "until you delete it"
    return f"Every story you make is kept here {story}, its file for {wording.count(files, 'day')}."


def _pager(before: str | None, following: str | None) -> None:
    with st.container(horizontal=True, key="pager"):
        if before:
            links.show(links.LIBRARY, "Newest", icon=":material/first_page:")
        if following:
            links.show(links.LIBRARY, "Older", icon=":material/chevron_right:", before=following)
