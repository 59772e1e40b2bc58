"""Watches the process that serves: its memory, and how long it keeps a health check waiting."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2
import psutil

from testing.app import RunningApp

EVERY_S = 0.02
MB = 1024 * 1024


@dataclass
class Cost:
    """What happened while something was watched."""

    memory_mb: float = 0.0  # the most that was held beyond what was held before
    pause_s: float = 0.0  # the longest that a health check took
    deaths: int = 0  # of the process that serves


@contextmanager
def watching(app: RunningApp) -> Iterator[Cost]:
    """Watch until the end of the block; the cost is complete then."""
    cost, stopped = Cost(), threading.Event()
    threads = [threading.Thread(target=watch, args=(app, cost, stopped)) for watch in (_memory, _pauses)]
    for thread in threads:
        thread.start()
    try:
        yield cost
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def _memory(app: RunningApp, cost: Cost, stopped: threading.Event) -> None:
    process = app.web_process()
    before = process.memory_info().rss
    while not stopped.wait(EVERY_S):
        try:
            cost.memory_mb = max(cost.memory_mb, (process.memory_info().rss - before) / MB)
        except psutil.NoSuchProcess:
            cost.deaths += 1
            return


def _pauses(app: RunningApp, cost: Cost, stopped: threading.Event) -> None:
    with httpx2.Client(base_url=app.url, timeout=60) as client:
        while not stopped.wait(EVERY_S):
            started = time.monotonic()
            try:
                client.get("/api/health")
            except httpx2.HTTPError:
                cost.deaths += 1
                return
            cost.pause_s = max(cost.pause_s, time.monotonic() - started)
