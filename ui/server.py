"""Databases and workers, started by the first page where no server process has started them."""

from jobs import runtime


def ensure_started() -> None:
    """Start what a story needs, once a process; what runs already, as under ``asgi_app.py``, is left as it is."""
    runtime.start()
