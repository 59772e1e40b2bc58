"""What browsers are told about every response."""

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.origins import is_https
from services.settings import settings

HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-resource-policy": "same-origin",
}
HTTPS_HEADERS: Mapping[str, str] = {
    "strict-transport-security": "max-age=31536000",  # a year; of this host alone, others aren't ours to speak for
    "cross-origin-opener-policy": "same-origin",
}
API_HEADERS: Mapping[str, str] = {
    **HEADERS,
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'none'; "
        "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"  # the page at /api/docs has inline ones
    ),
}
PAGE_POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit's elements are styled by rules that it writes as it goes
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""All that a page may load, of the app itself."""

INLINE_SCRIPT = re.compile(r"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)


def page_headers(*scripts: str) -> Mapping[str, str]:
    """The headers of the pages, which may run the ``scripts`` besides Streamlit's own."""
    own = script_hashes("".join(f"<script>{script}</script>" for script in scripts))
    allowed = " ".join([PAGE_POLICY["script-src"], *script_hashes(_index_page()), *own])
    policy = {**PAGE_POLICY, "script-src": allowed, "frame-ancestors": settings().frame_ancestors}
    return {**HEADERS, "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items())}


def script_hashes(page: str) -> list[str]:
    """The sources that allow the scripts which stand in a page, and no others."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in INLINE_SCRIPT.findall(page)
        if script
    ]


def _index_page() -> str:
    """The one HTML page of the Streamlit that is installed."""
    found = find_spec("streamlit")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("static").joinpath("index.html").read_text(encoding="utf-8")


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
        added = {**self.headers, **HTTPS_HEADERS} if is_https(scope) else self.headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
