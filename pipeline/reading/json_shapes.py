"""Where the records of a JSON document are: the shapes in which APIs and programs answer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.reading.geo_json import features

DEEPEST = 5
LEAST_ROWS = 10  # of a table; an outer list that is shorter is one of pages or series where inner lists are longer
LOOKED_AT = 20  # items of a list, to see of which kind they are
NAMED_BY = ("name", "label", "title", "display_name", "displayName", "field", "fieldName", "id", "key", "header")
DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ].*)?|\d{2}[./]\d{2}[./]\d{4}|\d{8}")
YEAR = re.compile(r"(?:1[89]|20|21)\d{2}")
INSTANT = range(946_684_800, 2_145_916_800)  # seconds since 1970, 2000 to 2037
# What a page of an answer says of itself.
PAGING = frozenset(
    {
        *("page", "pages", "per_page", "perpage", "page_size", "pagesize", "total", "total_pages", "total_count"),
        *("totalcount", "count", "offset", "limit", "next", "prev", "previous", "first", "last", "cursor"),
        *("next_cursor", "has_more", "links", "meta", "status", "success", "ok", "error", "message"),
    }
)
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """The records: objects, or lists of cells of which the first holds the names."""

    records: Sequence[Any]
    path: tuple[str, ...] = ()


def find(document: Any) -> Found:
    """The table of a document; an object without any is a table of one row."""
    if isinstance(document, list):
        return _in_list(document)
    if not isinstance(document, dict):
        return Found([])
    if records := features(document):
        return Found(records, ("features",))
    if headed := _headed(document):
        return headed
    candidates = list(_candidates(document, (), 0))
    if candidates:
        return max(candidates, key=_size)
    return Found([document])


def _size(found: Found) -> int:
    """Rows of values: of lists of cells, the first holds the names."""
    return len(found.records) - isinstance(found.records[0], list)


def _in_list(items: list[Any]) -> Found:
    if len(items) == 2 and isinstance(items[0], dict) and _is_table(items[1]):
        return Found(items[1])  # a page's head, then its records
    if not items or not all(isinstance(item, dict) for item in items[:LOOKED_AT]):
        return Found(items)
    if opened := _opened([item for item in items if isinstance(item, dict)]):
        return Found(opened)
    return find(items[0]) if len(items) == 1 else Found(items)


def _candidates(value: Any, path: tuple[str, ...], depth: int) -> Iterator[Found]:
    """Every part of the document that could be its table."""
    if depth > DEEPEST or not isinstance(value, dict):
        return
    if records := _by_shape(value, path):
        yield Found(records, path)
    for name, inner in value.items():
        if _is_table(inner):
            yield Found(_rows_in(inner), (*path, name))
        elif isinstance(inner, dict):
            yield from _candidates(inner, (*path, name), depth + 1)


def _rows_in(table: list[Any]) -> list[Any]:
    opened = _opened(table) if isinstance(table[0], dict) else None
    return opened or _with_pair_names(table)


def _by_shape(value: Record, path: tuple[str, ...]) -> list[Record] | None:
    return next((records for shape in SHAPES if (records := shape(value, path))), None)


def _is_table(value: Any) -> bool:
    """Whether a value is a list of objects or of lists."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict | list) for item in value[:LOOKED_AT])


def _with_pair_names(rows: list[Any]) -> list[Any]:
    """Pairs of a moment and a value get names; other rows of cells bring theirs along."""
    if all(isinstance(row, list) and len(row) == 2 and _is_instant(row[0]) for row in rows):
        return [["time", "value"], *rows]
    return rows


def _is_instant(value: Any) -> bool:
    if isinstance(value, str) and DAY.fullmatch(value):
        return True
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return (
        int(number) in INSTANT or int(number) // 1000 in INSTANT if number == number and abs(number) < 1e15 else False
    )


def _headed(document: dict[str, Any]) -> Found | None:
    """Rows of cells, and a list of as many names elsewhere: beside them, or in what is told of the table."""
    rows = max(_lists(document, (), 0, _is_rows), key=lambda found: len(found[1]), default=None)
    if rows is None:
        return _google(document)
    path, cells = rows
    width = max(map(len, cells[: LOOKED_AT * 5]))
    named = [(place, names) for place, names in _lists(document, (), 0, _is_names) if len(names) == width]
    if not named:
        return None
    _, names = max(named, key=lambda found: _shared(found[0], path))
    hidden = [isinstance(name, dict) and name.get("dataTypeName") == "meta_data" for name in names]
    if all(hidden):
        hidden = [False] * width
    kept = [position for position in range(width) if not hidden[position]]
    head = [_name(names[position]) for position in kept]
    return Found([head, *([row[at] if at < len(row) else None for at in kept] for row in cells)], path)


def _is_rows(value: Any) -> bool:
    return (
        bool(value)
        and all(isinstance(row, list) and row for row in value[:LOOKED_AT])
        and not any(isinstance(cell, dict) for row in value[:LOOKED_AT] for cell in row)
        and max(len(row) for row in value[:LOOKED_AT]) > 1
        and all(isinstance(row, list) for row in value)
    )


def _is_names(value: Any) -> bool:
    return len(value) > 1 and all(
        (isinstance(item, str) and type(item) is str and item) or (isinstance(item, dict) and _name(item))
        for item in value
    )


def _name(item: Any) -> str:
    if isinstance(item, dict):
        return next((str(item[key]) for key in NAMED_BY if isinstance(item.get(key), str) and item[key]), "")
    return str(item)


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
    names = [_name({"name": col.get("label") or col.get("id")}) for col in table["cols"] if isinstance(col, dict)]
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
    if all(_is_rows(items) for items in lists.values()):
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
    if any(any(map(_is_table, inner.values())) for inner in objects.values()):
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
    lists = {tuple(name for name, inner in each.items() if _is_table(inner)) for each in documents.values()}
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


SHAPES = (_columns, _numbered_columns, _keyed_objects, _keyed_lists, _keyed_values)


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


def _opened(outer: Sequence[Any]) -> list[Record] | None:
    """The records of few pages or series, one list of them in each; what the page says of itself is left out."""
    if not 0 < len(outer) < LEAST_ROWS and not _is_pages(outer):
        return None
    names = dict.fromkeys(name for item in outer[:LOOKED_AT] for name, inner in item.items() if _is_table(inner))
    best = max(names, key=lambda name: sum(len(item.get(name) or ()) for item in outer), default=None)
    if best is None:
        return None
    rows = [row for item in outer for row in _records_of(item, best)]
    return rows if len(rows) >= max(LEAST_ROWS, 2 * len(outer)) else None


def _records_of(page: Record, field: str) -> Iterator[Record]:
    """The records of one page or series, each with what is said of the series."""
    inner = page.get(field)
    if isinstance(inner, list):
        said = {key: each for key, each in page.items() if not _is_of_page(key, each)}
        yield from ({**said, **row} for row in _objects(page, inner))


def _is_pages(outer: Sequence[Any]) -> bool:
    """Whether objects hold a list of records and nothing but what pages say of themselves."""
    return all(
        isinstance(item, dict)
        and sum(_is_table(each) for each in item.values()) == 1
        and all(_is_table(each) or key.lower() in PAGING for key, each in item.items())
        for item in outer[: LOOKED_AT * 5]
    )


def _is_of_page(key: str, value: Any) -> bool:
    return isinstance(value, list) or key.lower() in PAGING


def _objects(item: Record, inner: list[Any]) -> Iterator[Record]:
    """Inner rows as objects; rows of cells take their names from a list beside them."""
    names: list[str] | None = None
    for row in inner:
        if isinstance(row, dict):
            yield row
        elif isinstance(row, list):
            names = names or _names_beside(item, row)
            yield dict(zip(names, row, strict=False))


def _names_beside(item: Record, row: list[Any]) -> list[str]:
    for beside in item.values():
        if isinstance(beside, list) and len(beside) == len(row) and _is_names(beside):
            return [_name(name) for name in beside]
    if len(row) == 2 and _is_instant(row[0]):
        return ["time", "value"]
    return [f"column_{position}" for position in range(1, len(row) + 1)]
