"""Pages of other sites: their WebSockets and their changing requests are refused in front of everything."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from services import address, security
from services.settings import settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1
DEFAULT_PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int | None]


class ForeignOrigins:
    """ASGI middleware that lets a page's WebSockets and changing requests through from the app's own pages alone.

    Streamlit lets every port of localhost in, and asks an outside service for its own addresses to let those in too. So
    what passes here has the ``Host`` that its page was loaded from, and Streamlit has nothing left to ask. The API
    looks at its callers itself: with a token it may be called from anywhere.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if not _is_looked_at(scope):
            await self.app(scope, receive, send)
            return
        origins = Headers(scope=scope).getlist("origin")
        if not origins:  # no browser's page: whoever sends this holds no cookies but its own
            await self.app(scope, receive, send)
        elif len(origins) == 1 and is_own(scope, origins[0]):
            await self.app(_as_if_direct(scope, urlsplit(origins[0]).netloc), receive, send)
        else:
            security.record("refused", address=address.of(scope), reason="foreign origin")
            await _refuse(scope, receive, send)


def is_own(scope: Scope, origin: str) -> bool:
    """Whether a page of this origin is one of the app: of the request's own host, or of ``PUBLIC_URL``."""
    return parsed(origin) in set(_own(scope)) - {None}


def is_https(scope: Scope) -> bool:
    """Whether the browser sees the app over https, itself or through a proxy."""
    return scope.get("scheme") in ("https", "wss") or is_said_https(Headers(scope=scope))


def is_said_https(headers: Mapping[str, str]) -> bool:
    """Whether a proxy says that it ends TLS, or the request is for ``PUBLIC_URL``, which is https."""
    forwarded = headers.get("x-forwarded-proto", "").split(",")[0].strip()
    public = parsed(settings().public_url or "")
    return forwarded in ("https", "wss") or (public is not None and parsed(f"https://{headers.get('host')}") == public)


def parsed(url: str) -> Origin | None:
    """Scheme, host and port of a URL; None for anything that is no origin of the web, like ``null``."""
    try:
        parts = urlsplit(url.casefold())
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, port


def _own(scope: Scope) -> Iterator[Origin | None]:
    hosts = Headers(scope=scope).getlist("host")
    if len(hosts) == 1:
        yield parsed(f"https://{hosts[0]}")
        if not is_https(scope):  # a proxy may end TLS and not say so
            yield parsed(f"http://{hosts[0]}")
    yield parsed(settings().public_url or "")


def _is_looked_at(scope: Scope) -> bool:
    if scope["type"] == "websocket":
        return True
    return scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not scope["path"].startswith("/api/")


def _as_if_direct(scope: Scope, host: str) -> Scope:
    """The request with the host of its page, where a proxy names another."""
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [(b"host", host.encode("latin-1")), *others]}


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})  # before it is accepted: a plain 403
    else:
        await PlainTextResponse("This request was sent by a page of another site.", 403)(scope, receive, send)
