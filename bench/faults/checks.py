"""What must be true whenever nothing is broken any more and no job is under way, whatever was broken before."""

import fcntl
import os
import time
from pathlib import Path

from bench.faults.deeds import Deeds
from bench.faults.watch import Watch
from bench.faults.world import World
from models import Job, StoredStory, User, database, now, uploads

FROM_OUTSIDE = {"cancelled", "WORKER_LOST"}  # how a job may end whatever its file does
FULL_DISK_WORD = "disk"  # in the message of a job that failed for want of room
ENDING_S = 300.0  # that the last jobs may take once nothing breaks any more
LEAVING_S = 30.0  # that processes may take to go once their jobs are over


def wait_for_the_end(world: World) -> None:
    """Wait until no job is under way, nothing is left to settle and nobody works, or it takes too long."""
    deadline = time.monotonic() + ENDING_S
    while world.unfinished() or world.persistently(lambda: StoredStory.objects(maker__exists=True).count()):
        if time.monotonic() > deadline:
            return
        time.sleep(0.2)
    deadline = time.monotonic() + LEAVING_S
    while (world.crowded() or world.strays() or _work_folders(world)) and time.monotonic() < deadline:
        time.sleep(0.2)


def violations(world: World, watch: Watch) -> list[str]:
    """Everything that is wrong, in words; empty when all is well. What was noticed during earlier calls included."""
    uploads.sweep(now(), Job.refers_to)
    found = [f"progress went back: {what}" for what in watch.went_back]
    found += [f"process left behind: {process}" for process in world.strays()]
    found += [f"worker with several story processes: {process}" for process in world.crowded()]
    found += [f"work folder left behind: {name}" for name in _work_folders(world)]
    every = {job.id: job for job in Job.objects}
    found += [f"job lost: {job_id}" for job_id in world.submitted if job_id not in every]
    for job in every.values():
        found += [f"job {job.id}: {what}" for what in _of_job(job, world.submitted.get(job.id))]
    found += _of_stories(every)
    found += _of_uploads(every)
    return found


def end_of(job: Job) -> str:
    """How a job ended: its status, or the code of its error."""
    return str(job.error.code if job.status == "failed" else job.status)


def _work_folders(world: World) -> list[str]:
    """Those that belong to nobody; the web process has one of its own, which it holds as long as it lives."""
    return [path.name for path in (world.home / "work").glob("*") if not _is_locked(path)]


def _is_locked(path: Path) -> bool:
    try:
        folder = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:  # it has just gone
        return True
    try:
        fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(folder)
    return False


def _of_job(job: Job, kind: Deeds | None) -> list[str]:
    found = []
    if not job.state.final:
        found.append(f"stuck in {job.status}")
    if job.lease is not None:
        found.append("has a lease")
    elif kind is not None and end_of(job) not in FROM_OUTSIDE | {kind.end} and not _met_a_full_disk(job):
        found.append(f"ended as {end_of(job)}, not as {kind.end}: {kind.name}")
    if job.status == "failed" and job.error.code == "WORKER_LOST" and job.attempts < job.max_attempts:
        found.append(f"given up after {job.attempts} attempts")
    if job.attempts > job.max_attempts:
        found.append(f"attempted {job.attempts} times")
    return found


def _met_a_full_disk(job: Job) -> bool:
    return job.status == "failed" and job.error.code == "PROCESSING_ERROR" and FULL_DISK_WORD in job.error.message


def _of_stories(every: dict[str, Job]) -> list[str]:
    completed = {job.story_id: job.id for job in every.values() if job.status == "completed"}
    stories = {story.id: story.job_id for story in StoredStory.objects.exclude("body")}
    found = [f"story missing of job {completed[story_id]}" for story_id in completed.keys() - stories.keys()]
    found += [f"story without a completed job: {story_id}" for story_id in stories.keys() - completed.keys()]
    found += [f"story not settled: {story.id}" for story in StoredStory.objects(maker__exists=True).exclude("body")]
    for user in User.objects:
        expected = sum(job.status == "completed" and job.user_id == user.id for job in every.values())
        if user.total_stories_created != expected:
            found.append(f"user {user.identity} counts {user.total_stories_created} stories of {expected}")
    return found


def _of_uploads(every: dict[str, Job]) -> list[str]:
    used = {file.file_id for job in every.values() for file in job.files}
    found = []
    for part, key in (("files", "_id"), ("chunks", "files_id"), ("begun", "_id")):
        orphans = set(database()[f"uploads.{part}"].distinct(key)) - (used if part != "begun" else set())
        found += [f"upload left behind in {part}: {orphan}" for orphan in orphans]
    return found
