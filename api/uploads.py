"""Uploads: a file becomes a queued job."""

import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Annotated, Any, BinaryIO

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, create_model
from starlette.requests import ClientDisconnect

import jobs
from api import links, schemas
from api.callers import Caller
from api.errors import TooLarge
from api.multipart import MAX_REST_BYTES, Form, FormReader
from jobs.requests.submit import too_large
from models import Job, User
from pipeline.options import Options
from services import address, home
from services.settings import settings

RENEW_INTERVAL_S = 30.0  # between two signs of life of an upload
CLIENT_GONE = 499  # nobody reads this answer; it keeps a broken-off upload out of the log of faults

router = APIRouter(tags=["Uploads"])


def _upload_form() -> type[BaseModel]:
    """The form of an upload, as the API's description shows it: the file, each option, and the webhook."""
    file = Field(description="The table.", json_schema_extra={"format": "binary"})
    webhook_url = Field(
        None, alias="webhookUrl", description="Address that is told, by a signed POST, when the job is over."
    )
    options: dict[str, Any] = {
        name: (
            one.choice.form_type | None,
            Field(None, alias=one.name, description=one.choice.description, max_length=one.choice.max_length),
        )
        for name, one in Options.form_fields().items()
    }
    return create_model("UploadForm", file=(bytes, file), **options, webhook_url=(str | None, webhook_url))


UPLOAD_FORM = _upload_form().model_json_schema()
FORM_SCHEMA: Mapping[str, Any] = {
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": UPLOAD_FORM}}}
}


def room(request: Request, user: Caller) -> Iterator[jobs.Admission]:
    """Room for the file, held before anything of it is read, and released once the answer is sent."""
    refuse_oversized(request)
    visitor = jobs.Visitor(user.id, address.keyed(address.of(request.scope)))
    with jobs.admitted(visitor, announced_size(request)) as admission:
        yield admission


@router.post(
    "/upload",
    status_code=202,
    response_model=schemas.Submitted,
    responses={202: {"links": links.to_job("/jobId")}},
    openapi_extra=dict(FORM_SCHEMA),
)
async def upload(
    request: Request, user: Caller, admission: Annotated[jobs.Admission, Depends(room)]
) -> Response | schemas.Submitted:
    """Store a file and queue the job that makes its story. Answers as soon as the file is stored."""
    folder = await to_thread.run_sync(home.folder, settings().datastory_home, "uploads")
    with tempfile.TemporaryFile(dir=folder) as file:  # has no name, so that not even kill -9 leaves it behind
        try:
            form = await _reader(request, file).read(renewing(request.stream(), admission))
            file.seek(0)
            job = await to_thread.run_sync(_submit, user, file, form, admission)
        except ClientDisconnect:
            return Response(status_code=CLIENT_GONE)
        finally:
            admission.let_go()  # before the answer, or the caller's next upload would find it still held
    return schemas.Submitted(job_id=job.id, status=job.state, status_url=f"/api/jobs/{job.id}")


async def renewing(chunks: AsyncIterator[bytes], admission: jobs.Admission) -> AsyncIterator[bytes]:
    """The same chunks; while they come, the room that is held for them stays held."""
    renewed = time.monotonic()
    async for chunk in chunks:
        if time.monotonic() - renewed > RENEW_INTERVAL_S:
            await to_thread.run_sync(admission.renew)
            renewed = time.monotonic()
        yield chunk


def announced_size(request: Request) -> int:
    """The bytes that a body says to have; as many as may be where it doesn't say."""
    announced = request.headers.get("content-length", "")
    largest = settings().max_upload_bytes
    return min(int(announced), largest) if announced.isdigit() else largest


def refuse_oversized(request: Request) -> None:
    """Refuse by the announced length, before anything is read."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > settings().max_upload_bytes + MAX_REST_BYTES:
        raise _refusal()


def _refusal() -> TooLarge:
    error = too_large()
    return TooLarge(error.message, error.hint)


def _reader(request: Request, file: BinaryIO) -> FormReader:
    return FormReader(
        request.headers.get("content-type", ""), file, "file", settings().max_upload_bytes, refusal=_refusal()
    )


def _submit(user: User, file: BinaryIO, form: Form, admission: jobs.Admission) -> Job:
    options, webhook_url = Options.from_form(form.fields), form.fields.get("webhookUrl") or None
    return jobs.submit(user, file, form.filename or "", options, webhook_url=webhook_url, admission=admission)
