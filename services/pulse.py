"""Whether a running database still works: one whose disk was full may answer every call with an error, for ever."""

import time
from typing import Any

CHECK_S = 2.0  # between two looks
TIMEOUT_S = 2.0
INTERNAL_ERROR = 1
BROKEN_AFTER = 2  # looks in a row that met an internal error


class Pulse:
    """Looks now and then at the embedded MongoDB, and counts the internal errors that it meets in a row.

    Only those count: a server that is slow, or that can't be reached, may be busy with the recovery of its data.
    """

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._next = time.monotonic() + CHECK_S
        self._errors = 0

    def is_lost(self) -> bool:
        """Whether the server has to be started again. Looks no more often than every ``CHECK_S`` seconds."""
        if time.monotonic() >= self._next:
            self._errors = self._errors + 1 if self._meets_internal_error() else 0
            self._next = time.monotonic() + CHECK_S
        return self._errors >= BROKEN_AFTER

    def _meets_internal_error(self) -> bool:
        import pymongo  # slow to load: the server's start doesn't wait for it
        from pymongo.errors import OperationFailure, PyMongoError

        timeout_ms = int(TIMEOUT_S * 1000)
        client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(
            self.uri, serverSelectionTimeoutMS=timeout_ms, socketTimeoutMS=timeout_ms
        )
        with client:
            try:
                client.get_default_database()["users"].find_one({}, {"_id": 1})
            except OperationFailure as error:
                return error.code == INTERNAL_ERROR
            except PyMongoError:
                return False
        return False
