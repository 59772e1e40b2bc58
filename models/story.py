"""A finished story, compressed, with the facts that a list of stories shows."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import uuid4

from mongoengine import BinaryField, DateTimeField, Document, IntField, StringField
from pydantic_core import to_json
from pymongo.errors import DuplicateKeyError

from models import uploads
from models.connection import now
from models.job import Job
from models.record import Record
from pipeline.contents import contents_of
from pipeline.schema import upgrade

COMPRESSION = 4  # of zlib, in less than half the time of its usual one, and 6 % larger


@dataclass(frozen=True)
class PackedStory:
    """A story document, compressed, and its facts."""

    title: str
    filename: str
    row_count: int
    column_count: int
    finding_count: int  # points that the story shows, facts among them; what is folded away isn't counted
    headline: str | None
    body: bytes


def pack(document: Mapping[str, Any]) -> PackedStory:
    """Compress a story document, as of ``pipeline.Story.to_document``. Raises ValueError if it isn't one."""
    try:
        dataset = document["dataset"]
        return PackedStory(
            title=str(document["title"]),
            filename=str(dataset["filename"]),
            row_count=int(dataset["rowCount"]),
            column_count=int(dataset["columnCount"]),
            finding_count=_told(document),
            headline=_headline(document),
            body=zlib.compress(to_json(document), COMPRESSION),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not a story document: {error!r}") from error


def _told(document: Mapping[str, Any]) -> int:
    contents = contents_of(document) if document.get("outline") else None
    return len(document["findings"] if contents is None else contents.shown)


def _headline(document: Mapping[str, Any]) -> str | None:
    """What the story says first: the point that leads its outline; of one without an outline the first finding."""
    points = {point["id"]: point for point in (*document.get("facts", ()), *document["findings"]) if "id" in point}
    told = [points[p] for p in document.get("outline", {}).get("lead", ()) if p in points] or document["findings"]
    return str(told[0]["headline"]) if told else None


class StoredStory(Record, Document):
    """One story; ``body`` is the zlib-compressed JSON of its document.

    ``maker`` is the lease token of the attempt that made it, until the job is completed with it and counted. A story
    that still has one belongs to an attempt that is under way or was cut off. ``title`` is what its user calls it, and
    ``removed_at`` is that of its job.
    """

    id = StringField(primary_key=True)
    job_id = StringField(required=True)
    user_id = StringField(required=True)
    title = StringField(required=True)
    created_at = DateTimeField(required=True)
    filename = StringField(required=True)
    row_count = IntField(required=True)
    column_count = IntField(required=True)
    finding_count = IntField(required=True)
    headline = StringField()
    body = BinaryField(required=True)
    maker = StringField()
    removed_at = DateTimeField()

    meta = {  # noqa: RUF012  mongoengine reads it
        "collection": "stories",
        "auto_create_index": False,
        "strict": False,
        "indexes": [
            {"fields": ["job_id"], "unique": True},
            {"fields": ["maker"], "sparse": True},
        ],
    }

    @classmethod
    def of_packed(cls, packed: PackedStory, *, job_id: str, user_id: str, maker: str) -> Self:
        """A story that isn't saved yet."""
        return cls(id=uuid4().hex, job_id=job_id, user_id=user_id, created_at=now(), maker=maker, **vars(packed))

    def insert_or_adopt(self) -> str | None:
        """Save the story as the only one of its job, and return the id of the one that is saved.

        Where an attempt that was given up has saved one already, that one is taken over under our token, so that its
        maker, should it come back to life, won't delete it. None if the job is completed with another one.
        """
        stories = self._get_collection()
        while True:
            try:
                stories.insert_one(self.to_mongo())
                return str(self.id)
            except DuplicateKeyError:
                unsettled = {"job_id": self.job_id, "maker": {"$exists": True}}
                adopted = stories.find_one_and_update(unsettled, {"$set": {"maker": self.maker}}, projection={"_id": 1})
                if adopted is not None:
                    return str(adopted["_id"])
                if stories.find_one({"job_id": self.job_id}, {"_id": 1}) is not None:
                    return None
                # Its maker has just deleted it: insert ours.

    @classmethod
    def settle(cls, story_id: str) -> None:
        """Note that the job is completed with this story and counted."""
        cls._get_collection().update_one({"_id": story_id}, {"$unset": {"maker": ""}})

    @classmethod
    def discard(cls, job_id: str, maker: str) -> None:
        """Delete the story that an attempt saved for a job that isn't its own any more, unless another adopted it."""
        cls._get_collection().delete_one({"job_id": job_id, "maker": maker})

    @classmethod
    def find(cls, user_id: str, story_id: str) -> Self | None:
        """The story, if it is this user's."""
        return cls.read({"_id": story_id, "user_id": user_id, "removed_at": None})

    @classmethod
    def facts(cls, story_id: str) -> Self | None:
        """A story without its body, whosoever."""
        found: Self | None = cls.objects(id=story_id).exclude("body").first()
        return found

    @classmethod
    def of_jobs(cls, user_id: str, job_ids: Sequence[str]) -> dict[str, Self]:
        """A user's stories of these jobs without their bodies, by the job's id."""
        found = cls.objects(user_id=user_id, job_id__in=job_ids).exclude("body")
        return {story.job_id: story for story in found}

    @classmethod
    def id_of_job(cls, job_id: str) -> str | None:
        """The id of the story of a job, settled or not."""
        found = cls.select({"job_id": job_id}, limit=1, only=("_id",))
        return str(found[0].id) if found else None

    @classmethod
    def unsettled(cls, limit: int) -> list[Self]:
        """Stories without their bodies whose completion may have been cut off: ``id``, ``job_id`` and ``maker``."""
        return cls.select({"maker": {"$exists": True}}, limit=limit, only=("job_id", "maker"))

    def document(self) -> dict[str, Any]:
        """The story document, as the API gives it, whichever version of the program made it."""
        body = self.body
        if body is None:  # read in a list
            body = self._get_collection().find_one({"_id": self.id}, {"body": 1})["body"]
        return {**upgrade(json.loads(zlib.decompress(body))), "title": self.title}

    def delete_with_upload(self) -> None:
        """Delete the story, its job and its upload with all chunks."""
        remove_job(self.job_id)


def remove_job(job_id: str) -> None:
    """Delete a job with its story and its files. Recovery goes on where a crash cut this off: see ``removed_at``."""
    job = Job.change({"_id": job_id}, {"$set": {"removed_at": now()}})
    StoredStory._get_collection().delete_one({"job_id": job_id})
    if job is None:
        return
    for file in job.files:
        uploads.delete(file.file_id)
    Job._get_collection().delete_one({"_id": job_id})
