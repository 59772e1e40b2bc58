"""The boundary of the API: what is answered when a route fails."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import unexpected

log = logging.getLogger(__name__)


class Boundary:
    """ASGI middleware that logs what a route failed with and answers in JSON: no traceback leaves the process."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it if nothing else does."""
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception:  # a process boundary
            if scope["type"] != "http":
                raise
            log.exception("request failed", extra={"method": scope["method"], "path": scope["path"]})
            if begun:
                raise
            await unexpected()(scope, receive, send)
