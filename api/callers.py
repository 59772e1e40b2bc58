"""Who calls: the owner of a Bearer token, or the browser with its workspace cookie."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.errors import Forbidden, Unauthorized
from api.identity import session_of
from models import User
from services import address, security
from services.settings import settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

bearer = HTTPBearer(auto_error=False, description="A token made in the app under Library, API access.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def caller(request: Request, credentials: Credentials) -> User:
    """The user who calls. Raises :class:`Unauthorized`, or :class:`Forbidden` for a request forged by another site."""
    if request.headers.get("authorization"):
        return _owner_of_token(request, credentials)
    session = None if sign_in_is_required() else session_of(request.scope)
    if session is None:
        raise Unauthorized
    if request.method not in SAFE_METHODS and not is_same_origin(request):
        security.record("refused", address=address.of(request.scope), reason="cross-site request")
        raise Forbidden
    user = User.for_session(session.identity, session.begun_at)
    if user is None:
        security.record("refused", address=address.of(request.scope), reason="session that was ended")
        raise Unauthorized("This browser was forgotten.", "Open the app to start afresh.")
    return user


Caller = Annotated[User, Depends(caller)]


def _owner_of_token(request: Request, credentials: HTTPAuthorizationCredentials | None) -> User:
    user = User.for_token(credentials.credentials) if credentials else None
    if user is None:
        security.record("refused", address=address.of(request.scope), reason="API token")
        raise Unauthorized("The API token is not valid, or was revoked.")
    security.record("token used", user=user.id, address=address.of(request.scope))
    return user


def is_same_origin(request: Request) -> bool:
    """Whether the app's own page sent this, or no page at all; every browser says where a POST or DELETE comes from."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    own = {request.headers.get("host"), urlsplit(settings().public_url or "").netloc}
    return urlsplit(origin).netloc in own - {"", None}


def sign_in_is_required() -> bool:
    """Whether users sign in through OpenID Connect; a workspace cookie, which anybody gets, opens nothing then."""
    import streamlit as st  # only where it is asked for: tests of other parts needn't load it

    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets
