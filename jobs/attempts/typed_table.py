"""The typed table of a story, kept as Parquet for as long as its upload: what filters and questions need."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from jobs.life import kept
from jobs.life.lease import Lease
from models import DatabaseError, Job, Upload, uploads
from services import home
from services.settings import Settings

MB = 1024 * 1024

log = logging.getLogger(__name__)


def keep(lease: Lease, job: Job, path: Path, config: Settings, heartbeat: Callable[[], None]) -> None:
    """Store the table at ``path`` with the job, in place of one of an earlier attempt; nothing where there is no file.

    The story stands without it: where there is no room, or the database fails, that is logged and no more. What
    ``heartbeat`` raises ends it, with nothing left behind.
    """
    if not path.exists():
        return
    size = path.stat().st_size
    if not _has_room(job, size, config):
        log.info("table not kept", extra={"job_id": job.id, "size": size, "reason": "no room"})
        return
    try:
        with path.open("rb") as file:
            stored = uploads.store(_Watched(file, heartbeat), job.id, path.name, size)
        _note(lease, job, Upload(file_id=stored.file_id, size=stored.size, sha256=stored.sha256))
        uploads.keep(stored.file_id)
    except DatabaseError as error:  # what was begun is swept, or replaced by the next attempt
        log.warning("table not kept", extra={"job_id": job.id, "size": size, "reason": str(error)[:200]})


def _note(lease: Lease, job: Job, table: Upload) -> None:
    """The earlier one goes first: were this cut off in between, the job would name one that isn't there."""
    if job.table is not None:
        uploads.delete(job.table.file_id)
    if lease.write({"table": table}):
        job.table = table
    else:
        uploads.delete(table.file_id)


def _has_room(job: Job, size: int, config: Settings) -> bool:
    """Whether it may be kept beside what is kept already, of its user, of its address and in all."""
    limits = [
        ({"user_id": job.user_id}, config.max_kept_mb_per_user),
        (kept.IN_ALL, config.max_kept_mb),
        *([({"address": job.address}, config.max_kept_mb_per_address)] if job.address else []),
    ]
    free = shutil.disk_usage(home.folder(config.datastory_home)).free
    return free - size >= config.min_free_disk_mb * MB and not any(
        kept.exceeds(whose, size, most * MB) for whose, most in limits
    )


class _Watched:
    """A file whose reader gives a sign of life with every piece."""

    def __init__(self, file: BinaryIO, heartbeat: Callable[[], None]) -> None:
        self._file = file
        self._heartbeat = heartbeat

    def read(self, size: int, /) -> bytes:
        """As of any file."""
        self._heartbeat()
        return self._file.read(size)
