"""What a call of the database may raise, whatever its driver calls it."""

from mongoengine.connection import ConnectionFailure as NotConnectedError
from pymongo import errors
from pymongo.errors import PyMongoError as DatabaseError

__all__ = ["DatabaseError", "NotConnectedError", "is_outage"]

OUTAGE_CODES = {1, 14031}  # InternalError and OutOfDiskSpace, of which a server may recover


def is_outage(error: DatabaseError) -> bool:
    """Whether a call failed since the server can't be reached, or can't work at present: a later one may succeed."""
    return isinstance(error, errors.ConnectionFailure) or getattr(error, "code", None) in OUTAGE_CODES
