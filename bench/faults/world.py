"""What is broken: real servers, real pools of workers with a pipeline made for it, and users who submit."""

import io
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import psutil
from pymongo.errors import ConnectionFailure

import jobs
import models
from jobs import backends
from models import Job, User
from services import servers
from services.servers import Servers

ROOT = Path(__file__).resolve().parents[2]
Answer = TypeVar("Answer")

DEEDS = (  # what the files of the bench make the pipeline do, how often, and how that must end if nothing else happens
    (("uploading work 0.1", "analyzing work 0.4", "creating_visualizations work 0.1"), 70, "completed"),
    (("uploading work 0.3", "analyzing work 2", "analyzing spill"), 14, "completed"),
    (("analyzing raise",), 3, "ANALYSIS_ERROR"),
    (("uploading unreadable",), 3, "PREPROCESSING_ERROR"),
    (("analyzing unexpected",), 2, "PROCESSING_ERROR"),
    (("generating_narrative memory",), 2, "PROCESSING_ERROR"),
    (("analyzing kill",), 2, "WORKER_LOST"),
    (("creating_visualizations hang",), 1, "TIMEOUT"),
)


class World:
    """Two pools on one MongoDB and one Redis, and twenty users."""

    def __init__(self, running: Servers, seed: int, workers: int) -> None:
        self.servers = running
        self.random = random.Random(seed)
        self.workers = workers
        self.pools = [self._start_pool(), self._start_pool()]
        self.users = [User.for_identity(f"bench:{number}") for number in range(20)]
        self.recoveries: dict[str, list[float]] = defaultdict(list)  # fault -> seconds until its job went on
        self.submitted: dict[str, str] = {}  # job -> how it must end if nothing else happens

    def submit(self) -> Job:
        """Submit a file with random deeds as a random user."""
        ((deeds, _, end),) = self.random.choices(DEEDS, [weight for _, weight, _ in DEEDS])
        job = self.submit_deeds(deeds)
        self.submitted[job.id] = end
        return job

    def submit_deeds(self, deeds: Sequence[str]) -> Job:
        """Submit a file with these deeds as a random user."""
        content, user = "\n".join(deeds).encode(), self.random.choice(self.users)
        return self.persistently(lambda: jobs.submit(user, io.BytesIO(content), "deeds.csv"))

    def persistently(self, call: Callable[[], Answer]) -> Answer:
        """Do it once the database is there, as a user who tries again."""
        while True:
            try:
                return call()
            except (ConnectionFailure, jobs.Busy):
                time.sleep(0.05)

    def under_way(self) -> list[Job]:
        """The jobs that are worked on."""
        return self.persistently(lambda: list(Job.objects(status="processing")))

    def unfinished(self) -> int:
        """How many jobs wait or are worked on."""
        return self.persistently(lambda: int(Job.objects(status__in=["queued", "processing"]).count()))

    def attempts(self) -> list[psutil.Process]:
        """The processes that supervise an attempt."""
        return self._children(self.queue_workers())

    def analysts(self) -> list[psutil.Process]:
        """The processes that make a story."""
        return self._children(self.attempts())

    def queue_workers(self) -> list[psutil.Process]:
        """The workers that wait for messages; the first child of a pool is the one that recovers."""
        return [worker for pool in self.pools for worker in sorted(_children(pool), key=lambda child: child.pid)[1:]]

    def server(self, service: str) -> psutil.Process | None:
        """The process of the embedded ``mongodb`` or ``redis``."""
        embedded = next(one for one in self.servers.embedded if one.service == service)
        note = embedded.read()
        return note.server.process() if note is not None and note.server is not None else None

    def replace_pool(self, index: int) -> None:
        """Start a pool in the place of one that ended."""
        self.pools[index].wait()
        self.pools[index] = self._start_pool()

    def stop(self) -> list[psutil.Process]:
        """End the pools in good order; returns the processes that stayed behind."""
        families = [process for pool in self.pools for process in (_process(pool), *_children(pool, recursive=True))]
        for pool in self.pools:
            assert pool.stdin is not None
            pool.stdin.close()
        for pool in self.pools:
            pool.wait(60)
        return [process for process in families if process is not None and process.is_running()]

    def _start_pool(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "bench.faults.pool", "--workers", str(self.workers), "--with-owner"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    @staticmethod
    def _children(parents: list[psutil.Process]) -> list[psutil.Process]:
        found = []
        for parent in parents:
            with suppress(psutil.Error):
                found += parent.children()
        return found


def _process(pool: subprocess.Popen[bytes]) -> psutil.Process | None:
    try:
        return psutil.Process(pool.pid)
    except psutil.Error:
        return None


def _children(pool: subprocess.Popen[bytes], *, recursive: bool = False) -> list[psutil.Process]:
    try:
        return psutil.Process(pool.pid).children(recursive=recursive)
    except psutil.Error:
        return []


@contextmanager
def world(home: Path, seed: int, workers: int, **environment: str) -> Iterator[World]:
    """A world in a folder of its own."""
    os.environ.update({"DATASTORY_HOME": str(home), "MAX_JOBS_PER_USER": "10000", "JOB_TIMEOUT_S": "60", **environment})
    with servers.start(watch=True) as running:
        chosen = backends.Backends(running.mongodb_uri, running.redis_url)
        backends.choose(chosen)
        chosen.connect()
        models.ensure_indexes()
        made = World(running, seed, workers)
        try:
            yield made
        finally:
            for pool in made.pools:
                if pool.poll() is None:
                    pool.terminate()
                    pool.wait(60)
            models.disconnect()
