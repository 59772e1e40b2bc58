"""Jobs: looked at, tried again, cancelled, deleted."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

import jobs
from api import links, schemas
from api.callers import Caller
from api.errors import NotFound
from models import Job, User

router = APIRouter(tags=["Jobs"])

Before = Annotated[str | None, Query(max_length=200, description="`next` of an earlier answer.")]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get(
    "/jobs",
    response_model=schemas.Jobs,
    response_model_exclude_unset=True,
    responses={200: {"links": links.to_job("/jobs/0/jobId")}},
)
def list_jobs(user: Caller, before: Before = None, limit: Limit = 20) -> object:
    """The caller's jobs, newest first."""
    found, following = jobs.history(user.id, before, limit)
    return {"jobs": [jobs.describe(job) for job in found], "next": following}


@router.get(
    "/jobs/{job_id}",
    response_model=schemas.Job,
    response_model_exclude_unset=True,
    responses={200: {"links": {**links.to_job("/jobId"), **links.to_story("/storyId")}}},
)
def get_job(job_id: str, user: Caller) -> object:
    """One job: its status, its progress, and the time left where earlier jobs tell it."""
    return jobs.describe(_own(user, job_id))


@router.post("/jobs/{job_id}/retry", status_code=202, response_model=schemas.Job, response_model_exclude_unset=True)
def retry_job(job_id: str, user: Caller) -> object:
    """Try a failed job again, where that may help and it wasn't tried too often."""
    return jobs.describe(jobs.retry(_own(user, job_id)))


@router.post("/jobs/{job_id}/cancel", status_code=202, response_model=schemas.Job, response_model_exclude_unset=True)
def cancel_job(job_id: str, user: Caller) -> object:
    """Cancel a job that is queued or under way; its file is deleted."""
    return jobs.describe(jobs.cancel(_own(user, job_id)))


@router.delete("/jobs/{job_id}", status_code=204)
def delete_job(job_id: str, user: Caller) -> Response:
    """Delete a job with its file, and its story if it has one. One that is under way is cancelled first."""
    jobs.remove(_own(user, job_id))
    return Response(status_code=204)


def _own(user: User, job_id: str) -> Job:
    job = jobs.find(user.id, job_id)
    if job is None:
        raise NotFound("There is no such job.")
    return job
