"""How far the uploads to pages are, for the pages to say; a browser tells its page only when all is over."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

REMEMBERED = 10_000  # sessions


@dataclass
class Transfer:
    """The latest upload of a session: bytes so far and in all, or why it ended in nothing."""

    size: int | None
    received: int = 0
    problem: tuple[str, str] | None = None  # what happened, what to do

    @property
    def fraction(self) -> float | None:
        """How much of it is there, 0.0 to 1.0; None where its size isn't known."""
        return min(self.received / self.size, 1.0) if self.size else None


_latest: OrderedDict[str, Transfer] = OrderedDict()
_turn = threading.Lock()


def begin(session_id: str, size: int | None) -> Transfer:
    """A new upload of a session, in place of its earlier one."""
    transfer = Transfer(size)
    with _turn:
        _latest[session_id] = transfer
        _latest.move_to_end(session_id)
        while len(_latest) > REMEMBERED:
            _latest.popitem(last=False)
    return transfer


def of(session_id: str) -> Transfer | None:
    """The upload of a session that is under way or came to nothing."""
    return _latest.get(session_id)


def end(session_id: str, transfer: Transfer) -> None:
    """Forget an upload that is there, unless another has taken its place."""
    with _turn:
        if _latest.get(session_id) is transfer:
            del _latest[session_id]
