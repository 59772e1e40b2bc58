"""Rows of cells in a JSON document whose names stand in a list of their own."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.reading.json_lists import DEEPEST, LOOKED_AT, Found, is_names, is_rows, name_of


def headed(document: dict[str, Any]) -> Found | None:
    """Rows of cells, and a list of as many names elsewhere: beside them, or in what is told of the table."""
    rows = max(_lists(document, (), 0, is_rows), key=lambda found: len(found[1]), default=None)
    if rows is None:
        return _google(document)
    path, cells = rows
    width = max(map(len, cells[: LOOKED_AT * 5]))
    named = [(place, names) for place, names in _lists(document, (), 0, is_names) if len(names) == width]
    if not named:
        return None
    _, names = max(named, key=lambda found: _shared(found[0], path))
    hidden = [isinstance(name, dict) and name.get("dataTypeName") == "meta_data" for name in names]
    if all(hidden):
        hidden = [False] * width
    kept = [position for position in range(width) if not hidden[position]]
    head = [name_of(names[position]) for position in kept]
    return Found([head, *([row[at] if at < len(row) else None for at in kept] for row in cells)], path)


def _lists(value: Any, path: tuple[str, ...], depth: int, wanted: Any) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """All lists within objects, and within the only object of a list, that are as wanted."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0]
    if depth > DEEPEST + 1 or not isinstance(value, dict):
        return
    for name, inner in value.items():
        if isinstance(inner, list) and wanted(inner):
            yield (*path, name), inner
        else:
            yield from _lists(inner, (*path, name), depth + 1, wanted)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How far two places have the same way."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _google(document: dict[str, Any]) -> Found | None:
    """The answer of Google's Visualization API: ``cols`` with labels, ``rows`` of ``c``, cells of ``v``."""
    table = document.get("table", document)
    if (
        not isinstance(table, dict)
        or not isinstance(table.get("cols"), list)
        or not isinstance(table.get("rows"), list)
    ):
        return None
    names = [name_of({"name": col.get("label") or col.get("id")}) for col in table["cols"] if isinstance(col, dict)]
    rows = [
        [_google_value(cell.get("v")) if isinstance(cell, dict) else None for cell in row["c"]][: len(names)]
        for row in table["rows"]
        if isinstance(row, dict) and isinstance(row.get("c"), list)
    ]
    return Found([names, *rows], ("table", "rows")) if rows else None


def _google_value(value: Any) -> Any:
    """``Date(2024,0,31)``, of which the month counts from 0, as ``2024-01-31``."""
    found = (
        re.fullmatch(r"Date\((\d+),\s*(\d+),\s*(\d+)(?:,\s*(\d+),\s*(\d+),\s*(\d+))?.*\)", value)
        if isinstance(value, str)
        else None
    )
    if not found:
        return value
    year, month, day, *clock = (int(part) for part in found.groups() if part is not None)
    moment = f"{year:04}-{month + 1:02}-{day:02}"
    return f"{moment} {clock[0]:02}:{clock[1]:02}:{clock[2]:02}" if clock else moment
