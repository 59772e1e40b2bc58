"""The connection to MongoDB, and the time as its server tells it."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import mongoengine
from mongoengine.connection import ConnectionFailure, get_connection
from mongoengine.connection import get_db as database

__all__ = ["connect", "database", "disconnect", "now", "ping"]

DATABASE = "datastory"  # where the URI names none
SELECTION_TIMEOUT_MS = 5000  # a lost server is an error within this time, not a request that hangs
OFFSET_VALID_S = 300.0

_offset: tuple[float, timedelta] | None = None  # when it was measured (monotonic), server's clock minus ours


def connect(uri: str) -> None:
    """Use the MongoDB at ``uri`` in this process. Opens no socket before the first call; calling it again is harmless.

    A process that forks connects afterwards: a connection doesn't survive a fork.
    """
    global _offset
    options: dict[str, Any] = {
        "db": DATABASE,
        "host": uri,
        "connect": False,
        "tz_aware": True,
        "tzinfo": UTC,
        "uuidRepresentation": "standard",
        "serverSelectionTimeoutMS": SELECTION_TIMEOUT_MS,
    }
    _offset = None
    try:
        mongoengine.connect(**options)
    except ConnectionFailure:  # connected to another server before
        mongoengine.disconnect()
        mongoengine.connect(**options)


def disconnect() -> None:
    """Close the connection of this process."""
    mongoengine.disconnect()


def ping() -> None:
    """Raise :class:`~models.errors.DatabaseError` unless the server answers."""
    database().command("ping")


def now() -> datetime:
    """The time in UTC by the database's clock, in the milliseconds that MongoDB keeps.

    Leases are compared between machines, so they go by one clock; how far ours is off is measured every five minutes.
    """
    global _offset
    if _offset is None or time.monotonic() - _offset[0] > OFFSET_VALID_S:
        _offset = (time.monotonic(), _measured_offset())
    moment = datetime.now(UTC) + _offset[1]
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _measured_offset() -> timedelta:
    """The server's clock minus ours, at the middle of one call; an offset under 50 ms is only the call's own time."""
    before = datetime.now(UTC)
    answer = get_connection().admin.command("hello")
    after = datetime.now(UTC)
    local_time = answer.get("localTime")
    if local_time is None:
        return timedelta()
    offset = local_time.replace(tzinfo=UTC) - (before + (after - before) / 2)
    return offset if abs(offset) > timedelta(milliseconds=50) + (after - before) else timedelta()
