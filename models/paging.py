"""Pages of a list by a cursor that stays right while documents are added: the last one's place in the order."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ASCENDING, DESCENDING = 1, -1


class BadCursorError(ValueError):
    """The cursor of a listing isn't one that a listing in this order gave."""


@dataclass(frozen=True)
class _By:
    """A field that every document has, the type of its values, and which way it is sorted."""

    field: str
    kind: type
    direction: int


class Order(StrEnum):
    """The orders of a user's list; those that are equal come by their ids."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    ROWS = "rows"

    @property
    def by(self) -> _By:
        """What it sorts by."""
        return _ORDERS[self]

    def sorting(self) -> list[tuple[str, int]]:
        """The keys of the sort, as MongoDB takes them."""
        return [(self.by.field, self.by.direction), ("_id", self.by.direction)]

    def after(self, cursor: str | None) -> Mapping[str, Any]:
        """The filter for what follows a cursor; everything without one. Raises :class:`BadCursorError`."""
        if cursor is None:
            return {}
        value, last_id = self._parsed(cursor)
        field, beyond = self.by.field, "$gt" if self.by.direction == ASCENDING else "$lt"
        return {"$or": [{field: {beyond: value}}, {field: value, "_id": {beyond: last_id}}]}

    def page(self, found: Sequence[Any], limit: int) -> tuple[list[Any], str | None]:
        """The first ``limit`` of the documents found, and the cursor of those after them, if one more was found."""
        if len(found) <= limit:
            return list(found), None
        last = found[limit - 1]
        value = getattr(last, self.by.field)
        if isinstance(value, datetime):
            value = (value - EPOCH) // timedelta(milliseconds=1)
        packed = json.dumps([self, value, last.id], separators=(",", ":")).encode()
        return list(found[:limit]), base64.urlsafe_b64encode(packed).decode().rstrip("=")

    def _parsed(self, cursor: str) -> tuple[Any, str]:
        try:
            order, value, last_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if self.by.kind is datetime:
                value = EPOCH + timedelta(milliseconds=value)
            if order != self or not isinstance(value, self.by.kind) or not isinstance(last_id, str):
                raise ValueError(order)
        except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
            raise BadCursorError(f"{cursor[:60]!r} is not a cursor of this list.") from None
        return value, last_id


_ORDERS: Mapping[Order, _By] = {
    Order.NEWEST: _By("created_at", datetime, DESCENDING),
    Order.OLDEST: _By("created_at", datetime, ASCENDING),
    Order.NAME: _By("sort_name", str, ASCENDING),
    Order.ROWS: _By("row_count", int, DESCENDING),
}
