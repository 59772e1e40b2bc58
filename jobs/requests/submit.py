"""A new job: the file is stored, the job saved, its message sent. It never waits for the work."""

import logging
import os
import time
from contextlib import nullcontext
from functools import partial
from typing import BinaryIO
from uuid import uuid4

from jobs.errors import Withdrawn
from jobs.life import eta, kept, queue
from jobs.requests.admission import Admission, Visitor, admitted
from jobs.webhooks import outbox
from models import Job, JobStatus, Upload, User, library, now, remove_job, uploads
from models.uploads import StoredFile
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from services.settings import settings

MAX_NAME_LENGTH = 200  # characters

log = logging.getLogger(__name__)


def submit(
    user: User,
    stream: BinaryIO,
    filename: str,
    options: Options | None = None,
    *,
    webhook_url: str | None = None,
    address: str | None = None,
    admission: Admission | None = None,
) -> Job:
    """Store a file and queue the job that makes its story. ``stream`` is read in chunks, never held as a whole.

    ``options`` are what the user chose; ``webhook_url`` is told when the job is over. ``address`` is the keyed hash of
    where it comes from; an ``admission`` was given before the file was read, and is its caller's to release. A Redis
    that is away is no error: recovery sends the message.

    Raises :class:`PreprocessingError` for a file beyond ``MAX_UPLOAD_MB``, what :func:`jobs.admit` raises where there
    is no room, :class:`BadWebhookUrl` for an address that nothing may be sent to, :class:`Withdrawn` when the user has
    deleted everything meanwhile.
    """
    started = time.monotonic()
    options = options or Options()
    hook = outbox.new_webhook(webhook_url)
    with nullcontext(admission) if admission else admitted(Visitor(user.id, address), _size(stream)) as room:
        job_id, name = uuid4().hex, clean_name(filename)
        stored = _store(stream, job_id, name)
        moment = now()
        job = Job(
            id=job_id,
            user_id=user.id,
            address=room.visitor.address,
            filename=name,
            title=options.title,
            options=options,
            upload=Upload(file_id=stored.file_id, size=stored.size, sha256=stored.sha256),
            lane=room.lane_of(stored.size),
            status=JobStatus.QUEUED,
            predicted=eta.predict(stored.size, name),
            max_attempts=settings().max_attempts,
            webhook=hook,
            created_at=moment,
            queued_at=moment,
            **library.keys(options.title, name),
        )
        job.insert()
        kept.add(user.id, job.address, stored.size)
        room.afterwards.append(partial(uploads.keep, stored.file_id))  # until then a sweep finds that the job has it
    if not user.exists():
        remove_job(job.id)
        raise Withdrawn
    queue.enqueue(job.id, job.lane)
    seconds = round(time.monotonic() - started, 3)
    log.info("job submitted", extra={"job_id": job.id, "size": stored.size, "seconds": seconds})
    return job


def _store(stream: BinaryIO, job_id: str, name: str) -> StoredFile:
    try:
        return uploads.store(stream, job_id, name, settings().max_upload_bytes)
    except uploads.UploadTooLargeError as error:
        raise too_large() from error


def _size(stream: BinaryIO) -> int:
    """Bytes that are left to read; as many as may be where a stream can't tell."""
    if not stream.seekable():
        return settings().max_upload_bytes
    here = stream.tell()
    left = stream.seek(0, os.SEEK_END) - here
    stream.seek(here)
    return min(left, settings().max_upload_bytes)


def too_large() -> PreprocessingError:
    """The error of a file beyond the limit."""
    limit = settings().max_upload_mb
    return PreprocessingError(
        f"The file is larger than {limit} MB.", "Upload fewer rows or columns, or a compressed file (.gz, .zip)."
    )


def clean_name(filename: str) -> str:
    """The last part of a path, as some browsers send one, without control characters."""
    name = os.path.basename(filename.replace("\\", "/"))  # noqa: PTH119  it isn't a path of this machine
    name = "".join(character for character in name if character.isprintable()).strip()
    return name[-MAX_NAME_LENGTH:] or "upload"
