"""The way into a page: what it stands on is loaded and started, its reader is known, then it runs."""

import importlib
import sys
from contextvars import ContextVar

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import links

STARTING = (
    '<section class="ds-head ds-starting" role="status"><h1>DataStory is starting</h1>'
    "<p>The database and the workers come up, which takes a few seconds. This page goes on by itself.</p></section>"
)

_entered: ContextVar[bool] = ContextVar("entered", default=False)


def show(page: StreamlitPage) -> None:
    """Run a page. The first one of a process says that it is starting, while it loads seconds' worth of libraries."""
    waiting = st.empty()
    if not _is_started():
        waiting.html(STARTING)
    names = ("boundary", "dropped", "identity", "server")
    boundary, dropped, identity, server = (importlib.import_module(f"ui.{name}") for name in names)
    with boundary.error_boundary(page.url_path or "upload"):
        server.ensure_started()
        waiting.empty()
        if page.url_path:
            dropped.leave()
        if identity.ensure_signed_in():
            token = _entered.set(True)
            try:
                page.run()
            finally:
                _entered.reset(token)


def required() -> None:
    """What every page calls first: a page that was run past the main script is run again through it.

    Streamlit takes a folder named ``pages`` for the pages of an app without navigation, until the first
    ``st.navigation`` of the process; a link to a story opened before that would miss identity, look and boundary.
    """
    if not _entered.get():
        st.navigation(list(links.PAGES), position="hidden")
        st.rerun()


def _is_started() -> bool:
    """Whether this process can make stories; no more is known of a module that another thread is still loading."""
    current = getattr(sys.modules.get("jobs.runtime"), "current", None)
    return current is not None and current() is not None
