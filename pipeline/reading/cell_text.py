"""A value of a typed file as the text of a cell, as its user would write it."""

from datetime import datetime, time, timedelta


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
        case timedelta():
            return duration_text(value)
        case bytes():
            return value.decode("utf-8", "replace")
        case _:
            return str(value)


def duration_text(value: timedelta) -> str:
    """``26:03:00``: hours beyond a day are hours, as ``[h]:mm:ss`` shows them in a workbook."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
