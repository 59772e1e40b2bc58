"""JSON files: a list of records, or such a list somewhere within, in any of the shapes that programs write."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.encoding import detect
from pipeline.reading.grid import Grid
from pipeline.reading.json_nested import rows_within
from pipeline.reading.json_shapes import find
from pipeline.reading.json_stat import dataset_in, grid_of
from pipeline.reading.json_values import DECODER, as_object, columns_of, text
from pipeline.reading.reader import Reader
from pipeline.reading.shaping import make_grid, unique_names
from pipeline.reading.source import Source
from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning

BEGINNING = re.compile(r'(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\d\-\]]|true|false|null|$))')
# What stands before JSON that a page loads as a script, or that must not be loaded so.
WRAPPER = re.compile(
    r"\s*(?:/\*.{0,200}?\*/\s*)?(?:(?:[A-Za-z_$][\w$.]*\s*&&\s*)?[A-Za-z_$][\w$.]*\s*\(\s*(?=[{\[])"
    r"|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=\s*(?=[{\[])|\)\]\}',?\s*|(?:while\s*\(1\)|for\s*\(;;\));\s*)?\s*",
    re.DOTALL,
)
BETWEEN = re.compile(r"[\s,\x1e]*")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{},]', re.DOTALL)
CLOSING = {"[": "]", "{": "}"}
EXTENSIONS = ("json", "geojson")
LIMIT = 200 << 20  # bytes; JSON of one piece has to be in memory as a whole
TRIED = 64  # characters; a text that is no JSON so early never was meant to be


def decoded(source: Source) -> tuple[str, str]:
    """(text, encoding) of what is looked at of the file."""
    content = source.content()
    encoding = detect(content, cut=source.truncated)
    return content.decode(encoding, "replace").replace("\0", ""), encoding


def matches(source: Source) -> bool:
    """Whether the text begins as JSON does, and goes on so for more than a few characters."""
    head = source.head[:4096]
    content = head.decode(detect(head, cut=True), "replace").removeprefix("\ufeff")
    start = _start(content)
    if not BEGINNING.match(content, start):
        return False
    if source.extension in EXTENSIONS:
        return True
    try:
        DECODER.raw_decode(content, start)
    except ValueError as error:
        return getattr(error, "pos", 0) - start > TRIED or len(content) - start <= 2 * TRIED
    except RecursionError:
        pass
    return True


def _start(content: str) -> int:
    """Where the first value begins."""
    found = WRAPPER.match(content)
    return found.end() if found else 0


def read(source: Source) -> Grid:
    """The largest list of records in the document."""
    if source.size > LIMIT and not source.only_head:
        raise PreprocessingError(
            f"This JSON file is larger than {LIMIT >> 20} MB.", "Save it as JSON Lines (one object a line) or as CSV."
        )
    content, encoding = decoded(source)
    content = content.removeprefix("\ufeff")
    try:
        document = _document(content)
    except ValueError as error:
        completed = _completed(content[_start(content) :]) if source.truncated else None
        if completed is None:
            raise _broken(content, error) from error
        document = _document(completed)
    except RecursionError as error:
        raise PreprocessingError("This JSON is nested too deeply.", "Save it as a flat list of objects.") from error
    return replace(table_of(document, source.options.header_row), encoding=encoding)


def _document(content: str) -> Any:
    """The value, or a list of all values where several stand one after the other."""
    values = []
    place, end = _start(content), len(content)
    while place < end:
        value, place = DECODER.raw_decode(content, place)
        values.append(value)
        following = BETWEEN.match(content, place)
        place = following.end() if following else end
        if place < end and content[place] not in "{[":
            break  # the rest of a wrapper, or a remark
    return values[0] if len(values) == 1 else values


def _broken(content: str, error: ValueError) -> PreprocessingError:
    position = getattr(error, "pos", 0)
    if position >= len(content.rstrip()) - 1 or "Unterminated" in str(error):
        return PreprocessingError(
            "The JSON breaks off: the file is incomplete.", "Download or export it again, or save it as CSV."
        )
    line = content.count("\n", 0, position) + 1
    return PreprocessingError(
        f"The JSON is broken at line {line}, or the file is incomplete.", "Export it again, or save it as CSV."
    )


def _completed(content: str) -> str | None:
    """The beginning of a document with what is open at its end closed, after the last value that is whole."""
    closing: list[str] = []
    whole, rest = 0, ""
    for token in TOKEN.finditer(content):
        mark = token[0]
        if mark in CLOSING:
            closing.append(CLOSING[mark])
        elif mark == ",":
            whole, rest = token.start(), "".join(reversed(closing))
        elif mark in "]}" and closing:
            closing.pop()
        elif mark in "]}":
            break
    return content[:whole] + rest if whole else None


def table_of(document: Any, header_row: int | None) -> Grid:
    """The table in nested objects and lists. Raises PreprocessingError where there is none."""
    if dataset := dataset_in(document):
        return grid_of(dataset)
    found = find(document)
    records = list(found.records)
    if records and all(isinstance(record, list) for record in records):
        return make_grid([list(map(text, row)) for row in records], header_row, ", ")
    inner, within = rows_within(list(map(as_object, records)))
    objects, counted = _counted(inner)
    columns = columns_of(objects)
    if records and as_object(records[0]).get("type") == "Feature":
        columns = _of_features(columns)
    names, warnings = unique_names(list(columns), has_header=True)
    if found.path:
        warnings.append(warn("part_of_document", f"The list under {'.'.join(found.path)!r} is read.", 0))
    return Grid(names, list(columns.values()), 0, warnings=[*within, *counted, *warnings])


def _of_features(columns: Mapping[str, list[str | None]]) -> dict[str, list[str | None]]:
    """The columns of GeoJSON, which keeps them under ``properties``."""
    return {name.removeprefix("properties."): column for name, column in columns.items()}


def _counted(records: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[ReadingWarning]]:
    """Lists of objects within the records, which no cell can hold, are told by their lengths."""
    nested = {name for record in records for name, value in record.items() if _holds_objects(value)}
    if not nested:
        return records, []
    counted = [
        dict(_as_length(name, value) if name in nested else (name, value) for name, value in record.items())
        for record in records
    ]
    told = f"The lists of objects under {', '.join(sorted(nested)[:5])} are told by how many objects they hold."
    return counted, [warn("nested_lists", told)]


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _as_length(name: str, value: Any) -> tuple[str, Any]:
    return f"{name}.count", str(len(value)) if isinstance(value, list) else value


READER = Reader("json", "JSON", ("json", "geojson"), matches, read)
