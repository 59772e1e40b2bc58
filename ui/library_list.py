"""A user's stories and jobs, a page at a time: searched, filtered, sorted, each with a menu of what can be done."""

from collections.abc import Mapping

import streamlit as st

import jobs
from models import BadCursorError, Job, JobStatus, Search, StoredStory, User
from pipeline import wording
from services.settings import settings
from ui import library_search, links, row_menu, undo
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
    undo.show(user)
    controls = st.empty()
    with controls.container():
        search = library_search.show()
    before, entries, following = _page(user, search)
    if not entries and search == Search():
        controls.empty()
        _show_empty()
    elif not entries:
        st.html('<p class="ds-prose" role="status">Nothing here matches. Try fewer words, or show all states.</p>')
    stories = StoredStory.of_jobs(user.id, [job.id for job in entries])
    with st.container(key="library", gap=None):
        for job in entries:
            _row(user, job, stories.get(job.id))
    _pager(before, following)
    if entries:
        st.html(f'<p class="ds-note">{kept_text()}</p>')


def _page(user: User, search: Search) -> tuple[str | None, list[Job], str | None]:
    """The cursor of the page, its entries, and the cursor of the next one."""
    before = st.query_params.get(links.BEFORE)
    try:
        return before, *jobs.history(user.id, search, before, PAGE_SIZE)
    except BadCursorError:  # of another order, or of nobody
        return None, *jobs.history(user.id, search, None, PAGE_SIZE)


def _row(user: User, job: Job, story: StoredStory | None) -> None:
    name = story.title if story else job.title or job.filename
    with st.container(key=f"row-{job.id}", horizontal=True, gap="small"):
        with st.container(gap=None):
            if story:
                links.show(links.STORY, literal(name), story=story.id)
            else:
                links.show(links.STATUS, literal(name), job=job.id)
            st.html(row_facts(job, story))
        row_menu.show(user, job, name)


def row_facts(job: Job, story: StoredStory | None) -> str:
    """State, facts and time of an entry as HTML."""
    facts = [f'<span class="ds-state ds-{job.state}">{STATES[job.state]}</span>']
    if story:
        facts.append(wording.count(story.finding_count, "finding"))
        facts.append(f"{wording.count(story.row_count, 'row')} × {wording.count(story.column_count, 'column')}")
    elif job.state is JobStatus.FAILED and job.error:
        facts.append(escape(job.error.message))
    elif job.state is JobStatus.PROCESSING:
        facts.append(f"{int(job.progress)}%")
    if story or job.title:  # else it is the entry's name already
        facts.append(escape(job.filename))
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
    chosen = library_search.in_url()
    with st.container(horizontal=True, key="pager"):
        if before:
            links.show(links.LIBRARY, "First page", icon=":material/first_page:", **chosen)
        if following:
            links.show(links.LIBRARY, "Next page", icon=":material/chevron_right:", **chosen, before=following)
