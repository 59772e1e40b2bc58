"""A job: one file on its way to becoming a story. Every later write is one atomic update."""

from datetime import datetime
from typing import Self

from bson import ObjectId
from mongoengine import (
    DateTimeField,
    DictField,
    Document,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    FloatField,
    IntField,
    StringField,
)

from models.job_parts import JobError, JobLease, JobStage, Upload, Webhook
from models.options_field import OptionsField
from models.record import Filter, Record
from models.status import JobStatus
from pipeline.options import Options

ACTIVE = (JobStatus.QUEUED, JobStatus.PROCESSING)


class Job(Record, Document):
    """One file and what becomes of it. ``progress`` runs from 0 to 100 and only rises within an attempt.

    ``predicted`` maps a stage's name to the seconds that it should take, empty while no earlier job has shown it.
    ``table`` is the typed table as Parquet, kept as long as the upload that it was read from.
    ``lane`` names the queue that it waits in; ``address`` is a keyed hash of where its upload came from.
    ``sort_name``, ``search_text`` and ``row_count`` (0 while unknown) are what the library sorts by and looks into.
    ``removed_at`` marks a job that its owner deleted: nobody sees it any more, and from then on all of it is deleted.
    """

    id = StringField(primary_key=True)
    user_id = StringField(required=True)
    address = StringField()
    filename = StringField(required=True)
    title = StringField()
    options = OptionsField(default=Options)
    upload = EmbeddedDocumentField(Upload)
    table = EmbeddedDocumentField(Upload)
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
    sort_name = StringField()
    search_text = StringField()
    row_count = IntField(default=0)
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
            ("user_id", "sort_name", "id"),
            ("user_id", "-row_count", "-id"),
            ("user_id", "status"),
            {"fields": ["address", "status"], "sparse": True},
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
    def count_active(cls, where: Filter) -> int:
        """How many of the jobs that match wait or are under way."""
        return cls.count({**where, "status": {"$in": ACTIVE}})

    @classmethod
    def stored_bytes(cls, where: Filter) -> int:
        """The bytes of the uploads and tables of the jobs that match; it takes a look at each of them."""
        with_upload = {"$match": {**where, "upload": {"$exists": True}}}
        total = {"$group": {"_id": None, "uploads": {"$sum": "$upload.size"}, "tables": {"$sum": "$table.size"}}}
        groups = cls._get_collection().aggregate([with_upload, total])
        return sum(int(group["uploads"]) + int(group["tables"]) for group in groups)

    @property
    def files(self) -> list[Upload]:
        """What is stored of it: the upload and the table, as far as they are kept."""
        return [file for file in (self.table, self.upload) if file is not None]

    @classmethod
    def refers_to(cls, file_id: ObjectId) -> bool:
        """Whether a stored file is any job's."""
        return cls.any_matches({"upload.file_id": file_id}) or cls.any_matches({"table.file_id": file_id})

    def keeps_waiting(self, lane: str, since: datetime) -> bool:
        """Whether a job of another user, and as far as it is known of another address, has waited since then."""
        others: Filter = {"user_id": {"$ne": self.user_id}}
        if self.address and self.lane == lane:
            others = {**others, "address": {"$ne": self.address}}
        where = {"status": JobStatus.QUEUED, "lane": lane, "queued_at": {"$lte": since}, **others}
        return bool(type(self).select(where, limit=1, only=("queued_at",)))

    def is_beside_another_of_its_address(self) -> bool:
        """Whether another job of its address was taken up before it, and is worked on."""
        if not self.address:
            return False
        where = {"status": JobStatus.PROCESSING, "address": self.address, "started_at": {"$lt": self.started_at}}
        return bool(type(self).select(where, limit=1, only=("started_at",)))

    @classmethod
    def oldest_queued_at(cls) -> datetime | None:
        """Since when the job that waits longest does; None if none does."""
        oldest = cls.select({"status": JobStatus.QUEUED}, limit=1, order_by="queued_at", only=("queued_at",))
        return oldest[0].queued_at if oldest else None

    @classmethod
    def under_way(cls) -> list[Self]:
        """The jobs that are worked on, the one that began first before the others."""
        return cls.select({"status": JobStatus.PROCESSING}, order_by="started_at")
