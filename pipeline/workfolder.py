"""A folder for the files of one piece of work, which goes with it however the work ends."""

import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

DRAFT = ".new-"  # a folder that isn't locked yet
DRAFT_KEPT_S = 60.0


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A new folder, locked while this process or a child of it lives, and deleted in the end."""
    name = uuid4().hex
    draft, path = parent / f"{DRAFT}{name}", parent / name
    draft.mkdir(mode=0o700, parents=True)
    lock = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        draft.rename(path)
        yield path
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)


@contextmanager
def scratch(parent: Path) -> Iterator[None]:
    """Have all temporary files of this process made in a work folder in ``parent``, after a :func:`sweep` of it."""
    sweep(parent)
    earlier = tempfile.tempdir
    with work_folder(parent) as folder:
        tempfile.tempdir = str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = earlier


def own_scratch_parent() -> Path:
    """Where the work folders of this user's commands are: a folder that nobody else can write to.

    Raises PermissionError where somebody else has made one of that name.
    """
    parent = Path(tempfile.gettempdir()) / f"datastory-{os.getuid()}"
    parent.mkdir(mode=0o700, exist_ok=True)
    found = parent.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise PermissionError(errno.EPERM, "belongs to somebody else", str(parent))
    return parent


def sweep(parent: Path) -> int:
    """Delete the folders of work that was killed: those whose lock the kernel let go. Returns how many."""
    swept = 0
    for path in parent.iterdir() if parent.is_dir() else ():
        if path.name.startswith(DRAFT) and not _older(path, DRAFT_KEPT_S):
            continue
        if _abandoned(path):
            shutil.rmtree(path, ignore_errors=True)
            swept += 1
    return swept


def _older(path: Path, seconds: float) -> bool:
    try:
        return time.time() - path.stat().st_mtime > seconds
    except FileNotFoundError:
        return False


def _abandoned(path: Path) -> bool:
    try:
        lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
