"""The errors of the API: each with its status, and a body of code, message and hint.

ApiError
├── BadRequest         400   what was sent can't be understood
├── Unauthorized       401   nobody knows who calls
├── Forbidden          403   another site sent it in the caller's name
├── NotFound           404   no such path, job or story, or somebody else's
├── TooLarge           413   more bytes than are taken
├── Unavailable        503   a server that the app needs can't be reached
└── StorageFull        507   there is no room for what was sent

Refusals of :mod:`jobs` and errors of the pipeline are answered with their own code, message and hint.
"""

import logging
from collections.abc import Mapping
from typing import ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from starlette.exceptions import HTTPException

import jobs
from jobs.life.exhaustion import disk_full, is_disk_full
from models import BadCursorError, DatabaseError, NotConnectedError
from pipeline.errors import DataStoryError, OptionsError
from services import address, security
from services.errors import ServiceError

log = logging.getLogger(__name__)


class ApiError(Exception):
    """A request that is answered with an error."""

    status: ClassVar[int]
    code: ClassVar[str]
    default_message: ClassVar[str]
    default_hint: ClassVar[str]
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, message: str | None = None, hint: str | None = None) -> None:
        self.message = message or self.default_message
        self.hint = hint or self.default_hint
        super().__init__(self.message)


class BadRequest(ApiError):  # noqa: N818  named like the statuses of HTTP, as all of these
    """What was sent can't be understood."""

    status = 400
    code = "BAD_REQUEST"
    default_message = "The request can't be understood."
    default_hint = "See /api/docs for what this call takes."


class Unauthorized(ApiError):  # noqa: N818
    """Nobody knows who calls."""

    status = 401
    code = "UNAUTHORIZED"
    default_message = "This call needs a valid API token."
    default_hint = "Make a token in the app under Library, API access, and send it as Authorization: Bearer TOKEN."
    headers = {"WWW-Authenticate": "Bearer"}  # noqa: RUF012


class Forbidden(ApiError):  # noqa: N818
    """Another site sent the request in the caller's name."""

    status = 403
    code = "CROSS_SITE"
    default_message = "This request was sent by a page of another site."
    default_hint = "Send it from the app itself, or with an API token instead of cookies."


class NotFound(ApiError):  # noqa: N818
    """There is no such thing, or it is somebody else's."""

    status = 404
    code = "NOT_FOUND"
    default_message = "There is nothing under this address."
    default_hint = "See /api/docs for all calls. A job or story is only shown to whoever made it."


class TooLarge(ApiError):  # noqa: N818
    """More bytes than are taken."""

    status = 413
    code = "PREPROCESSING_ERROR"
    default_message = "The request is too large."
    default_hint = "Send less."


class Unavailable(ApiError):  # noqa: N818
    """A server that the app needs can't be reached."""

    status = 503
    code = "UNAVAILABLE"
    default_message = "DataStory is starting, or its database can't be reached."
    default_hint = "Try again in a few seconds."
    headers = {"Retry-After": "3"}  # noqa: RUF012


class StorageFull(ApiError):  # noqa: N818
    """There is no room for what was sent."""

    status = 507
    code = "STORAGE_FULL"
    default_message = disk_full()["message"]
    default_hint = disk_full()["hint"]
    headers = {"Retry-After": "60"}  # noqa: RUF012


STATUSES: Mapping[type[DataStoryError], int] = {
    OptionsError: 400,
    jobs.Busy: 429,
    jobs.NoRoom: 507,
    jobs.BadToken: 401,
    jobs.BadCallback: 422,
    jobs.Refusal: 409,
    DataStoryError: 422,
}
"""How what other packages refuse is answered; the first class that fits counts."""

CODES: Mapping[int, tuple[str, str, str]] = {
    404: (NotFound.code, NotFound.default_message, NotFound.default_hint),
    405: ("METHOD_NOT_ALLOWED", "This address doesn't take that method.", "See /api/docs for all calls."),
}


def body(code: str, message: str, hint: str) -> dict[str, dict[str, str]]:
    """The body of every error."""
    return {"error": {"code": code, "message": message, "hint": hint}}


def install(app: FastAPI) -> None:
    """Have every exception of a route answered with an error body."""
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(DataStoryError, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    for unavailable in (NotConnectedError, DatabaseError, RedisError, ServiceError):
        app.add_exception_handler(unavailable, _unavailable)
    app.add_exception_handler(OSError, _system_error)
    app.add_exception_handler(BadCursorError, _bad_cursor)


def answer(error: ApiError) -> JSONResponse:
    """An error as a response."""
    return JSONResponse(body(error.code, error.message, error.hint), error.status, dict(error.headers))


def unexpected() -> JSONResponse:
    """The response to a fault of ours; what it was is in the log."""
    error = DataStoryError("Something went wrong with this request.", "Try again; if it happens again, report it.")
    return JSONResponse(body(error.code, error.message, error.hint), 500)


async def _api_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApiError)
    return answer(error)


async def _refusal(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DataStoryError)
    if isinstance(error, (jobs.Busy, jobs.NoRoom)):
        security.record("limit reached", address=address.of(request.scope), reason=error.code)
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    headers = {"Retry-After": str(error.retry_after_s)} if isinstance(error, (jobs.Busy, jobs.NoRoom)) else None
    return JSONResponse(body(error.code, error.message, error.hint), status, headers)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"])
    return JSONResponse(body("INVALID", f"{where}: {first['msg']}.", BadRequest.default_hint), 422)


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    fallback = (BadRequest.code, str(error.detail), BadRequest.default_hint)
    return JSONResponse(body(*CODES.get(error.status_code, fallback)), error.status_code, error.headers)


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    log.warning("request failed", extra={"path": request.url.path, "reason": str(error)})
    return answer(StorageFull() if is_disk_full(error) else Unavailable())


async def _system_error(request: Request, error: Exception) -> JSONResponse:
    if not is_disk_full(error):
        raise error  # a fault of ours, for the boundary
    log.error("no room", extra={"path": request.url.path, "reason": str(error)})
    return answer(StorageFull())


async def _bad_cursor(_request: Request, _error: Exception) -> JSONResponse:
    return answer(
        BadRequest("The value of before isn't one that this list gave.", "Send the next of an earlier answer.")
    )
