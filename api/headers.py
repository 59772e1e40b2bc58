"""What browsers are told about every response."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.settings import settings

HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
API_HEADERS: Mapping[str, str] = {
    **HEADERS,
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
        "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"  # the page at /api/docs has inline ones
    ),
}


def page_headers() -> Mapping[str, str]:
    """The headers of the pages."""
    return {**HEADERS, "content-security-policy": f"frame-ancestors {settings().frame_ancestors}"}


class SecurityHeaders:
    """ASGI middleware that adds headers to every response which doesn't set them itself."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the headers of its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
