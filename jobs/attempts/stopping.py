"""Whether this worker was asked to stop, and since when."""

import time

_requested_at: float | None = None


def request() -> None:
    """Note that it is to stop; asking again changes nothing."""
    global _requested_at
    if _requested_at is None:
        _requested_at = time.monotonic()


def grace_is_over(grace_s: float) -> bool:
    """Whether it was asked to stop, ``grace_s`` seconds ago or longer."""
    return _requested_at is not None and time.monotonic() - _requested_at >= grace_s
