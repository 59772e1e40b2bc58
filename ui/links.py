"""Where the pages are. What a page shows is named in its URL, so F5, a bookmark and a second tab show the same."""

from typing import NoReturn

import streamlit as st

UPLOAD = "pages/upload.py"
STATUS = "pages/status.py"
STORY = "pages/story.py"
LIBRARY = "pages/library.py"
PAGES = (UPLOAD, STATUS, STORY, LIBRARY)

JOB = "job"
STORY_ID = "story"
BEFORE = "before"  # cursor of a page of the library
WORKSPACE = "workspace"  # key of a private workspace, where a host keeps no cookies

WORKSPACE_KEPT = "workspace_kept"  # the key in the session: the top navigation drops it from the URL


def query(**named: str) -> dict[str, str]:
    """The query parameters of a link, with the workspace's key where there is one, so that a new tab finds it too."""
    key = st.session_state.get(WORKSPACE_KEPT)
    return {**named, WORKSPACE: key} if key else named


def go_to_job(job_id: str) -> NoReturn:
    """Leave this page for the status of a job."""
    st.switch_page(STATUS, query_params=query(job=job_id))


def show(page: str, label: str, *, icon: str | None = None, **named: str) -> None:
    """Show a link to a page; ``label`` is Markdown."""
    st.page_link(page, label=label, icon=icon, query_params=query(**named), help="")
