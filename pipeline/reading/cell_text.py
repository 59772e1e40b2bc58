"""A value of a typed file as the text of a cell, as its user would write it."""

from datetime import datetime, time


def cell_text(value: object) -> str | None:
    """None for what is missing; whole numbers without a point, midnights without a time."""
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return None if value != value else repr(value).removesuffix(".0")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case bytes():
            return value.decode("utf-8", "replace")
        case _:
            return str(value)
