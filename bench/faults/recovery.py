"""How soon a job goes on after one fault, while a worker is free to take it."""

import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import psutil
from redis.exceptions import RedisError

import jobs
from bench.faults.world import World
from jobs import queue
from models import Job

DEADLINE_S = 60.0
LONG = ("analyzing work 600",)
SHORT = ("analyzing work 0.1",)


def _analyst(attempt: psutil.Process) -> None:
    attempt.children()[0].kill()


def _attempt(attempt: psutil.Process) -> None:
    attempt.kill()


def _worker(attempt: psutil.Process) -> None:
    attempt.parents()[0].kill()


def _pool(attempt: psutil.Process) -> None:
    attempt.parents()[1].kill()


def _frozen(attempt: psutil.Process) -> None:
    attempt.send_signal(signal.SIGSTOP)


RUNNING: Mapping[str, Callable[[psutil.Process], None]] = {
    "kill -9 of the analyst": _analyst,
    "kill -9 of the attempt": _attempt,
    "kill -9 of the worker": _worker,
    "kill -9 of the pool": _pool,
    "the attempt frozen": _frozen,
}
RECOVERIES = (*RUNNING, "Redis lost, after its return", "Redis wiped", "MongoDB lost, after its return")


def measure(world: World) -> None:
    """Each recovery, once; the seconds go into ``world.recoveries``."""
    for name, break_it in RUNNING.items():
        job = world.submit_deeds(LONG)
        token, attempt = _under_way(job)
        since = time.monotonic()
        break_it(attempt)
        _wait(partial(_has_other_lease, job, token))
        world.recoveries[name].append(time.monotonic() - since)
        with suppress(psutil.Error):
            attempt.send_signal(signal.SIGCONT)
        jobs.cancel(_read(job))
        for index, pool in enumerate(world.pools):
            if pool.poll() is not None:
                world.replace_pool(index)
        _wait(lambda: len(world.queue_workers()) == 2 * world.workers and not world.attempts())
    _redis_lost(world)
    _redis_wiped(world)
    _mongodb_lost(world)


def _mongodb_lost(world: World) -> None:
    server = world.server("mongodb")
    assert server is not None
    server.kill()
    job = world.submit_deeds(SHORT)  # as soon as it is back
    since = time.monotonic()
    _wait(lambda: _read(job).started_at)
    world.recoveries["MongoDB lost, after its return"].append(time.monotonic() - since)


def _redis_lost(world: World) -> None:
    server = world.server("redis")
    assert server is not None
    server.kill()
    job = world.submit_deeds(SHORT)
    _wait(_redis_answers)
    since = time.monotonic()
    _wait(lambda: _read(job).started_at)
    world.recoveries["Redis lost, after its return"].append(time.monotonic() - since)


def _redis_wiped(world: World) -> None:
    busy = [world.submit_deeds(LONG) for _ in range(2 * world.workers)]
    for one in busy:
        _under_way(one)
    job = world.submit_deeds(SHORT)
    queue.connection().flushall()
    since = time.monotonic()
    for one in busy:
        jobs.cancel(_read(one))
    _wait(lambda: _read(job).started_at)
    world.recoveries["Redis wiped"].append(time.monotonic() - since)


def _under_way(job: Job) -> tuple[str, psutil.Process]:
    """The lease token and the supervising process of a job, once its story is being made."""
    _wait(lambda: _read(job).current_stage == "analyzing")
    lease = _read(job).lease
    return str(lease.token), psutil.Process(int(lease.worker.rsplit("/", 1)[1]))


def _has_other_lease(job: Job, token: str) -> bool:
    lease = _read(job).lease
    return lease is not None and lease.token != token


def _read(job: Job) -> Job:
    found = Job.read({"_id": job.id})
    assert found is not None
    return found


def _redis_answers() -> bool:
    try:
        queue.ping()
    except RedisError:
        return False
    return True


def _wait(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what the bench waits for did not come")
        time.sleep(0.02)
