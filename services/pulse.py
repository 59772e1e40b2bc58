"""Whether a running database still works: it may answer every call with an error from now on, or not answer at all."""

import time
from typing import Any

CHECK_S = 2.0  # between two looks
TIMEOUT_S = 2.0
INTERNAL_ERROR = 1
MAX_ERRORS = 2  # looks in a row that met an internal error, as after a full disk
MAX_SILENCE_S = 20.0  # without any answer, as when a call waits for room in the cache under a lock that all others need


class Pulse:
    """Looks now and then at the embedded MongoDB. It has taken connections before, so silence isn't its start."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._answered = time.monotonic()
        self._next = self._answered + CHECK_S
        self._errors = 0

    def is_lost(self) -> bool:
        """Whether the server has to be started again. Looks no more often than every ``CHECK_S`` seconds."""
        if time.monotonic() >= self._next:
            self._probe()
            self._next = time.monotonic() + CHECK_S
        return self._errors >= MAX_ERRORS or time.monotonic() - self._answered > MAX_SILENCE_S

    def _probe(self) -> None:
        import pymongo  # slow to load: the server's start doesn't wait for it
        from pymongo.errors import OperationFailure, PyMongoError

        timeout_ms = int(TIMEOUT_S * 1000)
        limits: dict[str, Any] = {
            "serverSelectionTimeoutMS": timeout_ms,
            "connectTimeoutMS": timeout_ms,
            "socketTimeoutMS": timeout_ms,
            "retryReads": False,
        }
        client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(self.uri, **limits)
        with client:
            try:
                client.get_default_database()["users"].find_one({}, {"_id": 1})
                self._errors = 0
            except OperationFailure as error:
                self._errors = self._errors + 1 if error.code == INTERNAL_ERROR else 0
            except PyMongoError:
                return
        self._answered = time.monotonic()
