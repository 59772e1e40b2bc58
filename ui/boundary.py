"""The boundary of a page: whatever goes wrong behind it is logged, and its reader is told in plain words."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from jobs.life.exhaustion import disk_full, is_disk_full
from models import DatabaseError, NotConnectedError, is_outage
from pipeline.errors import DataStoryError
from services.errors import ServiceError
from ui.entrance import STARTING
from ui.typeset import escape

log = logging.getLogger(__name__)

PARTS = {"chart"}  # places that are less than a page
RETRY_S = 2.0  # between two looks whether the database has come up


@contextmanager
def error_boundary(place: str, *, waits: bool = True) -> Iterator[None]:
    """Show what happens inside, or say why it can't be shown. ``place`` names it in the log.

    Where the database can't be reached, the page ``waits`` for it, unless it refreshes by itself. Streamlit's own
    reruns and page switches are no exceptions, and pass.
    """
    try:
        yield
    except (DataStoryError, ServiceError) as error:
        log.exception("page failed", extra={"place": place})
        show_error(error.message, error.hint)
    except Exception as error:
        if is_disk_full(error):
            log.exception("no room", extra={"place": place})
            show_error(disk_full()["message"], disk_full()["hint"])
        elif _is_away(error):
            log.warning("database not reached", extra={"place": place, "error": str(error)[:200]})
            st.html(STARTING)
            if waits:
                st.fragment(_look_again, run_every=RETRY_S)()
        else:
            _show_fault(place)


def _is_away(error: Exception) -> bool:
    """Whether the database can't be reached or can't work at present."""
    return isinstance(error, NotConnectedError) or (isinstance(error, DatabaseError) and is_outage(error))


def _show_fault(place: str) -> None:
    """Log the exception that is being handled, and show under which reference."""
    reference = secrets.token_hex(4)
    log.exception("page failed", extra={"place": place, "reference": reference})
    show_error(
        f"Something went wrong while showing this {place if place in PARTS else 'page'}.",
        f"Reload it. If it happens again, tell whoever runs this server the reference {reference}.",
    )


def show_error(message: str, hint: str) -> None:
    """Show what happened and what to do; both may hold anything."""
    st.html(f'<div class="ds-alert" role="alert"><strong>{escape(message)}</strong><p>{escape(hint)}</p></div>')


def _look_again() -> None:
    """Run the whole page again; the first run of this fragment is part of the page's own."""
    if st.session_state.pop("boundary_waited", False):
        st.rerun()
    st.session_state["boundary_waited"] = True
