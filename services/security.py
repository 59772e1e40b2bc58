"""Security events: who did what, from which address; one line of the log each, under the logger ``security``.

What happens again and again is logged once in a while with how often it happened, so that nobody fills the log.
"""

import logging
import threading
import time
from collections import OrderedDict
from typing import Any, Literal

Event = Literal[
    "signed in",
    "signed out",
    "browser forgotten",
    "token made",
    "token used",
    "token revoked",
    "deleted",
    "restored",
    "refused",
    "limit reached",
]
"""All that is logged; what of the kind it was, as the limit or the reason, is in further fields."""

REPEATED: dict[Event, float] = {"signed in": 86400.0, "token used": 3600.0, "refused": 60.0, "limit reached": 60.0}
"""Seconds between two lines of the same event, user, address and fields."""

REMEMBERED = 10_000  # events that are held back at the same time; some MB at the most

log = logging.getLogger("security")

_lock = threading.Lock()
_latest: "OrderedDict[tuple[Any, ...], list[float]]" = OrderedDict()
"""When each repeated event was logged last, and how often it happened since."""


def record(event: Event, *, user: str | None = None, address: str | None = None, **about: str) -> None:
    """Log an event; ``user`` is the id of a user, ``address`` the client's as :func:`services.address.of` gives it.

    ``about`` says what it was about, and holds no secret and nothing of a file.
    """
    held_back = _held_back(event, (event, user, address, *sorted(about.items())))
    if held_back is None:
        return
    fields: dict[str, object] = {"user": user, "address": address, **about}
    if held_back:
        fields["times_before"] = held_back
    level = logging.WARNING if event in ("refused", "limit reached") else logging.INFO
    log.log(level, event, extra=fields)


def _held_back(event: Event, key: tuple[Any, ...]) -> int | None:
    """How often the event was held back since it was logged last; None if it is held back now."""
    pause_s = REPEATED.get(event)
    if pause_s is None:
        return 0
    moment = time.monotonic()
    with _lock:
        latest = _latest.setdefault(key, [moment - pause_s, 0])
        _latest.move_to_end(key)
        if len(_latest) > REMEMBERED:
            _latest.popitem(last=False)
        if moment - latest[0] < pause_s:
            latest[1] += 1
            return None
        times, latest[:] = int(latest[1]), [moment, 0]
        return times
