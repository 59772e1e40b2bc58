"""What only operators see: the metrics, the app's own and Streamlit's."""

import hmac

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.origins import parsed
from services import address, security
from services.settings import settings

PATHS = ("/api/metrics", "/_stcore/metrics")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Headers by which a proxy gives itself away: behind one, everybody comes from loopback."""

REFUSAL = {
    "error": {
        "code": "FORBIDDEN",
        "message": "Metrics are given to this machine alone, or for their token.",
        "hint": "Ask from the machine itself, or set METRICS_TOKEN and send it as Authorization: Bearer TOKEN.",
    }
}


class OperatorsOnly:
    """ASGI middleware that gives metrics to who has ``METRICS_TOKEN``, and to programs of this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        private = scope["type"] == "http" and scope["path"].rstrip("/").endswith(PATHS)
        if private and not _has_token(scope) and not _is_local(scope):
            security.record("refused", address=address.of(scope), reason="metrics")
            await JSONResponse(REFUSAL, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _has_token(scope: Scope) -> bool:
    token = settings().metrics_token
    kind, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
    return token is not None and kind.lower() == "bearer" and hmac.compare_digest(given.encode(), token.encode())


def _is_local(scope: Scope) -> bool:
    """Whether a program of this machine asks, under this machine's name, and not through a proxy.

    The name matters: a page whose name leads to 127.0.0.1 would ask from this machine as well.
    """
    headers = Headers(scope=scope)
    if any(name in headers for name in FORWARDED):
        return False
    name = parsed(f"http://{headers.get('host')}")
    return address.is_loopback(address.of(scope)) and name is not None and address.is_loopback(name[1])
