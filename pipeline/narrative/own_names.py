"""The names that a statement may speak of: its columns, and what its values and its kind's detail name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pipeline.analysis.series.seasons import WEEKDAYS, name_of_part
from pipeline.story import Fact, Finding

PARTS = {"weekday": range(1, 8), "month": range(1, 13), "hour": range(24)}  # of the calendar, which every table has
OF_CALENDAR = frozenset(name_of_part(season, part) for season in PARTS for part in PARTS[season])
ALWAYS = frozenset({"yes", "no", *OF_CALENDAR, *(f"{day}s" for day in WEEKDAYS)})
NONE = "no "
SEXES = frozenset({"women", "men"})


def own_names(statement: Fact | Finding) -> frozenset[str]:
    """All names that its sentences may have, as headers and as the story calls them."""
    found = {*headers_of(statement), *_texts(statement.values)}
    called = {statement.wording.name(name) for name in found}
    lacking = {name[len(NONE) :] for name in found if name.casefold().startswith(NONE)}  # No internet service
    return frozenset({*ALWAYS, *SEXES, *found, *called, *lacking, *(name.removeprefix("has ") for name in called)})


def headers_of(statement: Fact | Finding) -> set[str]:
    """The columns that it speaks of, derived ones by their own names, and whatever else its kind's detail names."""
    found = {*statement.columns, *_texts(statement.detail)}
    if isinstance(statement, Finding):
        found |= {*statement.subjects, *(groups.column for groups in statement.within_groups)}
        found |= {name for name in statement.companions if name is not None}
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value; a number is no name: it is checked as one."""
    if isinstance(value, str):
        yield value
    elif not isinstance(value, bool | int | float):
        for part in _parts(value):
            yield from _texts(part)


def _parts(value: Any) -> Iterable[Any]:
    """What a value is made of."""
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, tuple | list | frozenset | set):
        return value
    return [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else ()
