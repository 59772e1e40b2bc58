"""Jobs that have begun and get no further, so that a page is looked at in the middle of one, on any machine."""

from contextlib import suppress

import psutil

from testing.app import RunningApp
from testing.waiting import wait_until
from tests.e2e.family import command

WORKER = "jobs.worker"


def hold_stories(app: RunningApp, workers: int) -> list[psutil.Process]:
    """Have the processes that make stories, one a worker, stand still from now on."""
    wait_until(lambda: len(story_processes(app)) == workers)
    held = story_processes(app)
    for process in held:
        process.suspend()
    return held


def go_on(held: list[psutil.Process]) -> None:
    """Have those that are left go on."""
    for process in held:
        with suppress(psutil.NoSuchProcess):
            process.resume()


def story_processes(app: RunningApp) -> list[psutil.Process]:
    """The processes that make stories: a fork of each worker, which is a fork of the pool."""
    pools = [child for child in app.web_process().children() if WORKER in command(child)]
    return [story for pool in pools for worker in forks(pool) for story in forks(worker)]


def forks(process: psutil.Process) -> list[psutil.Process]:
    """Its living children that run the same program."""
    return [child for child in children(process) if WORKER in command(child)]


def children(process: psutil.Process) -> list[psutil.Process]:
    """Its children; none if it has ended meanwhile."""
    try:
        return process.children()
    except psutil.NoSuchProcess:
        return []
