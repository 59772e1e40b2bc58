"""Databases and workers, started by the first page where no server process has started them."""

import streamlit as st

from jobs import runtime


@st.cache_resource(show_spinner="Starting the database and the workers")
def ensure_started() -> runtime.Runtime:
    """Start what a story needs, once a process; under ``asgi_app.py`` it runs already, and this is what runs."""
    return runtime.start()
