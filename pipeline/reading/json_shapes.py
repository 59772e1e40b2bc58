"""Where the records of a JSON document are: the shapes in which APIs and programs answer."""

from collections.abc import Iterator
from typing import Any

from pipeline.reading.geo_json import features
from pipeline.reading.json_headed import headed
from pipeline.reading.json_keyed import SHAPES
from pipeline.reading.json_lists import DEEPEST, LOOKED_AT, Found, Record, is_instant, is_table
from pipeline.reading.json_pages import opened


def find(document: Any) -> Found:
    """The table of a document; an object without any is a table of one row."""
    if isinstance(document, list):
        return _in_list(document)
    if not isinstance(document, dict):
        return Found([])
    if records := features(document):
        return Found(records, ("features",))
    if found := headed(document):
        return found
    candidates = list(_candidates(document, (), 0))
    if candidates:
        return max(candidates, key=_size)
    return Found([document])


def _size(found: Found) -> int:
    """Rows of values: of lists of cells, the first holds the names."""
    return len(found.records) - isinstance(found.records[0], list)


def _in_list(items: list[Any]) -> Found:
    if len(items) == 2 and isinstance(items[0], dict) and is_table(items[1]):
        return Found(items[1])  # a page's head, then its records
    if not items or not all(isinstance(item, dict) for item in items[:LOOKED_AT]):
        return Found(items)
    if records := opened([item for item in items if isinstance(item, dict)]):
        return Found(records)
    return find(items[0]) if len(items) == 1 else Found(items)


def _candidates(value: Any, path: tuple[str, ...], depth: int) -> Iterator[Found]:
    """Every part of the document that could be its table."""
    if depth > DEEPEST or not isinstance(value, dict):
        return
    if records := _by_shape(value, path):
        yield Found(records, path)
    for name, inner in value.items():
        if is_table(inner):
            yield Found(_rows_in(inner), (*path, name))
        elif isinstance(inner, dict):
            yield from _candidates(inner, (*path, name), depth + 1)


def _rows_in(table: list[Any]) -> list[Any]:
    records = opened(table) if isinstance(table[0], dict) else None
    return records or _with_pair_names(table)


def _by_shape(value: Record, path: tuple[str, ...]) -> list[Record] | None:
    return next((records for shape in SHAPES if (records := shape(value, path))), None)


def _with_pair_names(rows: list[Any]) -> list[Any]:
    """Pairs of a moment and a value get names; other rows of cells bring theirs along."""
    if all(isinstance(row, list) and len(row) == 2 and is_instant(row[0]) for row in rows):
        return [["time", "value"], *rows]
    return rows
