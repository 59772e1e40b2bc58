"""The private workspace of a browser: a signed cookie that the first page sets, read here and by the pages."""

import secrets
from collections.abc import Mapping
from functools import lru_cache

from itsdangerous import BadSignature, TimestampSigner
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.origins import is_https
from services import home
from services.settings import settings

COOKIE = "datastory_workspace"
KEPT_S = 400 * 24 * 3600  # the longest that browsers keep a cookie
RENEWED_S = 30 * 24 * 3600  # age at which a visit sets it anew, so that a workspace in use never runs out


def identity_from(cookies: Mapping[str, str]) -> str | None:
    """The identity that the cookies prove, as ``User.for_identity`` takes it; None without one or with a forged one."""
    signed = cookies.get(COOKIE)
    workspace = _workspace(signed) if signed else None
    return None if workspace is None else f"cookie:{workspace}"


class WorkspaceCookie:
    """ASGI middleware that gives a browser its workspace: a cookie on the page's response, where it has none yet.

    It touches neither bodies nor WebSockets, and sets nothing on files or on answers of the API.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the cookie to the response where it is due."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        signed = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE)
        if signed and _workspace(signed, RENEWED_S) is not None:
            await self.app(scope, receive, send)
            return
        workspace = (signed and _workspace(signed)) or secrets.token_hex(16)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _set_cookie(workspace, secure=is_https(scope)))
                    headers["cache-control"] = "no-store"  # or a cache would hand one workspace to many
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _set_cookie(workspace: str, *, secure: bool) -> str:
    value = _signer().sign(workspace).decode()
    return f"{COOKIE}={value}; Path=/; Max-Age={KEPT_S}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")


def _workspace(signed: str, max_age_s: int | None = None) -> str | None:
    try:
        return _signer().unsign(signed, max_age_s).decode()
    except (BadSignature, UnicodeError):
        return None


@lru_cache(maxsize=1)
def _signer() -> TimestampSigner:
    config = settings()
    return TimestampSigner(config.secret_key or home.secret(config.datastory_home, "cookies"), salt="workspace")
