"""Whether the process of an attempt was asked to stop, from its very beginning."""

import signal
import time

_asked_at: float | None = None


def listen() -> None:
    """Note a SIGTERM instead of dying of it."""
    global _asked_at
    _asked_at = None
    signal.signal(signal.SIGTERM, _note)


def due(grace_s: float) -> bool:
    """Whether it was asked to stop, ``grace_s`` seconds ago or longer."""
    return _asked_at is not None and time.monotonic() - _asked_at >= grace_s


def _note(_signal: int, _frame: object) -> None:
    global _asked_at
    if _asked_at is None:
        _asked_at = time.monotonic()
