"""Pages of a user's documents, newest first, by a cursor that stays right while documents are added."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCursorError(ValueError):
    """The cursor of a listing isn't one that a listing gave."""


def page(query: Any, before: str | None, limit: int) -> tuple[list[Any], str | None]:
    """The next ``limit`` documents of a mongoengine query, and the cursor of those after them, if there are any.

    The documents have ``created_at`` and a string id. Raises :class:`BadCursorError`.
    """
    if before is not None:
        moment, last_id = _parsed(before)
        query = query.filter(
            __raw__={"$or": [{"created_at": {"$lt": moment}}, {"created_at": moment, "_id": {"$lt": last_id}}]}
        )
    rows = list(query.order_by("-created_at", "-id").limit(limit + 1))
    return rows[:limit], _cursor(rows, limit)


def _cursor(rows: Sequence[Any], limit: int) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return f"{(last.created_at - EPOCH) // timedelta(milliseconds=1)}-{last.id}"


def _parsed(cursor: str) -> tuple[datetime, str]:
    milliseconds, _, last_id = cursor.partition("-")
    try:
        return EPOCH + timedelta(milliseconds=int(milliseconds)), last_id
    except (ValueError, OverflowError):
        raise BadCursorError(f"{cursor[:60]!r} is not a cursor of this list.") from None
