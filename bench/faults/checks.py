"""What must be true in the end, whatever was broken."""

from pathlib import Path

import psutil

from bench.faults.watch import Watch
from bench.faults.world import World
from models import Job, Story, User, database

FROM_OUTSIDE = {"cancelled", "WORKER_LOST"}  # how a job may end whatever its file does


def violations(world: World, watch: Watch, home: Path, left_behind: list[psutil.Process]) -> list[str]:
    """Everything that is wrong, in words; empty when all is well."""
    found = [f"progress went back: {what}" for what in watch.went_back]
    found += [f"process left behind: {process}" for process in left_behind]
    found += [f"work folder left behind: {path.name}" for path in (home / "work").glob("*")]
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


def _of_job(job: Job, due: str | None) -> list[str]:
    found = []
    if not job.state.final:
        found.append(f"stuck in {job.status}")
    if job.lease is not None:
        found.append("has a lease")
    elif due is not None and end_of(job) not in FROM_OUTSIDE | {due}:
        found.append(f"ended as {end_of(job)}, not as {due}")
    if job.status == "failed" and job.error.code == "WORKER_LOST" and job.attempts < job.max_attempts:
        found.append(f"given up after {job.attempts} attempts")
    if job.attempts > job.max_attempts:
        found.append(f"attempted {job.attempts} times")
    return found


def _of_stories(every: dict[str, Job]) -> list[str]:
    completed = {job.story_id: job.id for job in every.values() if job.status == "completed"}
    stories = {story.id: story.job_id for story in Story.objects.exclude("body")}
    found = [f"story missing of job {completed[story_id]}" for story_id in completed.keys() - stories.keys()]
    found += [f"story without a completed job: {story_id}" for story_id in stories.keys() - completed.keys()]
    found += [f"story not settled: {story.id}" for story in Story.objects(maker__exists=True).exclude("body")]
    for user in User.objects:
        due = sum(job.status == "completed" and job.user_id == user.id for job in every.values())
        if user.total_stories_created != due:
            found.append(f"user {user.identity} counts {user.total_stories_created} stories of {due}")
    return found


def _of_uploads(every: dict[str, Job]) -> list[str]:
    used = {job.upload.file_id for job in every.values() if job.upload is not None}
    found = [
        f"cancelled job {job.id} keeps its upload" for job in every.values() if job.status == "cancelled" and job.upload
    ]
    for part, key in (("files", "_id"), ("chunks", "files_id"), ("begun", "_id")):
        orphans = set(database()[f"uploads.{part}"].distinct(key)) - (used if part != "begun" else set())
        found += [f"upload left behind in {part}: {orphan}" for orphan in orphans]
    return found
