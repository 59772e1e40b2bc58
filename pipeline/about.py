"""What a story is about, in words, for pages and exports: from the subject of its document."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import wording
from pipeline.options import ROW_COUNT

TABLES: Mapping[str, str] = {  # what a row is, by the kind of table
    "events": "something that happened",
    "panel": "{entity} in a period",
    "series": "a period",
    "entities": "a case of its own",
    "survey": "a respondent",
    "experiment": "a run of the experiment",
    "text": "a text",
}
MOST_COMPARED = 4  # columns that are named


def facts_of(subject: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the story is about, what its rows are, and by what it compares, as terms and texts."""
    yield "About", about(subject)
    yield "Each row is", row_of(subject)
    if compared := compared_by(subject):
        yield "Compared by", compared


def about(subject: Mapping[str, Any]) -> str:
    """The subject's name; of an outcome with the value that is counted."""
    value = subject["value"]
    told = f" = {value}" if subject["form"] == "share" and isinstance(value, str) else ""
    return f"{name_of(subject['column'], subject.get('names'))}{told}"


def name_of(column: str | None, names: Mapping[str, str] | None = None) -> str:
    """A candidate's name; the number of rows has no column. ``names`` are those of a subject, for people."""
    return ROW_COUNT if column is None else wording.Wording(names or {}).name(column)


def row_of(subject: Mapping[str, Any]) -> str:
    """What a row of the table is."""
    entity = name_of(subject["entity"], subject.get("names")) if subject["entity"] else "one thing"
    row = subject.get("row") or {}
    if row and row["one"] != wording.ROW.one:
        return wording.with_article(row["one"])
    return TABLES.get(subject["table"], "a case of its own").format_map({"entity": entity})


def compared_by(subject: Mapping[str, Any]) -> str:
    """The main columns by which it is compared."""
    names = [name_of(name, subject.get("names")) for name in subject["dimensions"]]
    more = [f"{len(names) - MOST_COMPARED:,} more"] if len(names) > MOST_COMPARED else []
    return wording.listing([*names[:MOST_COMPARED], *more])
