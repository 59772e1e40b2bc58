"""The menu of an entry of the library: what can be done with it, where it stands."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

import jobs
from jobs.requests.cancel import can_cancel
from jobs.requests.retry import can_retry
from models import Job, User
from ui import links, rename, undo

RENAME, RETRY, CANCEL, DELETE = (
    ":material/edit: Rename",
    ":material/refresh: Try again",
    ":material/close: Cancel",
    ":material/delete: Delete",
)


def show(user: User, job: Job, name: str) -> None:
    """Show the menu of a job that the user calls ``name``."""
    chosen = st.menu_button(
        "More", choices(job), icon=":material/more_vert:", type="tertiary", key=f"menu-{job.id}", wrap=False
    )
    if chosen == RENAME:
        rename.ask(user, job.id, name)
    elif chosen == RETRY and _done(lambda: jobs.retry(job)):
        links.go_to_job(job.id)
    elif chosen == CANCEL:
        _done(lambda: jobs.cancel(job))
        st.rerun()
    elif chosen == DELETE:
        undo.withdraw(job, name)
        st.rerun()


def choices(job: Job) -> list[str]:
    """What can be done with a job in its present state."""
    retry, cancel = [RETRY] if can_retry(job) else [], [CANCEL] if can_cancel(job) else []
    return [RENAME, *retry, *cancel, DELETE]


def _done(action: Callable[[], Job]) -> bool:
    """Do it; False where the job has changed meanwhile, which the page shows."""
    with suppress(jobs.Refusal):
        action()
        return True
    return False
