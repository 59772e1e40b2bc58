"""Records that hold nothing but a key and a list of others, as a day and its rates: the others are the rows."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning

Record = dict[str, Any]


def rows_within(records: Sequence[Record]) -> tuple[list[Record], list[ReadingWarning]]:
    """The objects of the records' only list, each with the key around it, told; the same where there is more to them.

    An amount beside the list would count once for each object in it.
    """
    name = _only_list(records)
    if name is None:
        return list(records), []
    keys = [{key: value for key, value in record.items() if key != name} for record in records]
    items = [_objects(record[name]) for record in records]
    named = set(chain.from_iterable(keys))
    if len(named) != 1 or not all(map(_are_keys, keys)) or not _are_apart(items, named):
        return list(records), []
    rows = [{**around, **item} for around, each in zip(keys, items, strict=True) for item in each]
    text = f"The objects under {name!r} are the rows, each with the {next(iter(named))} of what it lies in."
    return rows, [warn("nested_rows", text)]


def _only_list(records: Sequence[Record]) -> str | None:
    """The name under which all records have objects, if none has any under another."""
    held = {name for record in records for name, value in record.items() if _objects(value)}
    name = next(iter(held), "")
    return name if len(held) == 1 and all(_objects(record.get(name)) for record in records) else None


def _objects(value: Any) -> list[Record]:
    """The objects of a list that has nothing else; none of any other value."""
    found = value if isinstance(value, list) else []
    return found if all(isinstance(item, dict) for item in found) else []


def _are_keys(record: Record) -> bool:
    """Whether all values are texts: no numbers, which may be amounts."""
    return all(value is None or (isinstance(value, str) and not _is_number(value)) for value in record.values())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _are_apart(items: Sequence[Sequence[Record]], named: set[str]) -> bool:
    """Whether the objects have fields that none around them has, and hold no lists of objects themselves."""
    return all(named.isdisjoint(item) and not any(map(_objects, item.values())) for each in items for item in each)
