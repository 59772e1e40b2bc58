"""Handing a job to an analysis service outside this app, which answers by callback."""

import json
import time
import urllib.request
from typing import NoReturn

from jobs.attempts.attempt import POLL_S, Attempt, time_limit_s
from jobs.attempts.callbacks import token_for
from jobs.life.lease import Lease
from jobs.life.progress import JobProgress
from models import Job
from pipeline.errors import AnalysisError
from pipeline.options import Options
from services.settings import Settings

TIMEOUT_S = 10.0


class OutsideAttempt(Attempt):
    """Keeps the lease and the time limit while the service works; a callback that ends the job ends the lease too."""

    def make(self) -> NoReturn:
        """Hand the job over and wait. Never returns: whoever ends the job takes the lease away."""
        hand_over(self.lease, self.job, self.config, self.options())
        while True:
            time.sleep(POLL_S)
            self.heartbeat()

    def latest_progress(self) -> JobProgress:
        """How far the service is, as it said by callback."""
        return JobProgress(Job.read(self.lease.held) or self.job)


def hand_over(lease: Lease, job: Job, config: Settings, options: Options) -> None:
    """POST the job to ``ANALYSIS_SERVICE_URL``. Raises :class:`AnalysisError` unless the service takes it.

    The body: ``{jobId, attempt, token, callbackUrl, fileUrl, filename, size, sha256, options, timeoutSeconds}``. The
    file is fetched, and every callback sent, with the token as ``Authorization: Bearer``.
    """
    base = (config.public_url or f"http://127.0.0.1:{config.port}").rstrip("/")
    order = {
        "jobId": job.id,
        "attempt": job.attempts,
        "token": token_for(lease),
        "callbackUrl": f"{base}/api/jobs/{job.id}/callback",
        "fileUrl": f"{base}/api/jobs/{job.id}/upload",
        "filename": job.filename,
        "size": job.upload.size,
        "sha256": job.upload.sha256,
        "options": {name: value for name, value in options.to_json().items() if name != "filename"},
        "timeoutSeconds": time_limit_s(job.upload.size, config),
    }
    request = urllib.request.Request(  # noqa: S310  the operator's own URL
        str(config.analysis_service_url), json.dumps(order).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S):  # noqa: S310
            pass
    except (OSError, ValueError) as error:
        raise AnalysisError("The analysis service could not be reached.", "Try again in a few minutes.") from error
