"""Stories: listed, read, exported, deleted."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse, StreamingResponse

import jobs
from api import document, links, schemas
from api.callers import Caller
from api.errors import BadRequest, NotFound
from api.jobs import Before, Limit, Sort, Words
from exporters import EXPORTERS
from models import JobStatus, Order, Search, StoredStory, User, uploads

PARQUET = "application/vnd.apache.parquet"

router = APIRouter(tags=["Stories"])


@router.get(
    "/stories",
    response_model=schemas.Stories,
    responses={200: {"links": {**links.to_story("/stories/0/storyId"), **links.to_job("/stories/0/jobId")}}},
)
def list_stories(
    user: Caller, before: Before = None, limit: Limit = 20, search: Words = "", sort: Sort = Order.NEWEST
) -> schemas.Stories:
    """The caller's stories, newest first unless asked for otherwise; with a search those that hold all of its words."""
    found, following = jobs.history(user.id, Search(search, [JobStatus.COMPLETED], sort), before, limit)
    stories = StoredStory.of_jobs(user.id, [job.id for job in found])
    entries = [_entry(stories[job.id]) for job in found if job.id in stories]
    return schemas.Stories(stories=entries, next=following)


@router.get("/stories/{story_id}", responses={200: {"model": document.StoryDocument}})
def get_story(story_id: str, user: Caller) -> Response:
    """A story: its text, its findings with their proof, its charts."""
    return JSONResponse(_own(user, story_id).document())


@router.patch("/stories/{story_id}", response_model=schemas.StoryEntry)
def rename_story(story_id: str, body: schemas.Renaming, user: Caller) -> schemas.StoryEntry:
    """Give a story another title."""
    job = jobs.find(user.id, _own(user, story_id).job_id)
    if job is None:
        raise NotFound("There is no such story.")
    jobs.rename(job, body.title)
    return _entry(_own(user, story_id))


@router.delete("/stories/{story_id}", status_code=204)
def delete_story(story_id: str, user: Caller) -> Response:
    """Delete a story with its job and its file."""
    _own(user, story_id).delete_with_upload()
    return Response(status_code=204)


@router.get("/stories/{story_id}/table", response_class=Response, responses={200: {"content": {PARQUET: {}}}})
def get_table(story_id: str, user: Caller) -> StreamingResponse:
    """The typed table as Parquet, on which each finding's `sql` runs as `data`; 404 once it isn't kept any more."""
    story = _own(user, story_id)
    job = jobs.find(user.id, story.job_id)
    if job is None or job.table is None:
        raise NotFound("The table of this story isn't kept.", "Upload its file again to have it.")
    named = {"Content-Disposition": 'attachment; filename="table.parquet"', "Content-Length": str(job.table.size)}
    return StreamingResponse(uploads.read(job.table.stored), 200, named, PARQUET)


@router.get(
    "/stories/{story_id}/export",
    response_class=Response,
    responses={200: {"content": {exporter.media_type: {} for exporter in EXPORTERS.values()}}},
)
def export_story(
    story_id: str,
    user: Caller,
    format_name: Annotated[str, Query(alias="format", json_schema_extra={"enum": list(EXPORTERS)})],
) -> Response:
    """A story as a file."""
    story = _own(user, story_id)
    exporter = EXPORTERS.get(format_name)
    if exporter is None:
        raise BadRequest(f"There is no export format {format_name[:40]!r}.", f"Use one of {', '.join(EXPORTERS)}.")
    name = quote(f"{story.title[:80]}.{exporter.name}", safe="")
    disposition = f"attachment; filename=\"story.{exporter.name}\"; filename*=UTF-8''{name}"
    return Response(exporter.export(story.document()), 200, {"Content-Disposition": disposition}, exporter.media_type)


def _own(user: User, story_id: str) -> StoredStory:
    story = StoredStory.find(user.id, story_id)
    if story is None:
        raise NotFound("There is no such story.")
    return story


def _entry(story: StoredStory) -> schemas.StoryEntry:
    fields = {name: getattr(story, name) for name in schemas.StoryEntry.model_fields if name != "story_id"}
    return schemas.StoryEntry(story_id=story.id, **fields)
