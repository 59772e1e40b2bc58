"""Who owns jobs and stories, with API tokens and counters."""

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from mongoengine import (
    DateTimeField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentListField,
    IntField,
    StringField,
)
from pymongo.errors import DuplicateKeyError

from models.connection import now
from models.record import Record

MAX_COUNTED = 200  # latest jobs of a user that the counters remember, so that none is counted twice
CREATE_TIMEOUT_S = 2.0  # longest wait for a user that another process makes at the same instant
EMPTY_USER_TTL = timedelta(days=7)  # since the latest visit, for who has nothing; else each robot leaves one for good
MAX_COOKIE_AGE_S = 400 * 24 * 3600  # no older cookie opens anything: until then an ended session stays known
RENEWAL_INTERVAL = timedelta(days=1)
WITHOUT_COUNTED = {"counted": 0}


class ApiToken(EmbeddedDocument):
    """A token for the API; only the SHA-256 of it is kept."""

    id = StringField(required=True)
    name = StringField(required=True)
    hash = StringField(required=True)
    created_at = DateTimeField(required=True)


class User(Record, Document):
    """One person, or one browser's private workspace.

    ``identity`` says how it is recognised: ``oidc:<issuer>|<subject>``, ``cookie:<id>`` or ``key:<sha256>``.
    One who has nothing is deleted at ``expires_at``, which each visit puts off; having something puts it off too.
    ``sessions_after`` is the moment (Unix seconds) at which all sessions that had begun were ended.
    ``stories_this_month`` counts the stories made in ``month`` (UTC, as in ``2024-05``).
    """

    id = StringField(primary_key=True)
    identity = StringField(required=True)
    name = StringField()
    tokens = EmbeddedDocumentListField(ApiToken)
    stories_this_month = IntField(default=0)
    month = StringField()
    total_stories_created = IntField(default=0)
    sessions_after = IntField()
    created_at = DateTimeField(required=True)
    expires_at = DateTimeField()

    meta = {  # noqa: RUF012  mongoengine reads it
        "collection": "users",
        "auto_create_index": False,
        "strict": False,
        "indexes": [
            {"fields": ["identity"], "unique": True},
            "tokens.hash",
            {"fields": ["expires_at"], "sparse": True},
        ],
    }

    @classmethod
    def for_identity(cls, identity: str, name: str | None = None) -> Self:
        """The user of this identity, made at its first visit; ``name``, where given, is kept up to date."""
        user = cls._read({"identity": identity})
        if user is None:
            user = cls._create(identity, name)
        user._renew()
        if name is not None and user.name != name:
            cls._get_collection().update_one({"_id": user.id}, {"$set": {"name": name}})
            user.name = name
        return user

    @classmethod
    def for_session(cls, identity: str, begun_at: int, name: str | None = None) -> Self | None:
        """The user of a session that began at ``begun_at`` (Unix seconds); None where it was ended since."""
        user = cls.for_identity(identity, name)
        return None if user.sessions_after is not None and begun_at <= user.sessions_after else user

    @classmethod
    def is_known(cls, identity: str) -> bool:
        """Whether a user has come by this identity before; nobody is made."""
        return cls.any_matches({"identity": identity})

    def end_sessions(self, begun_until: int, *, tokens: bool = False) -> None:
        """End all sessions that began until then (Unix seconds), and with ``tokens`` what API tokens may do as well."""
        emptied: dict[str, Any] = {"$set": {"tokens": []}} if tokens else {}
        self._get_collection().update_one({"_id": self.id}, {"$max": {"sessions_after": begun_until}, **emptied})

    def exists(self) -> bool:
        """Whether the user is still there, and hasn't deleted everything meanwhile."""
        return self.any_matches({"_id": self.id})

    def remove(self) -> None:
        """Delete the user's entry with its name, API tokens and counters; jobs and stories are not of this module.

        Where sessions were ended, that stays known, under a new id: or copies of their cookies would open what whoever
        has the same identity makes later.
        """
        removed = self._get_collection().find_one_and_delete({"_id": self.id}, {"sessions_after": 1})
        if removed and removed.get("sessions_after") is not None:
            again = self.for_identity(self.identity)
            again.end_sessions(removed["sessions_after"])

    @classmethod
    def expire(cls, has_something: Callable[[str], bool], limit: int = 500) -> int:
        """Delete users without a visit for ``EMPTY_USER_TTL`` who own nothing. Returns how many.

        Their API tokens count; ``has_something`` says whether there is anything else.
        """
        expired, moment = 0, now()
        overdue = {"$or": [{"expires_at": {"$lt": moment}}, {"expires_at": None}]}  # earlier versions wrote none
        for found in list(cls._get_collection().find(overdue, {"tokens": 1, "sessions_after": 1}).limit(limit)):
            unseen = {"_id": found["_id"], **overdue}  # nobody came while we looked
            ended = (found.get("sessions_after") or 0) > moment.timestamp() - MAX_COOKIE_AGE_S
            if found.get("tokens") or ended or has_something(found["_id"]):
                cls._get_collection().update_one(unseen, {"$set": {"expires_at": moment + EMPTY_USER_TTL}})
            else:
                expired += cls._get_collection().delete_one({**unseen, "tokens.0": {"$exists": False}}).deleted_count
        return expired

    def _renew(self) -> None:
        """Have an entry that is in use not expire; written at most once a day."""
        expiry = now() + EMPTY_USER_TTL
        if self.expires_at is None or expiry - self.expires_at > RENEWAL_INTERVAL:
            self._get_collection().update_one({"_id": self.id}, {"$set": {"expires_at": expiry}})
            self.expires_at = expiry

    @classmethod
    def for_token(cls, token: str) -> Self | None:
        """The user who made this API token."""
        return cls._read({"tokens.hash": _hashed(token)})

    def create_token(self, name: str) -> str:
        """Make an API token and return it: the only time that it is seen in plain text."""
        token = f"ds_{secrets.token_urlsafe(32)}"
        entry = ApiToken(id=uuid4().hex, name=name, hash=_hashed(token), created_at=now())
        self._get_collection().update_one({"_id": self.id}, {"$push": {"tokens": entry.to_mongo()}})
        self.tokens.append(entry)
        return token

    def revoke_token(self, token_id: str) -> None:
        """Make a token worthless; one that doesn't exist is no error."""
        self._get_collection().update_one({"_id": self.id}, {"$pull": {"tokens": {"id": token_id}}})
        self.tokens = [entry for entry in self.tokens if entry.id != token_id]

    def stories_in(self, moment: datetime) -> int:
        """Stories made in the month of ``moment``, as far as it is the month of the latest one."""
        return self.stories_this_month if self.month == f"{moment:%Y-%m}" else 0

    @classmethod
    def count_story(cls, user_id: str, job_id: str) -> bool:
        """Raise the counters for the story of a job, once however often it is called. Returns whether it raised them.

        One atomic update holds the counters and the mark that the job is counted. The latest ``MAX_COUNTED`` jobs are
        remembered, so only a caller that sleeps while the same user completes that many could count twice.
        """
        month = f"{now():%Y-%m}"
        monthly = {"$cond": [{"$eq": ["$month", month]}, {"$add": ["$stories_this_month", 1]}, 1]}
        counted = {"$concatArrays": [{"$ifNull": ["$counted", []]}, [job_id]]}
        changes = {
            "stories_this_month": monthly,
            "month": month,
            "total_stories_created": {"$add": ["$total_stories_created", 1]},
            "counted": {"$slice": [counted, -MAX_COUNTED]},
        }
        result = cls._get_collection().update_one({"_id": user_id, "counted": {"$ne": job_id}}, [{"$set": changes}])
        return bool(result.modified_count)

    @classmethod
    def _read(cls, query: dict[str, Any]) -> Self | None:
        found = cls._get_collection().find_one(query, WITHOUT_COUNTED)
        return None if found is None else cls._from_son(found)

    @classmethod
    def _create(cls, identity: str, name: str | None) -> Self:
        moment = now()
        fresh = cls(id=uuid4().hex, identity=identity, name=name, created_at=moment, expires_at=moment + EMPTY_USER_TTL)
        deadline = time.monotonic() + CREATE_TIMEOUT_S
        while True:
            try:
                cls._get_collection().insert_one(fresh.to_mongo())
                return fresh
            except DuplicateKeyError:  # made by another process just now, which may not be readable yet
                made = cls._read({"identity": identity})
                if made is not None:
                    return made
                if time.monotonic() > deadline:
                    raise


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
