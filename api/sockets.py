"""WebSockets of pages: how many there may be of an address, of a browser and in all, and how long a message."""

import copy
from collections import Counter
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import WS_PROTOCOLS, Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.identity import session_of
from services import address, security
from services.settings import settings

MAX_MESSAGE_BYTES = 2 * 1024 * 1024  # to the server, unpacked: what a page's widgets hold; files go another way
TRY_AGAIN_LATER = 1013  # registered with IANA


class Sockets:
    """ASGI middleware that lets so many WebSockets in, and refuses others before they are accepted."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open: Counter[str] = Counter()  # by whose they are

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on for as long as it lasts, or refuse it."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        limits = _limits(scope)
        if any(self.open[whose] >= most for whose, most in limits.items()):
            security.record("limit reached", address=address.of(scope), reason="WebSockets")
            await receive()
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        self.open.update(limits.keys())
        try:
            await self.app(scope, receive, send)
        finally:
            self.open.subtract(limits.keys())
            self.open += Counter()  # forgets who has none left


def _limits(scope: Scope) -> dict[str, int]:
    """How many there may be of everyone whose this one is."""
    config, session = settings(), session_of(scope)
    limits = {"all": config.max_sockets, f"address {address.keyed(address.of(scope))}": config.max_sockets_per_address}
    return limits if session is None else {**limits, session.identity: config.max_sockets_per_user}


class SmallMessages(WebSocketsSansIOProtocol):
    """A WebSocket that ends with 1009 at a longer message; uvicorn's limit is Streamlit's for what it sends."""

    def __init__(self, config: Config, *arguments: Any, **named: Any) -> None:
        small = copy.copy(config)
        small.ws_max_size = MAX_MESSAGE_BYTES
        super().__init__(small, *arguments, **named)


def install() -> None:
    """Have uvicorn serve with such WebSockets, by the name that Streamlit asks for."""
    WS_PROTOCOLS["websockets-sansio"] = f"{SmallMessages.__module__}:{SmallMessages.__name__}"
