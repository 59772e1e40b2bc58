"""The pools of workers that have shown themselves."""

from dataclasses import dataclass
from datetime import datetime

from models.connection import database, now

COLLECTION = "pools"


@dataclass(frozen=True)
class Pool:
    """A pool: its name, how many workers it has, and when it last showed itself."""

    name: str
    workers: int
    seen_at: datetime


def announce(name: str, workers: int) -> None:
    """Note that a pool lives, with so many workers."""
    database()[COLLECTION].update_one({"_id": name}, {"$set": {"workers": workers, "seen_at": now()}}, upsert=True)


def remove(name: str) -> None:
    """Note that a pool has ended."""
    database()[COLLECTION].delete_one({"_id": name})


def seen_since(moment: datetime) -> list[Pool]:
    """The pools that have shown themselves since then."""
    found = database()[COLLECTION].find({"seen_at": {"$gt": moment}})
    return [Pool(str(one["_id"]), int(one["workers"]), one["seen_at"]) for one in found]


def delete_older(moment: datetime) -> None:
    """Delete the notes of pools that haven't shown themselves since then."""
    database()[COLLECTION].delete_many({"seen_at": {"$lt": moment}})
