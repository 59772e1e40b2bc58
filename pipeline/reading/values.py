"""What a piece of text means: a number, a date, a truth value, nothing."""

import re

MISSING_WORDS = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "?", "#n/a", ".", "nil"})
INTEGER = re.compile(r"\s*[+-]?(0|[1-9]\d*)\s*")
NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?")
BOOLEANS = (frozenset({"true", "false"}), frozenset({"yes", "no"}), frozenset({"y", "n"}), frozenset({"t", "f"}))
URL = re.compile(r"(https?|ftp)://\S+", re.IGNORECASE)


def is_number_or_date(text: str) -> bool:
    """Whether the text is a value rather than a name."""
    return bool(NUMBER.fullmatch(text) or ISO_MOMENT.fullmatch(text))


def is_missing(text: str | None) -> bool:
    """Whether the cell is empty or says that its value is missing."""
    return text is None or text.strip().lower() in MISSING_WORDS
