"""The one account of the embedded MongoDB: other users of the same machine can reach its port, but not its data."""

import hashlib
from pathlib import Path
from typing import Any

from services.errors import ServiceError

NAME = "datastory"
DATABASE = "datastory"
ALREADY_EXISTS = 51003


def is_made(data: Path, password: str) -> bool:
    """Whether the database in ``data`` has the account with this password."""
    mark = _mark(data)
    return mark.exists() and mark.read_text() == _digest(password)


def make(data: Path, port: int, password: str) -> None:
    """Make the account, or change its password, in a server that asks for none yet. Raises :class:`ServiceError`."""
    import pymongo  # only ever needed at the first start, and slow to load
    from pymongo.errors import OperationFailure, PyMongoError

    user: dict[str, Any] = {
        "pwd": password,
        "roles": [{"role": "dbOwner", "db": DATABASE}],
        "writeConcern": {"w": 1, "j": True},
    }
    try:
        client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(
            "127.0.0.1", port, serverMonitoringMode="poll"
        )
        with client:
            try:
                client.admin.command("createUser", NAME, **user)
            except OperationFailure as error:
                if error.code != ALREADY_EXISTS:
                    raise
                client.admin.command("updateUser", NAME, **user)
    except PyMongoError as error:
        raise ServiceError(f"The embedded database can't be protected: {error}.", "Start DataStory again.") from error
    _mark(data).write_text(_digest(password))


def uri(port: int, password: str) -> str:
    """The address of the database with its account; every write is acknowledged when it is on disk.

    Polling lets the server stop at once: it would wait for the end of a monitor's streaming call.
    """
    options = "authSource=admin&journal=true&serverMonitoringMode=poll"
    return f"mongodb://{NAME}:{password}@127.0.0.1:{port}/{DATABASE}?{options}"


def _mark(data: Path) -> Path:
    return data.with_name(f"{data.name}.account")


def _digest(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()
