"""Jobs: looked at, tried again, cancelled, deleted."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

import jobs
from api import links, schemas
from api.callers import Caller
from api.errors import NotFound
from models import Job, JobStatus, Order, Search, User
from pipeline.options import MAX_TITLE_LENGTH

router = APIRouter(tags=["Jobs"])

Before = Annotated[str | None, Query(max_length=200, description="`next` of an earlier answer.")]
Limit = Annotated[int, Query(ge=1, le=100)]
Words = Annotated[
    str, Query(alias="search", max_length=MAX_TITLE_LENGTH, description="Words of titles, file names and headlines.")
]
Sort = Annotated[Order, Query(description="The order of the list; a `next` is good for its own order alone.")]
States = Annotated[list[JobStatus], Query(alias="state", description="Only jobs in these states.")]


@router.get(
    "/jobs",
    response_model=schemas.Jobs,
    response_model_exclude_unset=True,
    responses={200: {"links": links.to_job("/jobs/0/jobId")}},
)
def list_jobs(
    user: Caller,
    before: Before = None,
    limit: Limit = 20,
    search: Words = "",
    sort: Sort = Order.NEWEST,
    state: States = [],  # noqa: B006  FastAPI copies it
) -> object:
    """The caller's jobs, newest first unless asked for otherwise; with a search those that hold all of its words."""
    found, following = jobs.history(user.id, Search(search, state, sort), before, limit)
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


@router.patch("/jobs/{job_id}", response_model=schemas.Job, response_model_exclude_unset=True)
def rename_job(job_id: str, body: schemas.Renaming, user: Caller) -> object:
    """Give a job another title, and its story too if it has one."""
    return jobs.describe(jobs.rename(_own(user, job_id), body.title))


@router.post("/jobs/{job_id}/retry", status_code=202, response_model=schemas.Job, response_model_exclude_unset=True)
def retry_job(job_id: str, user: Caller) -> object:
    """Try a failed or cancelled job again, where that may help and it wasn't tried too often."""
    return jobs.describe(jobs.retry(_own(user, job_id)))


@router.post("/jobs/{job_id}/cancel", status_code=202, response_model=schemas.Job, response_model_exclude_unset=True)
def cancel_job(job_id: str, user: Caller) -> object:
    """Cancel a job that is queued or under way. Its file stays for another try until the job is deleted."""
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
