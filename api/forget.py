"""Forgetting a browser: every copy of its cookie and its API tokens are worth nothing from now on."""

import time
from functools import lru_cache

from anyio import to_thread
from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from api.identity import COOKIE, SECURE_COOKIE, Session, session_of
from services import address, home, security
from services.settings import settings

PATH = "/forget"
PROOF_S = 3600  # for which a link on a page works; no other site's page knows one


def link(session: Session) -> str:
    """The address that forgets the browser of this session."""
    return f"{PATH}?proof={_signer().sign(session.workspace).decode()}"


async def forget(request: Request) -> Response:
    """End the sessions of the browser that asks, by its own page's link, and take its cookie; then start afresh.

    A cookie whose session was ended already is taken without a link.
    """
    session = session_of(request.scope)
    ended = True if session is None else await to_thread.run_sync(_end, session, request)
    if ended is None:
        return PlainTextResponse("The database can't be reached. Try again in a few seconds.", 503)
    response = RedirectResponse("/" if ended else "/library", 303, {"cache-control": "no-store"})
    if ended:
        response.delete_cookie(COOKIE)
        response.delete_cookie(SECURE_COOKIE, secure=True)
    return response


def _end(session: Session, request: Request) -> bool | None:
    """Whether the session is at its end, after this; None where the database can't say."""
    from models import DatabaseError, NotConnectedError, User  # which take long to load

    try:
        user = User.for_session(session.identity, session.begun_at)
        if user is None:
            return True
        if not _is_proved(request.query_params.get("proof", ""), session):
            return False
        user.end_sessions(int(time.time()), tokens=True)
    except (DatabaseError, NotConnectedError):
        return None
    security.record("browser forgotten", user=user.id, address=address.of(request.scope))
    return True


def _is_proved(proof: str, session: Session) -> bool:
    try:
        return _signer().unsign(proof, PROOF_S).decode() == session.workspace
    except (BadSignature, UnicodeError):
        return False


@lru_cache(maxsize=1)
def _signer() -> TimestampSigner:
    config = settings()
    return TimestampSigner(config.secret_key or home.secret(config.datastory_home, "cookies"), salt="forget")
