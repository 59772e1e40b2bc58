"""JSON objects whose fields are the columns of a table, or the keys of its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.reading.json_lists import DAY, LEAST_ROWS, LOOKED_AT, YEAR, Record, is_rows, is_table


def _columns(value: Record, _path: tuple[str, ...]) -> list[Record] | None:
    """Lists of one length, one a column; what stands beside them is no part of the table."""
    lists = {name: items for name, items in value.items() if isinstance(items, list) and len(items) > 1}
    lengths = {len(items) for items in lists.values()}
    if (
        len(lists) < 2
        or len(lengths) > 1
        or any(isinstance(item, dict) for items in lists.values() for item in items[:LOOKED_AT])
    ):
        return None
    if all(is_rows(items) for items in lists.values()):
        return _joined_pairs(lists)
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


def _joined_pairs(lists: Mapping[str, list[Any]]) -> list[Record] | None:
    """Series of (moment, value) pairs at the same moments."""
    if any(len(pair) != 2 for items in lists.values() for pair in items):
        return None
    moments = [[pair[0] for pair in items] for items in lists.values()]
    if any(each != moments[0] for each in moments):
        return None
    series = zip(*([pair[1] for pair in items] for items in lists.values()), strict=True)
    return [
        {"time": moment, **dict(zip(lists, row, strict=True))} for moment, row in zip(moments[0], series, strict=True)
    ]


def _numbered_columns(value: Record, _path: tuple[str, ...]) -> list[Record] | None:
    """Objects of one column each, with the same row numbers as names."""
    columns = list(value.values())
    if not columns or not all(isinstance(column, dict) and column for column in columns):
        return None
    rows = list(columns[0])
    if not all(name.isdigit() for name in rows) or any(list(column) != rows for column in columns):
        return None
    if all(YEAR.fullmatch(name) for name in rows) or any(isinstance(cell, dict) for cell in columns[0].values()):
        return None
    return [{name: value[name][row] for name in value} for row in rows]


def _keyed_objects(value: Record, _path: tuple[str, ...]) -> list[Record] | None:
    """An object a row, under its key: a date, a code."""
    objects = _most(value, lambda inner: isinstance(inner, dict) and bool(inner))
    if not objects or not _alike(list(objects.values())):
        return None
    if any(any(map(is_table, inner.values())) for inner in objects.values()):
        return None
    name = _key_name(objects, set().union(*objects.values()))
    return [{name: key, **inner} for key, inner in objects.items()]


def _keyed_lists(value: Record, _path: tuple[str, ...]) -> list[Record] | None:
    """A list of objects for each key: a date, a region."""
    lists = _most(value, lambda inner: isinstance(inner, list) and bool(inner))
    if not lists:
        return _keyed_documents(value)
    firsts = [items[0] for items in lists.values()]
    if not all(isinstance(item, dict) for items in lists.values() for item in items) or not _alike(firsts):
        return None
    name = _key_name(lists, set().union(*firsts))
    return [{name: key, **item} for key, items in lists.items() for item in items]


def _keyed_documents(value: Record) -> list[Record] | None:
    """A document for each key, each with its own list of records and what holds for all of them."""
    documents = _most(value, lambda inner: isinstance(inner, dict))
    lists = {tuple(name for name, inner in each.items() if is_table(inner)) for each in documents.values()}
    if len(lists) != 1 or len(names := lists.pop()) != 1:
        return None
    (inside,) = names
    name = _key_name(documents, set().union(*(each[inside][0] for each in documents.values())))
    return [{name: key, **row} for key, each in documents.items() for row in _with_shared(each, inside)] or None


def _with_shared(document: Record, inside: str) -> Iterator[Record]:
    """The records of a document, each with what holds for all of them."""
    shared = {field: inner for field, inner in document.items() if not isinstance(inner, list | dict)}
    return ({**shared, **item} for item in document[inside] if isinstance(item, dict))


def _most(value: Record, is_wanted: Callable[[Any], bool]) -> dict[str, Any]:
    """The parts of an object that are as wanted, where nearly all are; else none."""
    parts = {name: inner for name, inner in value.items() if is_wanted(inner)}
    return parts if len(parts) >= max(2, 0.9 * len(value)) else {}


def _keyed_values(value: Record, path: tuple[str, ...]) -> list[Record] | None:
    """A value for each of many keys."""
    plain = {key: inner for key, inner in value.items() if not isinstance(inner, dict | list)}
    if len(plain) < LEAST_ROWS or len(plain) < len(value):
        return None
    if not all(DAY.fullmatch(key) or YEAR.fullmatch(key) for key in plain):
        return None
    measured = path[-1] if path else "value"
    return [{_key_name(plain, {measured}): key, measured: inner} for key, inner in plain.items()]


def _alike(objects: Sequence[Record]) -> bool:
    """Whether objects have mostly the same fields."""
    first, fields = set(objects[0]), [set(each) for each in objects]
    return all(len(first & each) >= 0.5 * max(len(first), len(each)) for each in fields)


def _key_name(keys: Mapping[str, Any], taken: set[str]) -> str:
    """What the keys are: dates, years, or something else."""
    if all(DAY.fullmatch(key) for key in keys):
        name = "date"
    elif all(YEAR.fullmatch(key) for key in keys):
        name = "year"
    else:
        name = "key"
    return name if name not in taken else f"{name}_2"


SHAPES = (_columns, _numbered_columns, _keyed_objects, _keyed_lists, _keyed_values)
