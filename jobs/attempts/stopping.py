"""Whether this worker was asked to stop, and since when."""

import time

_asked_at: float | None = None


def ask() -> None:
    """Note that it is to stop; asking again changes nothing."""
    global _asked_at
    if _asked_at is None:
        _asked_at = time.monotonic()


def due(grace_s: float) -> bool:
    """Whether it was asked to stop, ``grace_s`` seconds ago or longer."""
    return _asked_at is not None and time.monotonic() - _asked_at >= grace_s
