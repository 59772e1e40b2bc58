"""Callbacks: an analysis service outside this process reports on the job that it was given."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

import jobs
from api import schemas
from api.errors import TooLarge
from jobs.attempts import callbacks

MAX_BODY_BYTES = 12 * 1024 * 1024  # a story compresses to a fraction of that, and MongoDB holds 16 MB in a document
KINDS: Mapping[str, type[schemas.Callback]] = {
    "stage": schemas.CallbackProgress,
    "result": schemas.CallbackResult,
    "error": schemas.CallbackFailure,
}
"""What a callback can say, by the key that tells."""

REFERENCE = "#/components/schemas/{model}"
SCHEMA = TypeAdapter(schemas.Callback).json_schema(ref_template=REFERENCE)
DEFINITIONS: Mapping[str, Any] = SCHEMA.pop("$defs")
"""The schemas that the description of a callback's body refers to."""

BODY_SCHEMA = {"requestBody": {"required": True, "content": {"application/json": {"schema": SCHEMA}}}}

router = APIRouter(tags=["Callbacks"])
job_token = HTTPBearer(
    auto_error=False,
    scheme_name="Job token",
    description="The token that came with the job; it is good for that one job and attempt.",
)
JobToken = Annotated[HTTPAuthorizationCredentials | None, Depends(job_token)]


@router.post("/jobs/{job_id}/callback", status_code=204, openapi_extra=BODY_SCHEMA)
async def call_back(request: Request, job_id: str, credentials: JobToken) -> Response:
    """For an analysis service: report progress, hand in the story, or say why there will be none.

    401 without the token of this job, 409 once the attempt is over.
    """
    attempt = await to_thread.run_sync(_authorized, job_id, credentials)
    body = await _read(request)
    await to_thread.run_sync(_take, attempt, body)
    return Response(status_code=204)


@router.get(
    "/jobs/{job_id}/upload", response_class=Response, responses={200: {"content": {"application/octet-stream": {}}}}
)
def get_upload(job_id: str, credentials: JobToken) -> StreamingResponse:
    """For an analysis service: the file of the job that it was given. 401 and 409 as for a callback."""
    attempt = _authorized(job_id, credentials)
    length = {"Content-Length": str(attempt.job.upload.size)}
    return StreamingResponse(attempt.upload(), 200, length, "application/octet-stream")


def _authorized(job_id: str, credentials: HTTPAuthorizationCredentials | None) -> callbacks.AttemptHandle:
    if credentials is None:
        raise jobs.BadToken
    return callbacks.authorize(job_id, credentials.credentials)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise TooLarge(f"A callback holds at most {MAX_BODY_BYTES // 1024**2} MB.", "Send smaller charts.")
    return bytes(body)


def _take(attempt: callbacks.AttemptHandle, body: bytes) -> None:
    match parse(body):
        case schemas.CallbackProgress(stage=stage, progress=percent):
            attempt.progress(stage, percent / 100)
        case schemas.CallbackResult(result=story):
            attempt.complete(json.loads(story.model_dump_json(by_alias=True)))
        case schemas.CallbackFailure(error=error):
            attempt.fail(error.model_dump())


def parse(body: bytes) -> schemas.Callback:
    """What a callback says. Raises ``jobs.BadCallback`` with the first thing that is wrong."""
    try:
        said = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise jobs.BadCallback(f"The body is not JSON: {error}.") from error
    kinds = [kind for key, kind in KINDS.items() if isinstance(said, dict) and key in said]
    if len(kinds) != 1:
        raise jobs.BadCallback
    try:
        return kinds[0].model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise jobs.BadCallback(f"{where}: {first['msg']}.") from error
