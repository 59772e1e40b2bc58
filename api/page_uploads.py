"""Uploads to pages: what :mod:`api.page_route` has led here, kept on disk for the page that it was dropped on."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from anyio import CancelScope, to_thread
from fastapi import APIRouter, Depends, Request, Response
from starlette.requests import ClientDisconnect
from streamlit import runtime
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.server_util import is_xsrf_enabled
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

import jobs
from api import sign_in, transfers
from api.callers import is_same_origin, sign_in_is_required
from api.dropped import DroppedFile, OnDisk, Owner, look_ahead
from api.errors import ApiError, BadRequest, Forbidden, TooLarge, Unauthorized
from api.identity import session_of
from api.multipart import MAX_REST_BYTES, Form, FormReader
from api.transfers import Transfer
from api.uploads import CLIENT_GONE, renewing
from models import User
from pipeline.errors import DataStoryError
from pipeline.reading import ACCEPTED_EXTENSIONS
from services import address
from services.settings import settings


class WrongKind(ApiError):  # noqa: N818  named like the others
    """The file's name says that it holds no table."""

    status = 415
    code = "PREPROCESSING_ERROR"
    default_message = "This isn't a file that a table is read from."
    default_hint = "Save the table as CSV, Excel or Parquet, then drop that."


BROKEN_OFF = ("The upload broke off before its end.", "Drop the file again.")
TOLD_EVERY_S = 1.0
MB = 1024 * 1024

router = APIRouter(include_in_schema=False)


def reader_of(request: Request) -> User:
    """Who sees the page: signed in where that is required, else by the workspace's cookie.

    Raises :class:`Unauthorized`, or :class:`Forbidden` for what another site's page has sent.
    """
    user = _known(request)
    if user is None:
        raise Unauthorized(
            "Nobody knows whose page this file was dropped on.", "Reload the page, and sign in if asked."
        )
    token = request.headers.get("x-xsrftoken"), request.cookies.get(XSRF_COOKIE_NAME)
    if not is_same_origin(request) or (is_xsrf_enabled() and not validate_xsrf_token(*token)):
        raise Forbidden
    return user


def _known(request: Request) -> User | None:
    if sign_in_is_required():
        claims = sign_in.claims_from(request.cookies)
        return User.for_session(sign_in.identity_of(claims), sign_in.begun_at(claims)) if claims else None
    session = session_of(request.scope)
    return User.for_session(session.identity, session.begun_at) if session else None


@router.put("/page-uploads/{session_id}/{file_id}", status_code=204)
async def take(request: Request, session_id: str, file_id: str, user: Annotated[User, Depends(reader_of)]) -> Response:
    """Keep a file for the page on which it was dropped; the page finds it in Streamlit's store by its id."""
    if not runtime.exists() or not runtime.get_instance().is_active_session(session_id):
        raise BadRequest("The page that this file was dropped on is closed.", "Reload it, then drop the file again.")
    size = _announced(request)
    transfer = transfers.begin(session_id, size)
    owner = Owner(jobs.Visitor(user.id, address.keyed(address.of(request.scope))), session_id)
    try:
        await _take(request, file_id, owner, transfer)
    except ClientDisconnect:
        transfer.problem = BROKEN_OFF
        _tell(session_id)
        return Response(status_code=CLIENT_GONE)
    except (ApiError, DataStoryError) as error:
        transfer.problem = (error.message, error.hint)
        _tell(session_id)
        raise
    transfers.end(session_id, transfer)
    return Response(status_code=204)


async def _take(request: Request, file_id: str, owner: Owner, transfer: Transfer) -> None:
    limit = settings().page_upload_mb * MB
    if transfer.size is not None and transfer.size > limit + MAX_REST_BYTES:
        raise _too_large()
    room = min(transfer.size or limit, limit)
    admission = await to_thread.run_sync(jobs.admit, owner.visitor, room)
    try:
        file = DroppedFile.new(owner)  # not in a thread, which would hold the file until its next task
        with file.path.open("wb") as target:
            kind = request.headers.get("content-type", "")
            reader = FormReader(kind, target, None, limit, _too_large(), check_name=refuse_other_kinds)
            chunks = _counted(renewing(request.stream(), admission), transfer, owner.session_id)
            form = await reader.read(chunks)
        await to_thread.run_sync(look_ahead, file, form.filename or "")
        _hand_over(file_id, file, form)
    finally:
        with CancelScope(shield=True):
            await to_thread.run_sync(admission.release)


def _hand_over(file_id: str, file: DroppedFile, form: Form) -> None:
    """Put the file into Streamlit's store, which lets go of it with the session; an earlier one goes at once."""
    store: Any = runtime.get_instance().uploaded_file_mgr
    store.remove_session_files(file.owner.session_id)
    record = UploadedFileRec(file_id, form.filename or "", "application/octet-stream", OnDisk(file))
    store.add_file(file.owner.session_id, record)


async def _counted(chunks: AsyncIterator[bytes], transfer: Transfer, session_id: str) -> AsyncIterator[bytes]:
    told = time.monotonic()
    async for chunk in chunks:
        transfer.received += len(chunk)
        if time.monotonic() - told > TOLD_EVERY_S:
            _tell(session_id)
            told = time.monotonic()
        yield chunk


def _tell(session_id: str) -> None:
    """Have the page run again, to say how far it is, as Streamlit does when its source changes: no call is public.

    A timer on the page, which would be, goes on firing on the next one.
    """
    active = runtime.get_instance()._session_mgr.get_active_session_info(session_id)
    if active is not None:
        active.session.request_rerun(active.session._client_state)


def refuse_other_kinds(filename: str) -> None:
    """Raise :class:`WrongKind` for a file whose name ends like none that holds a table; one without ending may."""
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    if ending and ending not in ACCEPTED_EXTENSIONS:
        raise WrongKind(f"A file ending in .{ending[:20]} isn't one that a table is read from, so it wasn't uploaded.")


def _announced(request: Request) -> int | None:
    announced = request.headers.get("content-length", "")
    return int(announced) if announced.isdigit() else None


def _too_large() -> TooLarge:
    return TooLarge(
        f"The file is larger than {settings().page_upload_mb:,} MB.",
        "Drop one with fewer rows or columns, or a compressed one (.gz, .zip).",
    )
