"""The page that a browser is sent first, with the few rules of style that hold before anything else is there."""

import gzip
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEAD_END = b"</head>"
VALIDATORS = ("etag", "last-modified", "accept-ranges")  # of the page without the style


class FirstPaint:
    """ASGI middleware that writes a style sheet into the head of Streamlit's page; the API's pages stay as they are."""

    def __init__(self, app: ASGIApp, style: str) -> None:
        self.app = app
        self.style = f"<style>{style}</style>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with the style where it is a page."""
        is_page = scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith("/api")
        await self.app(scope, receive, _Styling(send, self.styled).send if is_page else send)

    def styled(self, page: bytes) -> bytes:
        """The page with the style as the last thing in its head."""
        return page.replace(HEAD_END, self.style + HEAD_END, 1)


class _Styling:
    """Holds an HTML answer back until it is whole; everything else goes through."""

    def __init__(self, send: Send, styled: Callable[[bytes], bytes]) -> None:
        self._send, self._styled = send, styled
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
        body, is_packed = b"".join(self._parts), headers.get("content-encoding") == "gzip"
        body = self._styled(gzip.decompress(body) if is_packed else body)
        body = gzip.compress(body, mtime=0) if is_packed else body
        headers["content-length"] = str(len(body))
        for name in VALIDATORS:
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    is_html = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_html and headers.get("content-encoding", "gzip") == "gzip"
