"""What a webhook says when a job is over, and how it is signed: by the Standard Webhooks specification, version 1.

https://github.com/standard-webhooks/standard-webhooks: ``webhook-id`` is the same at every attempt to deliver,
``webhook-signature`` is an HMAC-SHA256 over ``id.timestamp.body``.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from models import Job
from services import home
from services.settings import settings

DEPLOYMENT = "deployment"  # whose secret signs what goes to WEBHOOK_URL
PREFIX = "whsec_"
FIELDS = ("jobId", "filename", "title", "status", "storyId", "error", "attempts", "canRetry", "createdAt", "finishedAt")


def delivery_id(job: Job) -> str:
    """The id of the message that tells of this end of a job; a job that was tried again has another."""
    return f"msg_{job.id}_{job.finished_at.timestamp() * 1000:.0f}"


def body(job: Job, described: Mapping[str, Any]) -> bytes:
    """The message, as JSON: ``{type: "job.completed" or "job.failed", timestamp, data}``.

    ``described`` is the job as the API answers it; data is of it.
    """
    data = {name: described[name] for name in FIELDS if name in described}
    data["statusUrl"] = f"{(settings().public_url or '').rstrip('/')}/api/jobs/{job.id}"
    message = {"type": f"job.{job.status}", "timestamp": described["finishedAt"], "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def secret(owner: str) -> str:
    """The secret that signs an owner's messages: a user's id, or ``DEPLOYMENT``. Nothing of it is stored.

    Each user has their own, so that none of them can sign a message that another one would believe.
    """
    config = settings()
    key = config.secret_key or home.secret(config.datastory_home, "webhooks")
    return PREFIX + base64.b64encode(hmac.digest(key.encode(), f"webhook:{owner}".encode(), hashlib.sha256)).decode()


def headers(job: Job, content: bytes) -> Mapping[str, str]:
    """The headers of a message, signed at this moment."""
    message_id, timestamp = delivery_id(job), f"{time.time():.0f}"
    key = base64.b64decode(secret(job.user_id if job.webhook.own else DEPLOYMENT).removeprefix(PREFIX))
    signed = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + content, hashlib.sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        "content-type": "application/json",
        "user-agent": "DataStory",
    }
