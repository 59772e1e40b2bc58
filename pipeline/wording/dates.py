"""How moments are written, as finely as their grain tells."""

from datetime import date, datetime
from functools import lru_cache


def at(moment: date | datetime, grain: str = "day") -> str:
    """When something was: ``in May 2014``, ``on 5 May 2014``, ``in the week of 5 May 2014``."""
    match grain:
        case "year" | "quarter" | "month":
            return f"in {day(moment, grain)}"
        case "week":
            return f"in the week of {day(moment)}"
        case "hour":
            return f"at {moment:%H}:00 on {day(moment)}"
        case _:
            return f"on {day(moment)}"


def span(first: date | datetime, last: date | datetime, grain: str = "day") -> str:
    """From when to when: ``from 2015 to 2018``; of one period alone ``in 2015``."""
    begin, end = day(first, grain), day(last, grain)
    return at(first, grain) if begin == end else f"from {begin} to {end}"


@lru_cache(maxsize=8192)  # charts and texts name the same moments
def day(moment: date | datetime, grain: str = "day") -> str:
    """A moment as its reader names it: ``5 March 2024``, ``March 2024``, ``Q1 2024``, ``2024``."""
    match grain:
        case "year":
            return f"{moment.year}"
        case "quarter":
            return f"Q{(moment.month + 2) // 3} {moment.year}"
        case "month":
            return f"{moment:%B} {moment.year}"
        case "hour":
            return f"{moment.day} {moment:%B} {moment.year}, {moment:%H}:00"
        case _:  # day and week: a week is named by its first day
            return f"{moment.day} {moment:%B} {moment.year}"
