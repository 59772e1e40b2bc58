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
    """``26h 3m 0s``: hours beyond a day are hours; so written it is a time of day below no name."""
    microseconds = round(value / timedelta(microseconds=1))
    sign, (seconds, rest) = ("-" if microseconds < 0 else ""), divmod(abs(microseconds), 1_000_000)
    fraction = f".{rest:06}".rstrip("0") if rest else ""
    return f"{sign}{seconds // 3600}h {seconds // 60 % 60}m {seconds % 60}{fraction}s"
