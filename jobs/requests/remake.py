"""Another story of a file that was uploaded before, with other choices: a job of its own."""

import io
from collections.abc import Iterator

from jobs.errors import UploadGone
from jobs.requests.admission import Visitor, admitted
from jobs.requests.submit import submit
from models import Job, User, uploads
from pipeline.options import Options


def remake(user: User, job: Job, options: Options, *, address: str | None = None) -> Job:
    """Queue a job on the upload of ``job``, which stays as it is; the file is copied, so that each may be deleted.

    Raises :class:`UploadGone` where the upload isn't kept any more, and otherwise what :func:`jobs.submit` raises.
    """
    if job.upload is None:
        raise UploadGone
    visitor = Visitor(user.id, address)
    try:
        with (
            admitted(visitor, job.upload.size) as admission,
            io.BufferedReader(_Chunks(uploads.read(job.upload.stored))) as content,
        ):
            return submit(user, content, job.filename, options, address=address, admission=admission)
    except uploads.UploadLostError as error:
        raise UploadGone from error


class _Chunks(io.RawIOBase):
    """Chunks of bytes as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._left = self._left or next(self._chunks, b"")
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
