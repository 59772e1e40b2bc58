"""A job: one file on its way to becoming a story. Every later write is one atomic update."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from mongoengine import (
    BooleanField,
    DateTimeField,
    DictField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    FloatField,
    IntField,
    ObjectIdField,
    StringField,
)
from mongoengine.base import BaseField
from pymongo import ReturnDocument

from models.paging import page
from models.uploads import StoredFile
from pipeline.options import Options


class JobStatus(StrEnum):
    """``queued -> processing -> completed | failed | cancelled``."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (JobStatus.QUEUED, JobStatus.PROCESSING)


class StageStatus(StrEnum):
    """How far one stage of a job is."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class OptionsField(BaseField):
    """What the user chose, kept as JSON text.

    A column may be called anything, as ``a.b`` or ``$set``, which the keys of a MongoDB document can't. Earlier
    versions kept a document, whose ``column_types`` are pairs of a column's name and its type.
    """

    def to_mongo(self, value: Options) -> str:
        """The text that is kept."""
        return json.dumps(value.to_json())

    def to_python(self, value: Any) -> Options:
        """The options of what is kept. Raises ``pipeline.errors.OptionsError``."""
        if isinstance(value, Options):
            return value
        if isinstance(value, str):
            return Options.from_json(json.loads(value))
        return Options.from_json({**value, "types": dict(value.get("column_types", []))})


class Upload(EmbeddedDocument):
    """Where the file is; ``size`` in bytes, ``sha256`` in hex."""

    file_id = ObjectIdField(required=True)
    size = IntField(required=True)
    sha256 = StringField(required=True)

    @property
    def stored(self) -> StoredFile:
        """The upload as :mod:`models.uploads` takes it."""
        return StoredFile(self.file_id, self.size, self.sha256)


class JobStage(EmbeddedDocument):
    """One stage of the latest attempt; ``fraction`` is how much of it is done, 0.0 to 1.0."""

    name = StringField(required=True)
    status = StringField(required=True, default=StageStatus.PENDING)
    started_at = DateTimeField()
    seconds = FloatField()
    fraction = FloatField(default=0.0)


class JobLease(EmbeddedDocument):
    """Who works on the job, and until when it is theirs. Every write of the work names ``token``."""

    token = StringField(required=True)
    worker = StringField(required=True)
    expires_at = DateTimeField(required=True)


class Webhook(EmbeddedDocument):
    """Where the end of a job is told, and how far that is; ``own`` is an address that the user gave for this job.

    ``next_at`` is there while the message is still to be delivered.
    """

    url = StringField(required=True)
    own = BooleanField(default=False)
    attempts = IntField(default=0)
    next_at = DateTimeField()
    delivered_at = DateTimeField()
    given_up_at = DateTimeField()
    problem = StringField()

    @property
    def state(self) -> str:
        """``waiting``, ``delivered`` or ``given up``."""
        return "delivered" if self.delivered_at else "given up" if self.given_up_at else "waiting"


class JobError(EmbeddedDocument):
    """Why a job failed, as its user is told."""

    code = StringField(required=True)
    message = StringField(required=True)
    hint = StringField(required=True)
    retryable = BooleanField(required=True)


class Job(Document):
    """One file and what becomes of it. ``progress`` runs from 0 to 100 and only rises within an attempt.

    ``predicted`` maps a stage's name to the seconds that it should take, empty while no earlier job has shown it.
    ``lane`` names the queue that it waits in. ``removed_at`` marks a job that its owner deleted: nobody sees it any
    more, and what it left is being deleted.
    """

    id = StringField(primary_key=True)
    user_id = StringField(required=True)
    filename = StringField(required=True)
    title = StringField()
    options = OptionsField(default=Options)
    upload = EmbeddedDocumentField(Upload)
    lane = StringField(required=True, default="small")
    status = StringField(required=True, choices=list(JobStatus), default=JobStatus.QUEUED)
    current_stage = StringField()
    progress = FloatField(default=0.0)
    stages = EmbeddedDocumentListField(JobStage)
    predicted = DictField()
    attempts = IntField(default=0)
    max_attempts = IntField(required=True)
    lease = EmbeddedDocumentField(JobLease)
    error = EmbeddedDocumentField(JobError)
    story_id = StringField()
    webhook = EmbeddedDocumentField(Webhook)
    created_at = DateTimeField(required=True)
    queued_at = DateTimeField()
    started_at = DateTimeField()
    finished_at = DateTimeField()
    removed_at = DateTimeField()

    meta = {  # noqa: RUF012  mongoengine reads it
        "collection": "jobs",
        "auto_create_index": False,
        "strict": False,
        "indexes": [
            ("user_id", "-created_at", "-id"),
            ("user_id", "status"),
            ("status", "lane", "queued_at"),
            ("status", "queued_at"),
            ("status", "lease.expires_at"),
            {"fields": ["removed_at"], "sparse": True},
            {"fields": ["webhook.next_at"], "sparse": True},
        ],
    }

    @property
    def state(self) -> JobStatus:
        """``status`` as its enum."""
        return JobStatus(self.status)

    @classmethod
    def find(cls, user_id: str, job_id: str) -> Self | None:
        """The job, if it is this user's."""
        return cls.read({"_id": job_id, "user_id": user_id, "removed_at": None})

    @classmethod
    def of_user(cls, user_id: str, before: str | None = None, limit: int = 20) -> tuple[list[Self], str | None]:
        """A user's jobs, newest first, and the cursor of the next page."""
        return page(cls.objects(user_id=user_id, removed_at=None), before, limit)

    @classmethod
    def read(cls, where: Mapping[str, Any]) -> Self | None:
        """The first job that matches."""
        found = cls._get_collection().find_one(where)
        return None if found is None else cls._from_son(found)

    @classmethod
    def change(cls, where: Mapping[str, Any], changes: Mapping[str, Any]) -> Self | None:
        """Change the job with the ``_id`` in ``where``, if it matches the rest too, in one atomic update.

        ``where`` names the lease's token for a write of the work, and the status for any other. Returns the job as it
        is right after, which somebody else may have changed again; None if it didn't match. (To change and read at
        once would have the embedded database look at every job.)
        """
        changed = cls._get_collection().update_one(where, changes).matched_count == 1
        return cls.read({"_id": where["_id"]}) if changed else None

    @classmethod
    def change_any(cls, where: Mapping[str, Any], changes: Mapping[str, Any]) -> Self | None:
        """Change any one job that matches, in one atomic update, and return it as it is then; None if none matched."""
        found = cls._get_collection().find_one_and_update(where, changes, return_document=ReturnDocument.AFTER)
        return None if found is None else cls._from_son(found)
