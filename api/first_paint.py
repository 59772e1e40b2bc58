"""The page that a browser is sent first, with the little style and script that holds before anything else is there."""

import gzip
from collections.abc import Callable
from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEAD_END = b"</head>"
VALIDATORS = ("etag", "last-modified", "accept-ranges")  # of the page as it was
KEPT = 2  # pages: it is one and the same, packed and not


class FirstPaint:
    """ASGI middleware that writes a style sheet and a script into the head of Streamlit's page, once for each content.

    The API's pages stay as they are.
    """

    def __init__(self, app: ASGIApp, style: str, script: str) -> None:
        self.app = app
        self.head = f"<style>{style}</style><script>{script}</script>".encode()
        self.completed = lru_cache(KEPT)(self._completed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with more in its head where it is a page."""
        is_page = scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith("/api")
        await self.app(scope, receive, _Completing(send, self.completed).send if is_page else send)

    def _completed(self, page: bytes, is_packed: bool) -> bytes:
        """The page with style and script as the last things in its head."""
        page = gzip.decompress(page) if is_packed else page
        page = page.replace(HEAD_END, self.head + HEAD_END, 1)
        return gzip.compress(page, mtime=0) if is_packed else page


class _Completing:
    """Holds an HTML answer back until it is whole; everything else goes through."""

    def __init__(self, send: Send, completed: Callable[[bytes, bool], bytes]) -> None:
        self._send, self._completed = send, completed
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """One message of the answer."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        body = self._completed(b"".join(self._parts), headers.get("content-encoding") == "gzip")
        headers["content-length"] = str(len(body))
        for name in VALIDATORS:
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    is_html = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_html and headers.get("content-encoding", "gzip") == "gzip"
