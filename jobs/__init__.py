"""The life of a job: submit, run, progress, retry, cancel, recover, time left. The only home of the queue.

Arrows between its rooms run down: ``workers`` -> ``attempts`` and ``requests`` -> ``life`` (the state of a job)
-> ``webhooks``. What MongoDB holds is read and changed by methods of :mod:`models` alone.
"""

from jobs.errors import (
    BadCallback,
    BadToken,
    BadWebhookUrl,
    Busy,
    CallbackRefused,
    NoRoom,
    NotCancellable,
    NotRetryable,
    OutOfDate,
    QuotaExceeded,
    Refusal,
    UploadGone,
    Withdrawn,
)
from jobs.health import health
from jobs.requests.admission import Admission, Visitor, admit, admitted
from jobs.requests.cancel import cancel
from jobs.requests.describe import describe
from jobs.requests.remake import remake
from jobs.requests.remove import can_restore, remove, remove_everything, restore, withdraw
from jobs.requests.rename import rename
from jobs.requests.retry import retry
from jobs.requests.submit import submit
from models import Job, library

find = Job.find
history = library.entries

__all__ = [
    "Admission",
    "BadCallback",
    "BadToken",
    "BadWebhookUrl",
    "Busy",
    "CallbackRefused",
    "NoRoom",
    "NotCancellable",
    "NotRetryable",
    "OutOfDate",
    "QuotaExceeded",
    "Refusal",
    "UploadGone",
    "Visitor",
    "Withdrawn",
    "admit",
    "admitted",
    "can_restore",
    "cancel",
    "describe",
    "find",
    "health",
    "history",
    "remake",
    "remove",
    "remove_everything",
    "rename",
    "restore",
    "retry",
    "submit",
    "withdraw",
]
