"""What the queue costs: many jobs at once through it, and the same work straight in as many processes without it."""

import argparse
import gc
import io
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import rq

import jobs
import models
from jobs import backends
from jobs.life import presence, queue
from jobs.workers.preload import preload
from models import Job, JobStatus, User
from models.story import pack
from pipeline import make_story
from services import servers
from testing.app import ROOT
from testing.example import example_table

WORKERS = 2
TARGET = 0.8
START_S = 60.0
_context = multiprocessing.get_context("fork")


def main() -> int:
    """Print the figures; 1 if the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--rows", type=int, default=1000, help="of each file, with 20 columns")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="datastory-throughput-") as folder:
        path = Path(folder) / "table.csv"
        example_table(arguments.rows).to_csv(path, index=False)
        os.environ.update(
            {"DATASTORY_HOME": f"{folder}/home", "MAX_JOBS_PER_USER": str(arguments.jobs), "LOG_LEVEL": "WARNING"}
        )
        preload()
        straight_s = [straight(path, arguments.jobs // 2)]
        with running() as chosen:
            queue_s = through_the_queue(path, arguments.jobs)
            floor_s = empty_jobs(chosen.redis_url, arguments.jobs)
        straight_s.append(straight(path, arguments.jobs // 2))
    gc.unfreeze()  # for the libraries that count what is left at the end
    ratio = sum(straight_s) / queue_s
    print(f"{arguments.jobs} jobs of {arguments.rows:,} x 20 at once, {WORKERS} processes")
    print("| | seconds | jobs/s | ms a job and process |\n|---|---|---|---|")
    for name, seconds in (
        ("straight, half before and half after", sum(straight_s)),
        ("through the queue, from the first upload to the last story", queue_s),
        ("RQ with an empty job", floor_s),
    ):
        each_ms = 1000 * WORKERS * seconds / arguments.jobs
        print(f"| {name} | {seconds:.1f} | {arguments.jobs / seconds:.2f} | {each_ms:.0f} |")
    print(f"straight / queue: {ratio:.2f} (target {TARGET})")
    return 0 if ratio >= TARGET else 1


@contextmanager
def running() -> Iterator[backends.Backends]:
    """The embedded servers and a pool of workers as ``make worker`` starts one."""
    with servers.start() as found:
        chosen = backends.Backends(found.mongodb_uri, found.redis_url)
        backends.choose(chosen)
        chosen.connect()
        models.ensure_indexes()
        command = [sys.executable, "-m", "jobs.worker", "--workers", str(WORKERS), "--with-owner"]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as pool:
            try:
                deadline = time.monotonic() + START_S
                while presence.workers() < WORKERS:
                    if pool.poll() is not None or time.monotonic() > deadline:
                        raise RuntimeError("the pool of workers did not start")
                    time.sleep(0.1)
                yield chosen
            finally:
                assert pool.stdin is not None
                pool.stdin.close()
        models.disconnect()


def through_the_queue(path: Path, count: int) -> float:
    """Seconds from the first of ``count`` uploads to the last story."""
    user, content = User.for_identity("bench:throughput"), path.read_bytes()
    jobs.submit(user, io.BytesIO(content), path.name)  # one to warm up
    _wait_for_all(1)
    started = time.monotonic()
    for _ in range(count):
        jobs.submit(user, io.BytesIO(content), path.name)
    submitted = time.monotonic()
    _wait_for_all(count + 1)
    seconds = time.monotonic() - started
    took = [(job.finished_at - job.started_at).total_seconds() for job in Job.objects]
    print(f"all uploaded after {submitted - started:.1f} s; a job's own time: median {statistics.median(took):.2f} s")
    return seconds


def straight(path: Path, count: int) -> float:
    """Seconds for ``count`` stories in ``WORKERS`` processes that have all loaded, up to what would be stored."""
    return _in_processes(_stories, path, count // WORKERS)


def empty_jobs(redis_url: str, count: int) -> float:
    """Seconds that RQ's own workers take for ``count`` jobs that do nothing."""
    waiting = rq.Queue("bench", connection=queue.connection(), serializer=queue.SERIALIZER)
    for _ in range(count):
        waiting.enqueue_call("bench.throughput.nothing", result_ttl=0)
    return _in_processes(_work_off, redis_url)


def nothing() -> None:
    """The empty job."""


def _stories(path: Path, count: int) -> None:
    for _ in range(count):
        pack(make_story(path).to_document())


def _work_off(redis_url: str) -> None:
    queue.connect(redis_url)
    worker = rq.Worker(["bench"], connection=queue.connection(), serializer=queue.SERIALIZER)
    worker.work(burst=True, logging_level="WARNING")


def _in_processes(work: Callable[..., None], *arguments: object) -> float:
    """Seconds until ``WORKERS`` processes have done the same."""
    processes = [_context.Process(target=work, args=arguments) for _ in range(WORKERS)]
    started = time.monotonic()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return time.monotonic() - started


def _wait_for_all(count: int) -> None:
    while Job.objects(status=JobStatus.COMPLETED.value).count() < count:
        if failed := Job.objects(status=JobStatus.FAILED.value).first():
            raise RuntimeError(f"a job failed: {failed.error.message}")
        time.sleep(0.25)


if __name__ == "__main__":
    sys.exit(main())
