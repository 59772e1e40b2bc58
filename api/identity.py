"""The private workspace of a browser: a signed cookie that the first page sets, read here and by the pages."""

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from itsdangerous import BadSignature, TimestampSigner
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.origins import is_https
from services import home
from services.settings import settings

COOKIE = "datastory_workspace"
SECURE_COOKIE = f"__Host-{COOKIE}"  # under https: browsers let no other host set it, nor any page without TLS
MAX_AGE_S = 400 * 24 * 3600  # the longest that browsers keep a cookie; a copy is worth nothing after it either
RENEW_AFTER_S = 30 * 24 * 3600  # age at which a visit sets it anew, so that a workspace in use never runs out
VALUE = re.compile(r"(?P<workspace>[0-9a-f]{32})(?:-(?P<begun_at>\d{1,12}))?")


@dataclass(frozen=True)
class Session:
    """What a cookie proves: whose it is, as ``User.for_session`` takes it, and since when (Unix seconds)."""

    workspace: str
    begun_at: int

    @property
    def identity(self) -> str:
        """The user's identity."""
        return f"cookie:{self.workspace}"


def session_from(cookies: Mapping[str, str], *, https: bool) -> Session | None:
    """The session that the cookies prove; None without one, or with one that is forged or too old.

    Under https only the cookie counts that nobody else can have set.
    """
    for name in (SECURE_COOKIE,) if https else (SECURE_COOKIE, COOKIE):
        if name in cookies:
            return _session(cookies[name])
    return None


def session_of(scope: Scope) -> Session | None:
    """The session that a request's cookies prove."""
    return session_from(cookie_parser(Headers(scope=scope).get("cookie", "")), https=is_https(scope))


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
        cookies, https = cookie_parser(Headers(scope=scope).get("cookie", "")), is_https(scope)
        signed = cookies.get(SECURE_COOKIE if https else COOKIE)
        if signed and _session(signed, RENEW_AFTER_S) is not None:
            await self.app(scope, receive, send)
            return
        session = session_from(cookies, https=https) or Session(secrets.token_hex(16), int(time.time()))

        async def send_with_cookie(message: Message) -> None:
            if _begins_page(message):
                headers = MutableHeaders(scope=message)
                headers.append("set-cookie", _set_cookie(session, https=https))
                headers["cache-control"] = "no-store"  # or a cache would hand one workspace to many
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _begins_page(message: Message) -> bool:
    if message["type"] != "http.response.start" or message["status"] != 200:
        return False
    return Headers(scope=message).get("content-type", "").startswith("text/html")


def _set_cookie(session: Session, *, https: bool) -> str:
    value = _signer().sign(f"{session.workspace}-{session.begun_at}").decode()
    kept = f"={value}; Path=/; Max-Age={MAX_AGE_S}; HttpOnly; SameSite=Lax"
    return f"{SECURE_COOKIE}{kept}; Secure" if https else f"{COOKIE}{kept}"


def _session(signed: str, max_age_s: int = MAX_AGE_S) -> Session | None:
    try:
        value = VALUE.fullmatch(_signer().unsign(signed, max_age_s).decode())
    except (BadSignature, UnicodeError):
        return None
    return value and Session(value["workspace"], int(value["begun_at"] or 0))


@lru_cache(maxsize=1)
def _signer() -> TimestampSigner:
    config = settings()
    return TimestampSigner(config.secret_key or home.secret(config.datastory_home, "cookies"), salt="workspace")
