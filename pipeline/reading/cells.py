"""What a single cell looks like, seen by itself: enough to tell names from values."""

import re
from enum import StrEnum
from functools import lru_cache

from pipeline.reading.types import keys, moments, number_parts, numbers
from pipeline.reading.types.missing import CERTAIN_WORDS
from pipeline.reading.types.moment_patterns import WRITTEN, Family

MOST_TEXT = 60  # characters; a longer cell is text
SHORT_UNIT = 3


# What is seen at once, and most cells of most tables are.
SIMPLE_NUMBER = re.compile(r"-?[$€£]?\d+(?:\.\d+)?|-?\d+(?:\.\d+)? ?[%$€£]", re.ASCII)
SIMPLE_MOMENT = re.compile(r"(?:1[5-9]|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])", re.ASCII)


class Kind(StrEnum):
    """The look of a cell."""

    EMPTY = "empty"
    NUMBER = "number"
    MOMENT = "moment"
    CODE = "code"  # links, addresses, keys, truth values: no name of a column looks so
    TEXT = "text"


TRUTH = frozenset({"true", "false"})


@lru_cache(maxsize=65536)
def kind_of(cell: str | None) -> Kind:
    """The look of one cell."""
    text = (cell or "").strip()
    if not text or text.lower() in CERTAIN_WORDS or text == "NA":
        return Kind.EMPTY
    if len(text) > MOST_TEXT:
        return Kind.CODE if keys.URL.fullmatch(text) else Kind.TEXT
    if numbers.PLAIN.fullmatch(text):
        return Kind.NUMBER
    if not any(char.isdigit() for char in text):
        named = keys.EMAIL.fullmatch(text) or keys.URL.fullmatch(text) or text.lower() in TRUTH
        return Kind.CODE if named else Kind.TEXT
    return _kind_with_digits(text)


def _kind_with_digits(text: str) -> Kind:
    if SIMPLE_NUMBER.fullmatch(text):
        return Kind.NUMBER
    if SIMPLE_MOMENT.fullmatch(text):
        return Kind.MOMENT
    if WRITTEN[Family.NAMED_YEAR][0].fullmatch(text):  # 2024年 is as often a name, where a plain year is a number
        return Kind.TEXT
    found = number_parts.WRITTEN.fullmatch(text)
    if found and len(found["suffix"] or "") <= SHORT_UNIT and numbers.learn_format({text: 1})[1]:
        return Kind.NUMBER
    if moments.learn_format({text: 1}, ())[1]:
        return Kind.MOMENT
    for pattern in (keys.UUID, keys.HASH, keys.EMAIL, keys.URL):
        if pattern.fullmatch(text):
            return Kind.CODE
    return Kind.TEXT


def shape_of(cell: str) -> str:
    """``AB-123`` -> ``A-9``: runs of letters and digits, each as one sign."""
    return re.sub(r"[A-Z]+", "A", re.sub(r"[^\W\dA-Z_]+", "a", re.sub(r"\d+", "9", cell.strip())))
