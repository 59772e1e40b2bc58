"""Waiting for what other processes and threads do."""

import time
from collections.abc import Callable

DEADLINE_S = 60.0  # for a machine that is busy with other things as well


def wait_until(condition: Callable[[], object], deadline_s: float = DEADLINE_S) -> float:
    """Wait for the condition; returns the seconds it took. Raises AssertionError if it never comes."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < deadline_s, "what the test waits for did not come"
        time.sleep(0.01)
    return time.monotonic() - started
