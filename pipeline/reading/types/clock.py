"""The time of day within a moment: its hour and its time zone."""

import re
from datetime import timedelta, timezone

OFFSET = re.compile(r"([+\-−])(\d{1,2}):?(\d{2})?$")  # +0100, -03:30, GMT+1
ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
    "CET": 60,
    "CEST": 120,
    "BST": 60,
}
LATEST_HOUR = 29  # of a day of service, which ends after midnight: 25:10 is ten past one on the next day


def hour_of_day(hour: int, half: str | None) -> int | None:
    """The hour of 24; None where a half of the day is said with an hour that it doesn't have."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def zone_of(text: str | None) -> timezone | None:
    """The time zone that a text names, or that is so far from UTC; None where it says none."""
    if not text:
        return None
    if text in ZONES:
        return timezone(timedelta(minutes=ZONES[text]))
    found = OFFSET.search(text)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(offset if found[1] == "+" else -offset)
