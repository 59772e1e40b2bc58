"""How soon work goes on after one fault, while a worker is free to take it; everything is checked after each."""

import io
import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import psutil
from pymongo.errors import PyMongoError
from redis.exceptions import RedisError

import jobs
from bench.faults import endings
from bench.faults.checks import violations, wait_for_the_end
from bench.faults.leftout import LeftOutError
from bench.faults.watch import Watch
from bench.faults.web import NotDoneError
from bench.faults.world import World
from jobs.life import queue
from models import Job, StoredStory

DEADLINE_S = 60.0
LONG = ("analyzing work 600",)
SHORT = ("analyzing work 0.1",)
FULL_S = 3.0
UPLOAD_BYTES = 3_000_000


def measure(world: World, watch: Watch) -> list[str]:
    """Each recovery, once; the seconds go into ``world.recoveries``. Returns what was wrong after which."""
    wrong: list[str] = []
    for name, recovery in RECOVERIES.items():
        _wait(lambda: len(world.queue_workers()) == 2 * world.workers and not world.busy_workers())
        try:
            world.recoveries[name].append(recovery(world))
        except LeftOutError:
            continue
        wait_for_the_end(world)
        wrong += [f"after {name}: {what}" for what in violations(world, watch)]
    return wrong


def _of_attempt(break_it: Callable[[psutil.Process], None], world: World) -> float:
    """The seconds until a job is attempted again after something of its worker was broken."""
    job = world.submit_deeds(LONG)
    token, worker = _under_way(job)
    since = time.monotonic()
    break_it(worker)
    _wait(partial(_has_other_lease, job, token))
    seconds = time.monotonic() - since
    with suppress(psutil.Error):
        worker.send_signal(signal.SIGCONT)
    jobs.cancel(_read(job))
    for index, pool in enumerate(world.pools):
        if pool.poll() is not None:
            world.replace_pool(index)
    return seconds


def _of_ending(point: str, world: World) -> float:
    """The seconds from a death during the end of an attempt until its job is completed and settled."""
    endings.order_death(world.home, point)
    job = _job_that_dies(world)
    since = time.monotonic()
    _wait(lambda: _is_settled(job))
    return time.monotonic() - since


def _job_that_dies(world: World) -> Job:
    """A job that has met the ordered death.

    One whose ending dies at random before it comes to that point is finished by recovery, which takes fewer steps and
    may never come to it: then it is the next one's turn.
    """
    while True:
        before = len(endings.deaths(world.home))
        job = world.submit_deeds(SHORT)
        _wait(partial(_is_decided, world, job, before))
        if not endings.is_ordered(world.home):
            return job


def _is_decided(world: World, job: Job, deaths_before: int) -> bool:
    """Whether the ordered death has come, or another one in its place; an order is taken back before it is noted."""
    died = len(endings.deaths(world.home)) > deaths_before
    return (died and _is_settled(job)) or not endings.is_ordered(world.home)


def _is_settled(job: Job) -> bool:
    return _read(job).state.final and not StoredStory.objects(maker__exists=True).count()


def _of_redis_killed(world: World) -> float:
    server = world.server("redis")
    assert server is not None
    server.kill()
    job = world.submit_deeds(SHORT)
    _wait(_redis_answers)
    return _until_started(job)


def _of_redis_wiped(world: World) -> float:
    busy = [world.submit_deeds(LONG) for _ in range(2 * world.workers)]
    for one in busy:
        _under_way(one)
    job = world.submit_deeds(SHORT)
    queue.connection().flushall()
    since = time.monotonic()
    for one in busy:
        jobs.cancel(_read(one))
    _until_started(job)
    return time.monotonic() - since


def _of_mongodb_killed(world: World) -> float:
    server = world.server("mongodb")
    assert server is not None
    since = time.monotonic()
    server.kill()
    _until_started(world.submit_deeds(SHORT))
    return time.monotonic() - since


def _of_disk_full(world: World) -> float:
    if world.disk.path is None:
        raise LeftOutError(world.disk.why)
    waiting = world.submit_deeds(LONG)
    _under_way(waiting)
    world.disk.fill()
    full_until = time.monotonic() + FULL_S
    while time.monotonic() < full_until:  # users go on trying
        with suppress(PyMongoError, jobs.NoRoom):
            jobs.submit(world.users[0], io.BytesIO(os.urandom(UPLOAD_BYTES)), "large.csv")
        time.sleep(0.1)
    world.disk.free()
    since = time.monotonic()
    job = world.submit_deeds(SHORT)
    _until_started(job)
    seconds = time.monotonic() - since
    with suppress(jobs.Refusal):  # it may have failed for want of room
        jobs.cancel(_read(waiting))
    return seconds


def _of_web_killed(world: World) -> float:
    """The seconds until another web process, started at once, takes an upload."""
    _wait(world.web.is_ready)
    world.web.kill()
    since = time.monotonic()
    _wait(lambda: _uploads(world))
    return time.monotonic() - since


RECOVERIES: Mapping[str, Callable[[World], float]] = {
    "kill -9 of a story process": partial(_of_attempt, lambda worker: worker.children()[0].kill()),
    "kill -9 of a worker": partial(_of_attempt, lambda worker: worker.kill()),
    "kill -9 of a pool": partial(_of_attempt, lambda worker: worker.parents()[0].kill()),
    "a worker frozen": partial(_of_attempt, lambda worker: worker.send_signal(signal.SIGSTOP)),
    **{f"death {point}": partial(_of_ending, point) for point in endings.POINTS},
    "kill -9 of Redis, after its return": _of_redis_killed,
    "Redis wiped": _of_redis_wiped,
    "kill -9 of MongoDB, its return included": _of_mongodb_killed,
    "disk full, after there is room again": _of_disk_full,
    "kill -9 of the web process, its start included": _of_web_killed,
}


def _until_started(job: Job) -> float:
    since = time.monotonic()
    _wait(lambda: _read(job).started_at)
    return time.monotonic() - since


def _under_way(job: Job) -> tuple[str, psutil.Process]:
    """The lease token and the worker of a job, once its story is being made."""
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


def _uploads(world: World) -> bool:
    try:
        world.web.upload(world.tokens[world.users[0].id], "\n".join(SHORT).encode(), 0.0)
    except NotDoneError:
        return False
    return True


def _wait(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not _holds(condition):
        if time.monotonic() > deadline:
            raise TimeoutError("what the bench waits for did not come")
        time.sleep(0.02)


def _holds(condition: Callable[[], object]) -> bool:
    try:
        return bool(condition())
    except PyMongoError:  # broken on purpose
        return False
