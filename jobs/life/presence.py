"""Which workers there are: each pool says so in MongoDB every second, since Redis may forget."""

from datetime import timedelta
from typing import Any

from models import database, now

TIMEOUT_S = 10.0  # a pool that said nothing for so long is gone


def announce(pool: str, workers: int) -> None:
    """Say that this pool lives, with so many workers."""
    database()["pools"].update_one({"_id": pool}, {"$set": {"workers": workers, "seen_at": now()}}, upsert=True)


def withdraw(pool: str) -> None:
    """Say that this pool ends."""
    database()["pools"].delete_one({"_id": pool})


def pools() -> list[dict[str, Any]]:
    """The pools that live: ``_id``, ``workers``, ``seen_at``."""
    return list(database()["pools"].find({"seen_at": {"$gt": now() - timedelta(seconds=TIMEOUT_S)}}))


def workers() -> int:
    """How many workers live."""
    return sum(pool["workers"] for pool in pools())


def delete_stale() -> None:
    """Delete the notes of pools that are gone."""
    database()["pools"].delete_many({"seen_at": {"$lt": now() - timedelta(seconds=60 * TIMEOUT_S)}})
