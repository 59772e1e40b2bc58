"""Recovery: what died half-way is finished or queued again. Every pool runs it; one at a time does the work."""

import logging
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from redis.exceptions import RedisError

from jobs import backends
from jobs.life import ending, metrics, presence, queue, retention
from jobs.life.dead_workers import DeadWorkers
from jobs.requests.describe import describe
from jobs.webhooks import messenger
from models import DatabaseError, Job, JobStatus, StoredStory, ensure_indexes, locks, now, remove_job, uploads
from pipeline import workfolder
from services import home
from services.parent_death import die_with_parent
from services.settings import settings

INTERVAL_S = 1.0
LOCK_S = 5.0  # how long the one that recovers may be silent before another takes over
MESSAGE_LATE_S = 2.0  # a job queued for longer than this whose message isn't in Redis needs a new one
BATCH = 500
SWEEP_INTERVAL_S = 300.0
UPLOAD_CUT_OFF_H = 6  # an upload without a job after this time was cut off

log = logging.getLogger(__name__)


def expired_leases() -> int:
    """Give up the attempts whose lease ran out. Returns how many."""
    moment = now()
    expired = {"status": JobStatus.PROCESSING, "lease.expires_at": {"$lt": moment}}
    return sum(_abandon(job, {"lease.expires_at": {"$lt": moment}}) for job in _jobs(expired))


def dead_worker(name: str) -> int:
    """Give up the attempt of a worker that died, without waiting for its lease. Returns how many there were."""
    where = {"status": JobStatus.PROCESSING, "lease.worker": name}
    return sum(_abandon(job, {}) for job in _jobs(where))


def lost_messages() -> int:
    """Send a new message for each job that MongoDB holds as queued and Redis has lost. Returns how many."""
    late = {"status": JobStatus.QUEUED, "queued_at": {"$lt": now() - timedelta(seconds=MESSAGE_LATE_S)}}
    queued = Job.select(late, limit=BATCH, order_by="queued_at", only=("lane",))
    if not queued:
        return 0
    waiting = set(queue.queued_job_ids())
    return sum(queue.enqueue(job.id, job.lane) for job in queued if job.id not in waiting)


def unsettled_stories() -> int:
    """Finish completions that were cut off, and delete the stories of attempts that no job waits for."""
    settled = 0
    for story in StoredStory.unsettled(BATCH):
        job = Job.read({"_id": story.job_id})
        if job is not None and not job.state.final:
            continue  # under way, or about to be done again by an attempt that will adopt it
        if job is not None and job.story_id == story.id:
            ending.settle(job, job.story_id)
        else:
            StoredStory.discard(story.job_id, story.maker)
        settled += 1
    return settled


def leftovers() -> int:
    """Delete with all that is theirs the jobs whose removal was cut off, or can't be taken back any more."""
    finished = 0
    for job in _jobs({"removed_at": {"$lte": now()}}):
        remove_job(job.id)
        finished += 1
    return finished


def cut_off_uploads() -> int:
    """Delete what uploads left that never became a job. Returns how many."""
    begun_before = now() - timedelta(hours=UPLOAD_CUT_OFF_H)
    return uploads.sweep(begun_before, Job.refers_to)


STEPS = (expired_leases, lost_messages, unsettled_stories, leftovers)


def run_once() -> dict[str, int]:
    """Every step, once. Returns what each has done, where it did anything. Raises DatabaseError."""
    done = {}
    for step in STEPS:
        try:
            count = step()
        except RedisError as error:
            log.warning("queue unreachable", extra={"step": step.__name__, "reason": str(error)})
            continue
        if count:
            done[step.__name__] = count
            metrics.count_recovered(step.__name__, count)
            log.info("recovered", extra={"step": step.__name__, "count": count})
    return done


def _jobs(where: dict[str, Any]) -> list[Job]:
    return Job.select(where, limit=BATCH)


def _abandon(job: Job, still: dict[str, Any]) -> bool:
    log.warning("worker lost", extra={"job_id": job.id, "worker": job.lease.worker, "attempts": job.attempts})
    metrics.count_lease_loss()
    return ending.abandon({"_id": job.id, "lease.token": job.lease.token, **still}, job)


class Recovery:
    """The process that recovers, one a pool."""

    def __init__(self, pool: str, dead_workers: DeadWorkers, workers: int) -> None:
        self.pool = pool
        self.dead_workers = dead_workers
        self.workers = workers
        self.grace_until: datetime | None = None
        self.last_pass: float | None = None
        self.next_sweep = time.monotonic()

    def run(self, prepared: Callable[[], None]) -> None:
        """Recover until the pool ends. ``prepared`` is called once the database has its indexes."""
        ready = False
        while True:
            try:
                if not ready:
                    ensure_indexes()
                    prepared()
                    messenger.serve(describe)
                    ready = True
                self.run_pass()
            except DatabaseError as error:
                log.warning("database lost", extra={"reason": str(error)})
                time.sleep(INTERVAL_S)
            select.select([self.dead_workers.reader], [], [], INTERVAL_S)

    def run_pass(self) -> None:
        """One round. After an outage of the database or a sleep of the machine, leases first get time to be renewed."""
        presence.announce(self.pool, self.workers)  # waits for a database that is away: the time is taken afterwards
        if self.last_pass is not None and time.time() - self.last_pass > settings().lease_s:
            self.grace_until = now() + timedelta(seconds=settings().lease_s)
        for name in self.dead_workers.names():
            dead_worker(name)
        workfolder.sweep(home.folder(settings().datastory_home, "work"))
        if (self.grace_until is None or now() >= self.grace_until) and self._holds_lock():
            run_once()
            if time.monotonic() >= self.next_sweep:
                self.next_sweep = time.monotonic() + SWEEP_INTERVAL_S
                cut_off_uploads()
                retention.apply()
                retention.expire_users()
                presence.delete_stale()
        self.last_pass = time.time()

    def _holds_lock(self) -> bool:
        """Whether this pool recovers at present: the first to come, until it is silent for ``LOCK_S``."""
        return locks.acquire("recovery", self.pool, LOCK_S)


def main(pool: str, dead_workers: DeadWorkers, workers: int, parent: int, prepared: Callable[[], None]) -> None:
    """The body of the process, in a fork of the pool."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool ends us
    signal.signal(signal.SIGTERM, _leave)
    backends.chosen().connect()
    try:
        Recovery(pool, dead_workers, workers).run(prepared)
    finally:
        with suppress(DatabaseError):
            presence.withdraw(pool)


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit
