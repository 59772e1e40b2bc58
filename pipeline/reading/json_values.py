"""JSON as rows of text: nested objects become columns ``a.b``, lists stay lists."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.reading.cell_text import cell_text
from pipeline.reading.limits import require_columns, require_grid

DEEPEST = 8  # levels of objects that become columns; what lies deeper stays JSON


class Digits(str):
    """A number as it is written in the file."""

    __slots__ = ()


DECODER = json.JSONDecoder(parse_int=Digits, parse_float=Digits, parse_constant={"NaN": None}.get)


def flat(record: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str | None]]:
    """The fields of one object, those of objects within it as ``outer.inner``."""
    for name, value in record.items():
        if isinstance(value, dict) and len(value) == 1:
            value = _unwrapped(value)
        if isinstance(value, dict) and value and depth < DEEPEST:
            yield from flat(value, f"{prefix}{name}.", depth + 1)
        else:
            yield f"{prefix}{name}", text(value)


def _unwrapped(value: dict[str, Any]) -> Any:
    """MongoDB's way to tell the type of a value: ``{"$date": "2024-03-01T10:00:00Z"}``, ``{"$numberLong": "5"}``."""
    while isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith("$"):
        value = next(iter(value.values()))
    return value


def as_object(record: Any) -> dict[str, Any]:
    """A record as an object: a lone value becomes the field ``value``."""
    return record if isinstance(record, dict) else {"value": record}


def text(value: object) -> str | None:
    """A value as the text of a cell."""
    match value:
        case Digits():
            return str(value)
        case dict() if not value:
            return None
        case dict() | list():
            return _json(value)
        case _:
            return cell_text(value)


def columns_of(records: Iterable[Mapping[str, Any]]) -> dict[str, list[str | None]]:
    """The columns of many objects, in the order in which their fields first appear.

    Raises PreprocessingError for more than fit into memory: objects without common fields unfold to their square.
    """
    columns = _Columns()
    for record in records:
        rows = columns.rows
        for name, value in flat(record):
            column = columns[name]
            if len(column) < rows:
                column.extend([None] * (rows - len(column)))
            if len(column) == rows:
                column.append(value)
        columns.rows += 1
    columns.complete()
    return dict(columns)


class _Columns(dict[str, list[str | None]]):
    """Columns by their names, of so many rows at most; one that is asked for the first time must still fit."""

    def __init__(self) -> None:
        self.rows = 0

    def __missing__(self, name: str) -> list[str | None]:
        column = self[name] = []
        require_columns(len(self))
        require_grid(self.rows, len(self))
        return column

    def complete(self) -> None:
        """Bring all to the same length."""
        require_grid(self.rows, len(self))
        for column in self.values():
            column.extend([None] * (self.rows - len(column)))


def _json(value: object) -> str:
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_json(item) for item in value) + "]"
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(name, ensure_ascii=False)}: {_json(item)}" for name, item in value.items())
            + "}"
        )
    return json.dumps(value, ensure_ascii=False)
