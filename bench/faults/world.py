"""What is broken: real servers, real pools of workers with a pipeline made for it, a web process, users who submit."""

import io
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import psutil
from pymongo.errors import PyMongoError

import jobs
import models
from bench.faults.deeds import DEEDS, MEMORY_LIMIT_MB, Deeds
from bench.faults.disk import Disk
from bench.faults.web import Web
from jobs import backends
from jobs.errors import NoRoom
from models import Job, User, is_outage
from services import servers
from services.servers import Servers

ROOT = Path(__file__).resolve().parents[2]
POOL = "bench.faults.pool"
Answer = TypeVar("Answer")


class World:
    """Two pools and a web process on one MongoDB and one Redis, and twenty users."""

    def __init__(self, running: Servers, disk: Disk, home: Path, seed: int, workers: int) -> None:
        self.servers = running
        self.disk = disk
        self.home = home
        self.random = random.Random(seed)
        self.workers = workers
        self.pools = [self._start_pool(), self._start_pool()]
        self.web = Web(home)
        self.users = [User.for_identity(f"bench:{number}") for number in range(20)]
        self.tokens = {user.id: user.create_token("bench") for user in self.users}
        self.recoveries: dict[str, list[float]] = defaultdict(list)  # fault -> seconds until its job went on
        self.submitted: dict[str, Deeds] = {}  # job -> what its file does

    def submit(self) -> None:
        """Submit a file with random deeds as a random user."""
        (kind,) = self.random.choices(DEEDS, [kind.parts for kind in DEEDS])
        self.submitted[self.submit_deeds(kind.lines).id] = kind

    def submit_deeds(self, deeds: Sequence[str]) -> Job:
        """Submit a file with these deeds as a random user."""
        content, user = "\n".join(deeds).encode(), self.random.choice(self.users)
        return self.persistently(lambda: jobs.submit(user, io.BytesIO(content), "deeds.csv"))

    def persistently(self, call: Callable[[], Answer]) -> Answer:
        """Do it once the database is there, as a user who tries again."""
        while True:
            try:
                return call()
            except (jobs.Busy, NoRoom):  # the disk is full for a while
                time.sleep(0.05)
            except PyMongoError as error:
                if not is_outage(error):
                    raise
                time.sleep(0.05)

    def under_way(self) -> list[Job]:
        """The jobs that are worked on."""
        return self.persistently(lambda: list(Job.objects(status="processing")))

    def unfinished(self) -> int:
        """How many jobs wait or are worked on."""
        return self.persistently(lambda: int(Job.objects(status__in=["queued", "processing"]).count()))

    def busy_workers(self) -> list[psutil.Process]:
        """The workers that hold a lease."""
        held = {str(job.lease.worker).rsplit("/", 1)[1] for job in self.under_way() if job.lease is not None}
        return [worker for worker in self.queue_workers() if str(worker.pid) in held]

    def story_processes(self) -> list[psutil.Process]:
        """The processes that make a story at present."""
        return self._children(self.busy_workers())

    def queue_workers(self) -> list[psutil.Process]:
        """The workers that wait for messages; the first child of a pool is the one that recovers."""
        return [worker for pool in self.pools for worker in sorted(_children(pool), key=lambda child: child.pid)[1:]]

    def crowded(self) -> list[psutil.Process]:
        """Workers with more than the one story process that each has."""
        return [worker for worker in self.queue_workers() if len(self._children([worker])) > 1]

    def strays(self) -> list[psutil.Process]:
        """Processes of this world's pools that belong to no pool which runs."""
        pools = {pool.pid for pool in self.pools}
        return [one for one in psutil.process_iter() if self._is_of_a_pool(one) and not _stems_from(one, pools)]

    def server(self, service: str) -> psutil.Process | None:
        """The process of the embedded ``mongodb`` or ``redis``."""
        embedded = next(one for one in self.servers.embedded if one.service == service)
        note = embedded.read()
        return note.server.process() if note is not None and note.server is not None else None

    def replace_pool(self, index: int) -> None:
        """Start a pool in the place of one that ended."""
        self.pools[index].wait()
        self.pools[index] = self._start_pool()

    def stop(self) -> None:
        """End the pools and the web process in good order."""
        for pool in self.pools:
            assert pool.stdin is not None
            pool.stdin.close()
        for pool in self.pools:
            pool.wait(60)
        self.web.stop()

    def end_by_force(self) -> None:
        """End what a failed bench has left running."""
        for process in (*self.pools, self.web.process):
            if process.poll() is None:
                process.terminate()
                process.wait(60)

    def _start_pool(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", POOL, "--workers", str(self.workers), "--with-owner"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _is_of_a_pool(self, process: psutil.Process) -> bool:
        try:
            return POOL in process.cmdline() and process.environ().get("DATASTORY_HOME") == str(self.home)
        except psutil.Error:
            return False

    @staticmethod
    def _children(parents: list[psutil.Process]) -> list[psutil.Process]:
        found = []
        for parent in parents:
            with suppress(psutil.Error):
                found += parent.children()
        return found


def _children(pool: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(pool.pid).children()
    except psutil.Error:
        return []


@contextmanager
def world(home: Path, disk: Disk, seed: int, workers: int, **environment: str) -> Iterator[World]:
    """A world whose servers keep their data in ``home``."""
    limits = {"MAX_JOBS_PER_USER": "10000", "JOB_TIMEOUT_S": "60", "JOB_MEMORY_MB": str(MEMORY_LIMIT_MB)}
    small_disk = {"MIN_FREE_DISK_MB": "0"}  # the bench fills its disk up to the last byte itself
    os.environ.update({"DATASTORY_HOME": str(home), **small_disk, **limits, **environment})
    with servers.start(watch=True) as running:
        chosen = backends.Backends(running.mongodb_uri, running.redis_url)
        backends.choose(chosen)
        chosen.connect()
        models.ensure_indexes()
        made = World(running, disk, home, seed, workers)
        try:
            yield made
        finally:
            made.end_by_force()
            models.disconnect()


def _stems_from(process: psutil.Process, pids: Collection[int]) -> bool:
    """Whether a process is one of these or descends from one; so does one that is gone by now, as far as it matters."""
    try:
        return process.pid in pids or any(parent.pid in pids for parent in process.parents())
    except psutil.NoSuchProcess:
        return True
