"""The parts of a job: documents inside its own."""

from mongoengine import BooleanField, DateTimeField, EmbeddedDocument, FloatField, IntField, ObjectIdField, StringField

from models.status import StageStatus
from models.uploads import StoredFile


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
