"""How long the stages of earlier jobs took: what progress and time left are reckoned from."""

from collections.abc import Mapping
from typing import Any, Self

from mongoengine import DateTimeField, DictField, Document, IntField, StringField

from models.record import Record


class StageTimes(Record, Document):
    """The seconds of each stage of one completed job, by what its file and table were. Names no user and no file.

    ``size`` in bytes; ``format`` is the file's extension; ``columns`` are those that are analysed, ``dates`` among them
    those with dates. What an outside service made has no rows and columns, nor have entries of earlier versions.
    """

    id = StringField(primary_key=True)  # of the job
    size = IntField(required=True)
    format = StringField()
    rows = IntField()
    columns = IntField()
    dates = IntField()
    seconds = DictField(required=True)
    at = DateTimeField(required=True)

    meta = {  # noqa: RUF012  mongoengine reads it
        "collection": "stage_times",
        "auto_create_index": False,
        "strict": False,
        "indexes": ["-at"],
    }

    @classmethod
    def record(cls, job_id: str, values: Mapping[str, Any]) -> None:
        """Keep the times of a job, unless some are kept already."""
        cls._get_collection().update_one({"_id": job_id}, {"$setOnInsert": values}, upsert=True)

    @classmethod
    def latest(cls, limit: int) -> list[Self]:
        """The times of the latest jobs, newest first."""
        return cls.select({}, limit=limit, order_by="-at")
