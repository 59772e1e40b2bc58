"""How moments are written, as finely as their grain tells."""

from datetime import date, datetime


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
