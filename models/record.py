"""What every document can do: read, counted and changed by one atomic call each."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from mongoengine import EmbeddedDocument
from pymongo import ReturnDocument

Filter = Mapping[str, Any]
"""Which documents are meant, as MongoDB's filters say it."""


class Record:
    """Beside mongoengine's Document in a class's bases. All calls raise :class:`~models.errors.DatabaseError`.

    ``changes`` are MongoDB's update operators; their values may be embedded documents, or lists of them.
    """

    _get_collection: Any
    _from_son: Any
    to_mongo: Any

    @classmethod
    def read(cls, where: Filter) -> Self | None:
        """The first document that matches."""
        found = cls._get_collection().find_one(where)
        return None if found is None else cls._from_son(found)

    @classmethod
    def select(
        cls, where: Filter, *, limit: int = 0, order_by: str | None = None, only: Sequence[str] | None = None
    ) -> list[Self]:
        """The documents that match: up to ``limit`` unless it is 0, by a field (``-`` before it: falling).

        ``only`` names the fields that are read; the others have their defaults.
        """
        found = cls._get_collection().find(where, None if only is None else list(only)).limit(limit)
        if order_by is not None:
            found = found.sort(order_by.removeprefix("-"), -1 if order_by.startswith("-") else 1)
        return [cls._from_son(one) for one in found]

    @classmethod
    def count(cls, where: Filter, limit: int | None = None) -> int:
        """How many documents match, as far as up to ``limit``."""
        options = {} if limit is None else {"limit": limit}
        return int(cls._get_collection().count_documents(where, **options))

    @classmethod
    def count_by(cls, field: str, where: Filter) -> dict[str, int]:
        """How many of the documents that match there are of each value of a field."""
        groups = [{"$match": where}, {"$group": {"_id": f"${field}", "count": {"$sum": 1}}}]
        return {str(group["_id"]): int(group["count"]) for group in cls._get_collection().aggregate(groups)}

    @classmethod
    def any_matches(cls, where: Filter) -> bool:
        """Whether any document matches."""
        return cls._get_collection().find_one(where, {"_id": 1}) is not None

    @classmethod
    def change_one(cls, where: Filter, changes: Mapping[str, Any]) -> bool:
        """Change the first document that matches. False if none did."""
        return bool(cls._get_collection().update_one(where, as_stored(changes)).matched_count)

    @classmethod
    def change(cls, where: Filter, changes: Mapping[str, Any]) -> Self | None:
        """Change the document with the ``_id`` in ``where``, if it matches the rest too, in one atomic update.

        Returns it as it is right after, which somebody else may have changed again; None if it didn't match. (To change
        and read at once would have the embedded database look at every document.)
        """
        return cls.read({"_id": where["_id"]}) if cls.change_one(where, changes) else None

    @classmethod
    def change_any(cls, where: Filter, changes: Mapping[str, Any]) -> Self | None:
        """Change any one document that matches, and return it as it is then; None if none matched."""
        found = cls._get_collection().find_one_and_update(
            where, as_stored(changes), return_document=ReturnDocument.AFTER
        )
        return None if found is None else cls._from_son(found)

    @classmethod
    def change_all(cls, where: Filter, changes: Mapping[str, Any]) -> None:
        """Change every document that matches."""
        cls._get_collection().update_many(where, as_stored(changes))

    def insert(self) -> None:
        """Save a new document. Raises ``pymongo.errors.DuplicateKeyError`` where a unique key is taken."""
        self._get_collection().insert_one(self.to_mongo())


def as_stored(value: Any) -> Any:
    """A value of an update as MongoDB takes it."""
    if isinstance(value, EmbeddedDocument):
        return value.to_mongo()
    if isinstance(value, Mapping):
        return {key: as_stored(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_stored(one) for one in value]
    return value
