"""How long the file behind a story and its typed table are kept, and the way to the table."""

from datetime import datetime, timedelta

import streamlit as st

import jobs
from api.page_route import PageUploads
from models import Job, StoredStory, User
from services.settings import settings
from ui.typeset import day


def show(user: User, story: StoredStory) -> None:
    """Say it under the downloads; the table comes by the API, where that is served."""
    job = jobs.find(user.id, story.job_id)
    link = f' <a href="/api/stories/{story.id}/table" download>Download the table as Parquet</a>'
    has_link = job is not None and job.table is not None and PageUploads.installed
    st.html(f'<p class="ds-note">{kept_text(job)}{link if has_link else ""}</p>')


def kept_text(job: Job | None) -> str:
    """Until when, in the reader's days."""
    if job is None or not job.files:
        return "The file that this story was made of isn't kept any more."
    kept = settings()
    terms = [days for days in (kept.upload_retention_days, kept.story_retention_days) if days]
    what = "The file and its typed table are" if job.table else "The file is"
    if not terms:
        return f"{what} kept until you delete the story."
    return f"{what} kept until {day(_ended(job) + timedelta(days=min(terms)))}."


def _ended(job: Job) -> datetime:
    ended: datetime = job.finished_at or job.created_at
    return ended
