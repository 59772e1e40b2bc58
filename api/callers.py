"""Who calls: the owner of a Bearer token, or the browser with its workspace cookie."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.errors import Forbidden, Unauthorized
from api.identity import identity_from
from models import User
from services.settings import settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

bearer = HTTPBearer(auto_error=False, description="A token made in the app under Library, API access.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def caller(request: Request, credentials: Credentials) -> User:
    """The user who calls. Raises :class:`Unauthorized`, or :class:`Forbidden` for a request forged by another site."""
    if request.headers.get("authorization"):
        user = User.for_token(credentials.credentials) if credentials else None
        if user is None:
            raise Unauthorized("The API token is not valid, or was revoked.")
        return user
    identity = None if sign_in_is_required() else identity_from(request.cookies)
    if identity is None:
        raise Unauthorized
    if request.method not in SAFE_METHODS and not is_same_origin(request):
        raise Forbidden
    return User.for_identity(identity)


Caller = Annotated[User, Depends(caller)]


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
