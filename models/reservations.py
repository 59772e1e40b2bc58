"""What is promised to uploads under way: one entry each in one document, which changes only as it was read.

A file counts against its owner's limits from before its first byte is read until its job stands in the database.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from models.connection import database, now

COLLECTION = "reservations"
ONLY = "uploads"
HELD = timedelta(seconds=120)  # without a sign of life, as after the death of the web process that made it


@dataclass(frozen=True)
class Reservation:
    """Room for one upload: whose it is, where it comes from, its bytes at most, and until when it is held."""

    id: str
    user_id: str
    address: str | None
    size: int
    until: datetime


def held() -> tuple[int, Sequence[Reservation]]:
    """The version of the document, and what is held at present."""
    found = _document().find_one({"_id": ONLY}) or {"version": 0, "held": []}
    moment = now()
    return found["version"], [Reservation(**entry) for entry in found["held"] if entry["until"] > moment]


def add(version: int, others: Sequence[Reservation], user_id: str, address: str | None, size: int) -> str | None:
    """Hold room beside ``others`` if nothing has changed since ``version``. Returns its id; None if something has."""
    mine = Reservation(uuid4().hex, user_id, address, size, now() + HELD)
    change = {"$set": {"held": [asdict(one) for one in (*others, mine)], "version": version + 1}}
    try:
        result = _document().update_one({"_id": ONLY, "version": version}, change, upsert=version == 0)
    except DuplicateKeyError:  # another one was the first
        return None
    return mine.id if result.matched_count or result.upserted_id else None


def renew(reservation_id: str) -> None:
    """Note that the upload goes on."""
    _change({"held.id": reservation_id}, {"$set": {"held.$.until": now() + HELD}})


def release(reservation_id: str) -> None:
    """Let go of the room, once the job stands or the upload has failed; what isn't held any more is no error."""
    _change({}, {"$pull": {"held": {"id": reservation_id}}})


def _change(where: dict[str, Any], change: dict[str, Any]) -> None:
    _document().update_one({"_id": ONLY, **where}, {**change, "$inc": {"version": 1}})


def _document() -> Collection[dict[str, Any]]:
    collection: Collection[dict[str, Any]] = database()[COLLECTION]
    return collection
