"""Uploads: a file becomes a queued job."""

import tempfile
from collections.abc import Mapping
from typing import Any, BinaryIO

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, create_model
from starlette.requests import ClientDisconnect

import jobs
from api import schemas
from api.callers import Caller
from api.errors import TooLarge
from api.multipart import MAX_REST_BYTES, Form, FormReader
from jobs.requests.admission import admit
from jobs.requests.submit import too_large
from models import Job, User
from pipeline.options import Options
from services import home
from services.settings import settings

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


@router.post("/upload", status_code=202, response_model=schemas.Submitted, openapi_extra=dict(FORM_SCHEMA))
async def upload(request: Request, user: Caller) -> Response | schemas.Submitted:
    """Store a file and queue the job that makes its story. Answers as soon as the file is stored."""
    refuse_oversized(request)
    await to_thread.run_sync(admit, user.id)  # before a large file is read in vain
    folder = await to_thread.run_sync(home.folder, settings().datastory_home, "uploads")
    with tempfile.TemporaryFile(dir=folder) as file:  # has no name, so that not even kill -9 leaves it behind
        try:
            form = await _reader(request, file).read(request.stream())
        except ClientDisconnect:
            return Response(status_code=CLIENT_GONE)
        file.seek(0)
        job = await to_thread.run_sync(_submit, user, file, form)
    return schemas.Submitted(job_id=job.id, status=job.state, status_url=f"/api/jobs/{job.id}")


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


def _submit(user: User, file: BinaryIO, form: Form) -> Job:
    options = Options.from_form(form.fields)
    return jobs.submit(user, file, form.filename or "", options, webhook_url=form.fields.get("webhookUrl") or None)
