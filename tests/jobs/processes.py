"""Pools of real workers in processes of their own, and waiting for what they do."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

from jobs.life import presence
from models import Job, StoredStory, User
from services.settings import settings
from testing.waiting import DEADLINE_S, wait_until

ROOT = Path(__file__).resolve().parents[2]
RECOVERY_S = 30.0
LEASE_S = 4.0  # on a busy machine no worker is silent for as long as this by chance
FAST = {"LEASE_S": str(LEASE_S), "HEARTBEAT_S": "0.5", "SHUTDOWN_GRACE_S": "0.5"}


def fresh(job: Job) -> Job:
    found = Job.read({"_id": job.id})
    assert found is not None
    return found


def wait_for_status(job: Job, status: str, deadline_s: float = DEADLINE_S) -> Job:
    """Wait until the job has this status; fails at once if it ends with another."""
    wait_until(lambda: fresh(job).status == status or fresh(job).state.final, deadline_s)
    found = fresh(job)
    assert found.status == status, found.to_mongo()
    return found


def living(family: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those that run; one that is over and only waits to be noticed doesn't."""
    return [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


class PoolProcess:
    """A pool in a process of its own."""

    def __init__(
        self, workers: int, environment: dict[str, str], enter: Sequence[str] = (), log: IO[bytes] | None = None
    ) -> None:
        """``enter`` is a command before ours, which goes over into it; ``log`` takes what the pool says."""
        command = [sys.executable, "-m", "tests.jobs.pool_process", "--workers", str(workers), "--with-owner"]
        self.process = subprocess.Popen(
            [*enter, *command],
            cwd=ROOT,
            env={**os.environ, **FAST, **environment},
            stdin=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
        self.me = psutil.Process(self.process.pid)

    def workers(self) -> list[psutil.Process]:
        """The workers, not the one that recovers, which is the first that is forked."""
        return sorted(self.me.children(), key=lambda child: child.pid)[1:]

    def family(self) -> list[psutil.Process]:
        return [self.me, *self.me.children(recursive=True)]

    def busy(self) -> list[psutil.Process]:
        """The workers that hold a lease."""
        held = {job.lease.worker.rsplit("/", 1)[1] for job in Job.objects(lease__exists=True)}
        return [worker for worker in self.workers() if str(worker.pid) in held]

    def idle(self) -> bool:
        """Whether both workers wait for a job, each with a story process."""
        return not self.busy() and len([worker for worker in self.workers() if worker.children()]) == 2

    def story_processes(self) -> list[psutil.Process]:
        """Those who make a story at present."""
        return [story_process for worker in self.busy() for story_process in worker.children()]

    def stop(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(DEADLINE_S)
        finally:
            for process in self.family() if self.process.poll() is None else []:
                process.send_signal(signal.SIGKILL)


@contextmanager
def running_pool(workers: int = 2, **environment: str) -> Iterator[PoolProcess]:
    pool = PoolProcess(workers, environment)
    try:
        wait_until(lambda: pool.process.poll() is not None or presence.workers() == workers)
        assert pool.process.poll() is None, "the pool ended at its start"
        wait_until(lambda: len(pool.workers()) == workers)
        yield pool
    finally:
        pool.stop()


def work_folders() -> list[Path]:
    folder = settings().datastory_home / "work"
    return list(folder.iterdir()) if folder.is_dir() else []


def assert_one_story(user, job):
    done = wait_for_status(job, "completed")
    assert [story.id for story in StoredStory.objects] == [done.story_id]
    wait_until(lambda: User.for_identity(user.identity).total_stories_created == 1)
    wait_until(lambda: not work_folders())
    assert done.lease is None


def wait_for_second_attempt(job, gate):
    """The seconds until the job is worked on again; then it may finish."""
    seconds = wait_until(lambda: fresh(job).attempts == 2, RECOVERY_S)
    gate.touch()
    return seconds
