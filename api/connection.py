"""One HTTP connection: how long the other side may take, and what happens when it takes longer.

uvicorn waits for ever for the rest of a head or of a body. Here, every moment in which the server waits for the client
has a limit; a moment in which the client waits for the server has none.
"""

import json
from asyncio import Transport
from typing import Any, ClassVar, Literal

import h11
from uvicorn.config import HTTP_PROTOCOLS
from uvicorn.protocols.http.h11_impl import H11Protocol

TOO_SLOW = json.dumps(
    {
        "error": {
            "code": "TIMEOUT",
            "message": "The request came too slowly.",
            "hint": "Send it again over a faster connection.",
        }
    }
).encode()

Phase = Literal["head", "body", "rest"]


class Connection(H11Protocol):
    """An HTTP connection whose client has to keep going.

    ``head_s`` is the time for a whole head. A body may lag behind ``least_rate`` by ``stall_s`` at any time: that much
    credit it begins with and can have at most, each second takes one from it, and each ``least_rate`` bytes give one.
    ``rest_s`` is the time for a body that nobody reads, after its answer. Of an answer, something has to be taken
    within any ``unsent_s``; the kernel's buffers hide what a slow client takes for up to a minute.
    """

    head_s: ClassVar[float] = 15.0
    stall_s: ClassVar[float] = 30.0
    rest_s: ClassVar[float] = 10.0
    unsent_s: ClassVar[float] = 120.0
    least_rate: ClassVar[float] = 2048.0  # bytes a second: a third of the slowest mobile connection

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._phase: Phase | None = None
        self._due = 0.0
        self._timer: Any = None
        self._write_timer: Any = None
        self._unsent = 0  # bytes, when the answer was last looked at
        self._heard = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """The time for the first head begins."""
        super().connection_made(transport)
        self._enter("head", self.head_s)

    def data_received(self, data: bytes) -> None:
        """Take what came, and see what is waited for now."""
        self._heard = True
        super().data_received(data)
        self._look(len(data))

    def on_response_complete(self) -> None:
        """The client is done with, but for the rest of its body; the time until its next head is uvicorn's own."""
        super().on_response_complete()
        self._phase = None
        if self.conn.their_state is h11.IDLE:
            self._leave()
        else:
            self._look(0)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._leave()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """More waits to be sent than the client takes."""
        super().pause_writing()
        self._unsent = self.transport.get_write_buffer_size()
        self._write_timer = self._write_timer or self.loop.call_later(self.unsent_s, self._look_at_answer)

    def resume_writing(self) -> None:
        """The client has taken it."""
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def _look(self, received: int) -> None:
        """See what the client owes after so many bytes more."""
        state = self.conn.their_state
        if self.transport.is_closing() or self.transport.get_protocol() is not self:  # a WebSocket has its own pings
            self._leave()
        elif state is h11.IDLE:
            self._enter("head", self.head_s)
        elif state is not h11.SEND_BODY:
            self._leave()
        elif self.cycle.response_complete:
            self._enter("rest", self.rest_s)
        else:
            self._enter("body", self.stall_s)
            self._due = min(self._due + received / self.least_rate, self.loop.time() + self.stall_s)

    def _enter(self, phase: Phase, seconds: float) -> None:
        """Begin to wait for something, unless it is waited for already."""
        if self._phase != phase:
            self._phase = phase
            self._due = self.loop.time() + seconds
            self._set_timer()

    def _leave(self) -> None:
        self._phase = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_at(self._due, self._look_at_time)

    def _look_at_time(self) -> None:
        """End a connection that is overdue, but not for bytes that we don't take ourselves."""
        self._timer = None
        if self._phase == "body" and self.flow.read_paused:
            self._due = self.loop.time() + self.stall_s
        if self._due > self.loop.time():
            self._set_timer()
        elif not self.transport.is_closing():
            self._end()

    def _end(self) -> None:
        """Say why, where an answer is still due, and close."""
        answered = self._phase == "rest" or (self._phase == "body" and self.cycle.response_started)
        if self._phase == "body":
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self._heard and not answered:
            headers = [("content-type", "application/json"), ("connection", "close")]
            reply = h11.Response(status_code=408, headers=headers, reason=b"Request Timeout")
            for event in (reply, h11.Data(data=TOO_SLOW), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self._leave()
        self.transport.close()

    def _look_at_answer(self) -> None:
        """Cut off a client that has taken nothing of its answer."""
        self._write_timer = None
        unsent = self.transport.get_write_buffer_size()
        if unsent < self._unsent:
            self._unsent = unsent
            self._write_timer = self.loop.call_later(self.unsent_s, self._look_at_answer)
        else:
            self.transport.abort()


def install() -> None:
    """Have uvicorn serve with such connections where it is not told otherwise, as by Streamlit."""
    HTTP_PROTOCOLS["auto"] = f"{Connection.__module__}:{Connection.__name__}"


def is_installed() -> bool:
    """Whether :func:`install` came before the server."""
    return HTTP_PROTOCOLS["auto"].startswith(f"{__name__}:")
