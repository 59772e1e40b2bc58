"""Faults that users and the queue cause: the same twice, much at once, contradictions at the same instant."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import jobs
from bench.faults.leftout import LeftOutError
from bench.faults.web import NotDoneError
from bench.faults.world import World
from jobs.life import queue
from models import Job

MANY = 40
PLACES = 8  # that many uploads come from


def send_messages_twice(world: World) -> None:
    """Send the messages of jobs that wait or run a second time."""
    for job in world.persistently(lambda: list(Job.objects(status__in=["queued", "processing"]).limit(20))):
        queue.enqueue(job.id, job.lane)


def submit_many(world: World, many: int = MANY) -> None:
    """Submit many files from several places at once."""

    def submit() -> None:
        for _ in range(many // PLACES):
            world.submit()

    _at_once([submit] * PLACES)


def cancel(world: World) -> None:
    """Cancel a job that runs."""
    under_way = world.under_way()
    if not under_way:
        raise LeftOutError("no job was under way at that moment")
    with suppress(jobs.Refusal):
        world.persistently(partial(jobs.cancel, world.random.choice(under_way)))


def retry_and_cancel(world: World) -> None:
    """Retry a failed job and cancel it at once, from here and through the web process."""
    failed = world.persistently(lambda: list(Job.objects(status="failed", error__retryable=True).limit(5)))
    if not failed:
        raise LeftOutError("no job had failed that can be tried again")
    job = world.random.choice(failed)

    def here(call: Callable[[Job], Job]) -> None:
        with suppress(jobs.Refusal):
            world.persistently(lambda: call(job))

    def there(request: str) -> None:
        with suppress(NotDoneError):
            world.web.ask(world.tokens[job.user_id], job.id, request)

    _at_once([partial(here, jobs.retry), partial(here, jobs.cancel), partial(there, "retry"), partial(there, "cancel")])


def _at_once(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
