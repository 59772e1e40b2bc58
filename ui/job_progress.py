"""A job on its way: stages, measured progress, time left, and what can be done about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

import jobs
from models import Job, StoredStory, User
from models import now as database_now
from ui import boundary, job_outcome, links, stage_list
from ui.typeset import escape, seconds, whole_seconds

REFRESH_S = 2.0
FIRST_REFRESH_S = 0.5  # most jobs are done within a second: look sooner for as long as that may be so
FIRST_SECONDS = 4.0
KNOWN_WITHIN = 2.0  # the factor between two estimates of the time left, under which it is shown
SHOWN_S = 1.0  # the least that is shown as left
STATES = {"queued": "Waiting", "completed": "Done", "failed": "Failed", "cancelled": "Cancelled"}


def named(user: User) -> Job | None:
    """The user's job that the URL names: by its id, or by its story's.

    When a page switches, Streamlit writes the new page's query into the old page's entry of the browser's history too,
    so going back from a story leads to ``/status?story=...``.
    """
    job_id = st.query_params.get(links.JOB)
    if job_id is None and (story := StoredStory.find(user.id, st.query_params.get(links.STORY_ID, ""))):
        job_id = story.job_id
    return jobs.find(user.id, job_id) if job_id else None


def show(user: User, job: Job) -> None:
    """Show a job, looking again every 2 s until it is in a final state."""
    interval = None if job.state.final else refresh_s(job)
    st.fragment(_panel, run_every=interval)(user, job.id, interval)


def refresh_s(job: Job) -> float:
    """Seconds until the next look at a job that is under way."""
    waited = (database_now() - (job.queued_at or job.created_at)).total_seconds()
    return FIRST_REFRESH_S if waited < FIRST_SECONDS else REFRESH_S


def _panel(user: User, job_id: str, interval: float | None) -> None:
    """The part of the page that refreshes; what was asked for, another pace and the end need all of it."""
    with boundary.error_boundary("status", waits=False):
        job = jobs.find(user.id, job_id)
        if job is None or job_outcome.do_what_was_asked(job) or _has_other_pace(job, interval):
            st.rerun(scope="app")
        document = jobs.describe(job)
        st.set_page_config(page_title=tab_title(document))
        _overall(document, database_now())
        stage_list.show(document["stages"], over=job.state.final, waits=document["status"] == "queued")
        job_outcome.show(job, document)


def _has_other_pace(job: Job, interval: float | None) -> bool:
    """Whether the page, which owns the timer, looks again too often or not often enough."""
    return interval is not None and (job.state.final or refresh_s(job) != interval)


def tab_title(document: Mapping[str, Any]) -> str:
    """What the browser's tab says, so that a job can be watched from another one."""
    state = f"{int(document['progress'])}%" if document["status"] == "processing" else STATES[document["status"]]
    return f"{state} · {document['title'] or document['filename']}"


def _overall(document: Mapping[str, Any], now: datetime) -> None:
    st.progress(min(100, int(document["progress"])) / 100, text=None)
    left, right = overall_text(document, now)
    st.html(f'<div class="ds-overall"><span>{escape(left)}</span><span>{escape(right)}</span></div>')


def overall_text(document: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    """What stands under the bar: how far it is and what is left on one side, the time so far on the other."""
    percent = f"{int(document['progress'])}%"
    elapsed = elapsed_text(document, now)
    left = left_text(document, now)
    match document["status"]:
        case "queued":
            return place_text(document["placeInQueue"]), elapsed
        case "processing":
            attempt = (
                f" · attempt {document['attempts']} of {document['maxAttempts']}" if document["attempts"] > 1 else ""
            )
            return f"{percent} done{left}{attempt}", elapsed
        case "completed":
            return "Done", elapsed
        case "cancelled":
            return "Cancelled", elapsed
        case _:
            return f"Stopped at {percent}", elapsed


def left_text(document: Mapping[str, Any], now: datetime) -> str:
    """The time left, once it is known within a factor of two: where earlier jobs and the job's own pace agree."""
    eta, done = document["etaSeconds"], document["progress"] / 100
    if eta is None or document["startedAt"] is None or not 0 < done < 1:
        return ""
    elapsed = (now - datetime.fromisoformat(document["startedAt"])).total_seconds()
    shorter, longer = sorted(max(estimate, SHOWN_S) for estimate in (eta, elapsed * (1 - done) / done))
    return f", about {whole_seconds(eta)} left" if longer <= KNOWN_WITHIN * shorter else ""


def place_text(place: int | None) -> str:
    """What a job that waits is told: its place, 1 for the next one."""
    if place is None:
        return "Waiting for its turn"
    return "Waiting: next in the queue" if place == 1 else f"Waiting: number {place} in the queue"


def elapsed_text(document: Mapping[str, Any], now: datetime) -> str:
    """The time since the job was made, or that it took."""
    begun = document["startedAt"] or document["createdAt"]
    ended = document["finishedAt"]
    end = datetime.fromisoformat(ended) if ended else now
    return seconds(max(0.0, (end - datetime.fromisoformat(begun)).total_seconds()))
