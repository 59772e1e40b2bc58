"""Files that were dropped on a page and aren't started yet: on disk, their user's alone, gone with their page."""

import os
import tempfile
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from jobs import Busy, Visitor
from jobs.previews.client import Look
from pipeline.options import Options
from services.settings import settings

MAX_PER_SESSION = 3  # one that is there, one that replaces it, and one that broke off and isn't noticed yet


@dataclass(frozen=True)
class Owner:
    """Whose a file is: a user, who comes from an address, in one session of the page."""

    visitor: Visitor
    session_id: str


class DroppedFile:
    """One file on disk. It is deleted with the last reference to this, or by :meth:`delete`; a killed process's files
    lie in its scratch folder, which the next sweep finds.
    """

    def __init__(self, owner: Owner) -> None:
        descriptor, name = tempfile.mkstemp(prefix="dropped-")
        os.close(descriptor)
        self.owner = owner
        self.path = Path(name)
        self.look: Look | None = None  # begun before the page asks for it
        self.delete = weakref.finalize(self, _remove, self.path)

    @classmethod
    def new(cls, owner: Owner) -> Self:
        """An empty file. Raises :class:`jobs.Busy` beyond the files of a session, a user, an address, or all."""
        with _turn:
            _check(owner)
            file = cls(owner)
            _owners[file.path] = owner
        return file


def look_ahead(file: DroppedFile, filename: str) -> None:
    """Begin the look that the page will ask for: of a user one at a time, or they could keep others from theirs."""
    user = file.owner.visitor.user_id
    with _looking:
        for other in [other for other, look in _ahead.items() if look.is_over]:
            del _ahead[other]
        if user not in _ahead:
            file.look = Look.ahead(file.path, Options(filename=filename))
            if file.look is not None:
                _ahead[user] = file.look


class OnDisk(bytes):
    """What Streamlit's store holds of a dropped file: no bytes, but what keeps the file on disk alive."""

    file: DroppedFile

    def __new__(cls, file: DroppedFile) -> Self:
        """Stand in for a file."""
        made = super().__new__(cls)
        made.file = file
        return made


_owners: dict[Path, Owner] = {}
_ahead: dict[str, Look] = {}  # by user id, those that aren't over yet
_turn = threading.Lock()
_looking = threading.Lock()  # not the other one, for which the event loop waits: to begin a look may take a second


def _check(owner: Owner) -> None:
    limits, others = settings(), list(_owners.values())

    def count(is_meant: Callable[[Owner], bool]) -> int:
        return sum(map(is_meant, others))

    if count(lambda other: other.session_id == owner.session_id) >= MAX_PER_SESSION:
        raise Busy("This page has a file on its way already.", "Wait until it is there, or reload the page.")
    if count(lambda other: other.visitor.user_id == owner.visitor.user_id) >= limits.max_jobs_per_user:
        raise Busy("Too many of your pages hold a file that isn't started.", "Close some of them, then try again.")
    address = owner.visitor.address
    if address and count(lambda other: other.visitor.address == address) >= limits.max_uploads_per_address:
        raise Busy("Too many pages in your network hold a file that isn't started.")
    if len(others) >= limits.max_uploads:
        raise Busy("Too many pages hold a file that isn't started.")


def _remove(path: Path) -> None:
    _owners.pop(path, None)
    path.unlink(missing_ok=True)
