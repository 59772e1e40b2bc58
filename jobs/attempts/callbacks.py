"""What an analysis service outside this app may do with a job: the token of one attempt, and the writes it allows."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from jobs.errors import BadCallback, BadToken, OutOfDate
from jobs.life import ending
from jobs.life.lease import Lease
from jobs.life.progress import WRITES_PER_S, JobProgress
from models import Job, now, uploads
from models.story import pack
from pipeline.stages import StageName
from services import home
from services.settings import settings


def token_for(lease: Lease) -> str:
    """The token of one attempt: its lease's own, signed for its job, so that a wrong one and a late one differ."""
    return f"{lease.token}.{_signature(lease.job_id, lease.token)}"


def authorize(job_id: str, token: str) -> "AttemptHandle":
    """The attempt that a token belongs to.

    Raises :class:`BadToken` for one that we never gave for this job, :class:`OutOfDate` once its attempt is over.
    """
    lease_token, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(job_id, lease_token).encode()):
        raise BadToken
    lease = Lease(job_id, lease_token, settings().lease_s)
    job = Job.read(lease.held)
    if job is None:
        raise OutOfDate
    return AttemptHandle(lease, job)


class AttemptHandle:
    """An attempt that is made elsewhere. Its worker here keeps the lease and the time limit; each write names it."""

    def __init__(self, lease: Lease, job: Job) -> None:
        self.lease = lease
        self.job = job
        self._progress = JobProgress(job)

    def progress(self, stage: StageName, fraction: float) -> None:
        """``fraction`` of a stage is done, 0.0 to 1.0. What comes too often is left out. Raises :class:`OutOfDate`."""
        written = self.job.lease.expires_at - timedelta(seconds=self.lease.lease_s)
        if fraction < 1.0 and now() - written < timedelta(seconds=1 / WRITES_PER_S):
            return
        self._progress.report(stage, fraction)
        if not self.lease.write(self._progress.pending_update()):
            raise OutOfDate

    def complete(self, document: Mapping[str, Any]) -> None:
        """Complete the job with a story document. Raises :class:`OutOfDate`, :class:`BadCallback`."""
        try:
            packed = pack(document)
        except ValueError as error:
            raise BadCallback("The result is not a story document.") from error
        if not ending.complete(self.lease, self.job, packed, self._progress):
            raise OutOfDate

    def fail(self, error: Mapping[str, Any]) -> None:
        """Fail the job with ``{code, message, hint, retryable}``. Raises :class:`OutOfDate`."""
        if not ending.fail(self.lease.held, error, self._progress.fail()):
            raise OutOfDate

    def upload(self) -> Iterator[bytes]:
        """The job's file in chunks. Raises ``models.uploads.UploadLostError``."""
        return uploads.read(self.job.upload.stored)


def _signature(job_id: str, lease_token: str) -> str:
    key = settings().secret_key or home.secret(settings().datastory_home, "callbacks")
    return hmac.new(key.encode(), f"callback:{job_id}:{lease_token}".encode(), hashlib.sha256).hexdigest()
