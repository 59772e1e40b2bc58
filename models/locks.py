"""Locks between machines, each with an end: whoever holds one and dies keeps nobody waiting for long."""

from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from models.connection import database, now

COLLECTION = "locks"


def acquire(name: str, owner: str, valid_s: float) -> bool:
    """Take or renew a lock for ``valid_s`` seconds. False while another owner holds it."""
    moment = now()
    where = {"_id": name, "$or": [{"pool": owner}, {"until": {"$lt": moment}}]}
    values = {"pool": owner, "until": moment + timedelta(seconds=valid_s)}
    try:
        database()[COLLECTION].update_one(where, {"$set": values}, upsert=True)
    except DuplicateKeyError:
        return False
    return True
