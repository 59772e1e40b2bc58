"""Uploads: a file becomes a queued job."""

import tempfile
from collections.abc import Mapping
from typing import Any, BinaryIO

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect

import jobs
from api import schemas
from api.callers import Caller
from api.errors import BadRequest, TooLarge
from api.multipart import Form, FormReader
from jobs.requests.admission import admit
from jobs.requests.submit import too_large
from models import Job, User
from pipeline.story import ColumnType
from services import home
from services.settings import settings

MAX_FORM_BYTES = 1024 * 1024  # allowed for everything in a request beside the file
CLIENT_GONE = 499  # nobody reads this answer; it keeps a broken-off upload out of the log of faults

router = APIRouter(tags=["Uploads"])


class UploadForm(BaseModel):
    """The form of an upload, as the API's description shows it."""

    file: bytes = Field(description="The table.", json_schema_extra={"format": "binary"})
    title: str | None = Field(None, max_length=200, description="Title of the story.")
    focus: str | None = Field(None, description="The column that the story is about.")
    types: str | None = Field(None, description='Types instead of the inferred ones, as JSON: {"column": "type"}.')
    header_row: int | None = Field(None, alias="headerRow", description="Row of the names, from 0; -1: there is none.")
    sheet: str | None = Field(None, description="Sheet of a workbook.")
    webhook_url: str | None = Field(
        None, alias="webhookUrl", description="Address that is told, by a signed POST, when the job is over."
    )


FORM_SCHEMA: Mapping[str, Any] = {
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": UploadForm.model_json_schema()}}}
}
TYPES: TypeAdapter[dict[str, ColumnType]] = TypeAdapter(dict[str, ColumnType])


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
    if announced.isdigit() and int(announced) > settings().max_upload_bytes + MAX_FORM_BYTES:
        raise _refusal()


def _refusal() -> TooLarge:
    error = too_large()
    return TooLarge(error.message, error.hint)


def _reader(request: Request, file: BinaryIO) -> FormReader:
    return FormReader(
        request.headers.get("content-type", ""), file, "file", settings().max_upload_bytes, refusal=_refusal()
    )


def _submit(user: User, file: BinaryIO, form: Form) -> Job:
    fields = form.fields
    return jobs.submit(
        user,
        file,
        form.filename or "",
        title=fields.get("title") or None,
        focus=fields.get("focus") or None,
        types=_types(fields.get("types")),
        header_row=_header_row(fields.get("headerRow")),
        sheet=fields.get("sheet") or None,
        webhook_url=fields.get("webhookUrl") or None,
    )


def _types(text: str | None) -> dict[str, ColumnType] | None:
    if not text:
        return None
    try:
        return TYPES.validate_json(text)
    except ValidationError as error:
        names = ", ".join(ColumnType)
        raise BadRequest(
            "The field types can't be understood.", f"Send a JSON object: column to one of {names}."
        ) from error


def _header_row(text: str | None) -> int | None:
    if not text:
        return None
    try:
        row = int(text)
    except ValueError:
        row = -2
    if not -1 <= row < 1000:
        raise BadRequest("The field headerRow can't be understood.", "Send a row number from 0, or -1 for none.")
    return row
