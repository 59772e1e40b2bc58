"""JSON lists of few pages or series, each with a list of records in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.reading.json_lists import LEAST_ROWS, LOOKED_AT, Record, is_instant, is_names, is_table, name_of

# What a page of an answer says of itself.
PAGING = frozenset(
    {
        *("page", "pages", "per_page", "perpage", "page_size", "pagesize", "total", "total_pages", "total_count"),
        *("totalcount", "count", "offset", "limit", "next", "prev", "previous", "first", "last", "cursor"),
        *("next_cursor", "has_more", "links", "meta", "status", "success", "ok", "error", "message"),
    }
)


def opened(outer: Sequence[Any]) -> list[Record] | None:
    """The records of few pages or series, one list of them in each; what the page says of itself is left out."""
    if not 0 < len(outer) < LEAST_ROWS and not _is_pages(outer):
        return None
    names = dict.fromkeys(name for item in outer[:LOOKED_AT] for name, inner in item.items() if is_table(inner))
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
        and sum(is_table(each) for each in item.values()) == 1
        and all(is_table(each) or key.lower() in PAGING for key, each in item.items())
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
        if isinstance(beside, list) and len(beside) == len(row) and is_names(beside):
            return [name_of(name) for name in beside]
    if len(row) == 2 and is_instant(row[0]):
        return ["time", "value"]
    return [f"column_{position}" for position in range(1, len(row) + 1)]
