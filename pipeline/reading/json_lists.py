"""What the lists of a JSON document hold: objects, rows of cells, names, moments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DEEPEST = 5
LEAST_ROWS = 10  # of a table; an outer list that is shorter is one of pages or series where inner lists are longer
LOOKED_AT = 20  # items of a list, to see of which kind they are
NAMED_BY = ("name", "label", "title", "display_name", "displayName", "field", "fieldName", "id", "key", "header")
DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ].*)?|\d{2}[./]\d{2}[./]\d{4}|\d{8}")
YEAR = re.compile(r"(?:1[89]|20|21)\d{2}")
INSTANT = range(946_684_800, 2_145_916_800)  # seconds since 1970, 2000 to 2037
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """The records: objects, or lists of cells of which the first holds the names."""

    records: Sequence[Any]
    path: tuple[str, ...] = ()


def is_table(value: Any) -> bool:
    """Whether a value is a list of objects or of lists."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict | list) for item in value[:LOOKED_AT])


def is_rows(value: Any) -> bool:
    """Whether a list holds lists, of cells, none of them empty."""
    return (
        bool(value)
        and all(isinstance(row, list) and row for row in value[:LOOKED_AT])
        and not any(isinstance(cell, dict) for row in value[:LOOKED_AT] for cell in row)
        and max(len(row) for row in value[:LOOKED_AT]) > 1
        and all(isinstance(row, list) for row in value)
    )


def is_names(value: Any) -> bool:
    """Whether a list holds texts, or objects that have names, and nothing else."""
    return len(value) > 1 and all(
        (isinstance(item, str) and type(item) is str and item) or (isinstance(item, dict) and name_of(item))
        for item in value
    )


def name_of(item: Any) -> str:
    """The name that an object has, or the text that something else is."""
    if isinstance(item, dict):
        return next((str(item[key]) for key in NAMED_BY if isinstance(item.get(key), str) and item[key]), "")
    return str(item)


def is_instant(value: Any) -> bool:
    """Whether a value is a day, or seconds or milliseconds since 1970."""
    if isinstance(value, str) and DAY.fullmatch(value):
        return True
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return (
        int(number) in INSTANT or int(number) // 1000 in INSTANT if number == number and abs(number) < 1e15 else False
    )
