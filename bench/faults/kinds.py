"""The faults: each breaks one thing of a running world. One function and one entry adds a fault."""

import signal
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import psutil
import redis

import jobs
from bench.faults.world import World
from jobs import queue
from models import Job

FREEZE_S = 9.0  # longer than a lease of 6 s and a round of recovery
PAUSE_S = 1.0  # before a killed pool is replaced


def kill_analyst(world: World) -> None:
    """Kill -9 the process that makes a story."""
    _kill_one(world, world.analysts())


def kill_attempt(world: World) -> None:
    """Kill -9 the process that supervises an attempt."""
    _kill_one(world, world.attempts())


def kill_worker(world: World) -> None:
    """Kill -9 a worker."""
    _kill_one(world, world.queue_workers())


def kill_pool(world: World) -> None:
    """Kill -9 a whole pool; its owner starts another one."""
    index = world.random.randrange(len(world.pools))
    world.pools[index].kill()
    time.sleep(PAUSE_S)
    world.replace_pool(index)


def stop_pool(world: World) -> None:
    """End a pool in good order, as a deploy does."""
    index = world.random.randrange(len(world.pools))
    world.pools[index].terminate()
    world.replace_pool(index)


def freeze_attempt(world: World) -> None:
    """SIGSTOP an attempt past its lease, then let it go on."""
    _freeze(world, world.attempts())


def freeze_worker(world: World) -> None:
    """SIGSTOP a worker for as long."""
    _freeze(world, world.queue_workers())


def kill_redis(world: World) -> None:
    """Kill -9 Redis; it comes back with what it had on disk."""
    _kill_server(world, "redis")


def wipe_redis(_world: World) -> None:
    """Delete all that Redis holds."""
    with suppress(redis.RedisError):
        queue.connection().flushall()


def kill_mongodb(world: World) -> None:
    """Kill -9 MongoDB; it comes back on the same data."""
    _kill_server(world, "mongodb")


def double_message(world: World) -> None:
    """Send the messages of jobs that wait or run a second time."""
    for job in world.persistently(lambda: list(Job.objects(status__in=["queued", "processing"]).limit(20))):
        queue.enqueue(job.id, job.lane)


def cancel(world: World) -> None:
    """Cancel a job that runs."""
    for job in world.under_way()[:1]:
        with suppress(jobs.Refusal):
            world.persistently(partial(jobs.cancel, job))


def retry_and_cancel(world: World) -> None:
    """Retry a failed job and cancel it from two places at once, twice each."""
    failed = world.persistently(lambda: list(Job.objects(status="failed", error__retryable=True).limit(5)))
    if not failed:
        return
    job = world.random.choice(failed)

    def ask(call: Callable[[Job], Job]) -> None:
        with suppress(jobs.Refusal):
            world.persistently(lambda: call(job))

    threads = [threading.Thread(target=ask, args=(call,)) for call in (jobs.retry, jobs.cancel) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


FAULTS: Mapping[str, tuple[Callable[[World], None], int]] = {
    "kill analyst": (kill_analyst, 12),
    "kill attempt": (kill_attempt, 12),
    "kill worker": (kill_worker, 12),
    "kill pool": (kill_pool, 5),
    "stop pool": (stop_pool, 4),
    "freeze attempt": (freeze_attempt, 5),
    "freeze worker": (freeze_worker, 3),
    "kill redis": (kill_redis, 4),
    "wipe redis": (wipe_redis, 6),
    "kill mongodb": (kill_mongodb, 3),
    "double message": (double_message, 8),
    "cancel": (cancel, 8),
    "retry and cancel": (retry_and_cancel, 8),
}
"""Each fault and how often it comes, in parts of all."""


def _kill_one(world: World, processes: list[psutil.Process]) -> None:
    if processes:
        with suppress(psutil.Error):
            world.random.choice(processes).kill()


def _freeze(world: World, processes: list[psutil.Process]) -> None:
    if not processes:
        return
    process = world.random.choice(processes)

    def thaw() -> None:
        time.sleep(FREEZE_S)
        with suppress(psutil.Error):
            process.send_signal(signal.SIGCONT)

    with suppress(psutil.Error):
        process.send_signal(signal.SIGSTOP)
        threading.Thread(target=thaw, daemon=True).start()


def _kill_server(world: World, service: str) -> None:
    process = world.server(service)
    if process is not None:
        with suppress(psutil.Error):
            process.kill()
