"""Figures that only rise, kept for a monitoring system."""

import re

from models.connection import database

COLLECTION = "counters"


def increment(name: str, count: int = 1) -> None:
    """Raise a counter; one that isn't there begins at 0."""
    database()[COLLECTION].update_one({"_id": name}, {"$inc": {"count": count}}, upsert=True)


def value(name: str) -> int:
    """What a counter stands at."""
    found = database()[COLLECTION].find_one({"_id": name})
    return int(found["count"]) if found else 0


def values(prefix: str) -> dict[str, int]:
    """What the counters whose names begin with ``prefix`` stand at, by the rest of their names."""
    found = database()[COLLECTION].find({"_id": {"$regex": f"^{re.escape(prefix)}"}}).sort("_id", 1)
    return {str(one["_id"]).removeprefix(prefix): int(one["count"]) for one in found}
