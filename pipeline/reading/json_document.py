"""JSON files: a list of objects, objects of lists, or such a list somewhere within."""

import re
from dataclasses import replace
from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.encoding import detect
from pipeline.reading.grid import Grid
from pipeline.reading.json_values import DECODER, columns_of, text
from pipeline.reading.reader import Reader
from pipeline.reading.shaping import make_grid, unique_names
from pipeline.reading.source import Source
from pipeline.reading.warnings import warn

BEGINNING = re.compile(r'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\d\-\]]|true|false|null|$))')
LIMIT = 200 << 20  # bytes; JSON of one piece has to be in memory as a whole
DEEPEST = 4


def decoded(source: Source) -> tuple[str, str]:
    """(text, encoding) of what is looked at of the file."""
    content = source.content()
    encoding = detect(content, cut=source.truncated)
    return content.decode(encoding, "replace").replace("\0", ""), encoding


def matches(source: Source) -> bool:
    """Whether the text begins as JSON does, and its first value is whole or as long as what is looked at."""
    head = source.head[:4096]
    return bool(BEGINNING.match(head.decode(detect(head, cut=True), "replace")))


def read(source: Source) -> Grid:
    """The largest list of records in the document."""
    if source.size > LIMIT and not source.only_head:
        raise PreprocessingError(
            f"This JSON file is larger than {LIMIT >> 20} MB.", "Save it as JSON Lines (one object a line) or as CSV."
        )
    content, encoding = decoded(source)
    try:
        document, _ = DECODER.raw_decode(content.lstrip())
    except ValueError as error:
        document = _cut_off(content) if source.truncated else None
        if document is None:
            raise _broken(content, error) from error
    except RecursionError as error:
        raise PreprocessingError("This JSON is nested too deeply.", "Save it as a flat list of objects.") from error
    return replace(_table(document, source.options.header_row), encoding=encoding)


def _broken(content: str, error: ValueError) -> PreprocessingError:
    position = getattr(error, "pos", 0)
    line = content.count("\n", 0, position) + 1
    return PreprocessingError(
        f"The JSON is broken at line {line}, or the file is incomplete.", "Export it again, or save it as CSV."
    )


def _cut_off(content: str) -> object:
    """The whole elements at the beginning of a list that goes on beyond the previewed part."""
    start = content.find("[")
    if start < 0:
        return None
    items: list[object] = []
    position = start + 1
    while True:
        position = next(
            (index for index in range(position, len(content)) if content[index] not in " \t\r\n,"), len(content)
        )
        try:
            item, position = DECODER.raw_decode(content, position)
        except ValueError:
            return items or None
        items.append(item)


def _table(document: Any, header_row: int | None) -> Grid:
    path, records = _find(document)
    if records and all(isinstance(record, list) for record in records):
        return make_grid([[text(cell) for cell in row] for row in records], header_row, ", ")
    if records and not any(isinstance(record, dict) for record in records):
        records = [{"value": record} for record in records]
    columns = columns_of(record if isinstance(record, dict) else {"value": record} for record in records)
    if records and isinstance(records[0], dict) and records[0].get("type") == "Feature":
        columns = {name.removeprefix("properties."): column for name, column in columns.items()}
    names, warnings = unique_names(list(columns), has_header=True)
    if path:
        warnings.append(warn("part_of_document", f"The list under {'.'.join(path)!r} is read.", 0))
    return Grid(names, list(columns.values()), 0, warnings=warnings)


def _find(document: Any) -> tuple[list[str], list[Any]]:
    """Where the records are, and the records."""
    if isinstance(document, list):
        return [], document
    if not isinstance(document, dict):
        return [], []
    if isinstance(document.get("columns"), list) and isinstance(document.get("data"), list):
        return [], [document["columns"], *document["data"]]
    if columns := _columnar(document):
        return [], columns
    found = _lists_within(document, [], 0)
    if found:
        return max(found, key=lambda each: len(each[1]))
    if document and all(isinstance(value, dict) for value in document.values()):
        return [], [{"key": name, **value} for name, value in document.items()]
    return [], [document]


def _columnar(document: dict[str, Any]) -> list[Any] | None:
    """Records out of an object of columns: lists of one length, or objects with the same row numbers as names."""
    values = list(document.values())
    if len(values) > 1 and all(isinstance(value, list) and value for value in values):
        plain = all(not isinstance(item, dict) for value in values for item in value[:20])
        if plain and len({len(value) for value in values}) == 1:
            return [dict(zip(document, row, strict=True)) for row in zip(*values, strict=True)]
    if values and all(isinstance(value, dict) and value for value in values):
        rows = list(values[0])
        numbered = all(name.isdigit() for name in rows)
        if numbered and all(list(value) == rows for value in values):
            return [{name: document[name][row] for name in document} for row in rows]
    return None


def _lists_within(value: Any, path: list[str], depth: int) -> list[tuple[list[str], list[Any]]]:
    if depth > DEEPEST or not isinstance(value, dict):
        return []
    found = []
    for name, inner in value.items():
        if isinstance(inner, list) and inner and all(isinstance(item, dict | list) for item in inner[:20]):
            found.append(([*path, name], inner))
        else:
            found += _lists_within(inner, [*path, name], depth + 1)
    return found


READER = Reader("json", "JSON", ("json", "geojson"), matches, read)
