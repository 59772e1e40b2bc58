"""The columns of a grid that is in memory: planned over all their values, and converted."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from operator import is_not

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.grid import Grid
from pipeline.reading.plain_columns import convert_plain
from pipeline.reading.remarks import remarks
from pipeline.reading.types import Evidence, Plan, plan_column
from pipeline.reading.types.customs import customary_order, has_decimal_commas
from pipeline.reading.types.hints import WHOLE_AMOUNT, speaks_of
from pipeline.reading.types.infer import Hints
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat, all_grouped_by_point
from pipeline.reading.types.override import plan_as
from pipeline.reading.types.plan import Value
from pipeline.reading.warnings import shown, warn
from pipeline.story import Column, ColumnType, ReadingWarning

ARROW = {
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
    "VARCHAR": pa.string(),
}
WORDED = (ColumnType.CATEGORICAL, ColumnType.TEXT)
FEWEST_POINTS = 10  # different numbers, of which one in ten would end in a nought that is left out
MOST_TEXTS = 200  # different ones of a column, by which its language is told
NINES = re.compile(r"-9+(?:\.9+)?")
KINDS = {
    ColumnType.NUMERIC: "numbers",
    ColumnType.DATETIME: "dates",
    ColumnType.BOOLEAN: "yes or no",
    ColumnType.LIST: "lists",
}


def plan_grid(
    evidences: Sequence[Evidence], types: Mapping[str, ColumnType], delimiter: str | None = None
) -> list[Plan]:
    """A plan for each column; what is certain in one column decides what is ambiguous in another; ``types`` win.

    The ``delimiter`` of the file tells of its makers' customs.
    """
    plans = _without_points([plan_column(evidence) for evidence in evidences], evidences, delimiter)
    hints = _hints(plans, evidences)
    if hints.day_first is None and (ColumnType.DATETIME in types.values() or any(map(_is_guessed, plans))):
        hints = replace(hints, custom=_custom(plans, evidences, commas=bool(hints.decimal) or delimiter == ";"))
    if hints != Hints():
        plans = [_replanned(plan, evidence, hints) for plan, evidence in zip(plans, evidences, strict=True)]
    return [
        plan_as(types[evidence.name], evidence, hints) if evidence.name in types else plan
        for plan, evidence in zip(plans, evidences, strict=True)
    ]


def convert(
    grid: Grid, plans: Sequence[Plan], report: Callable[[float], None]
) -> tuple[pa.Table, list[Column], list[ReadingWarning]]:
    """The typed table, the facts of its columns, and what could not be read."""
    arrays, columns, warnings = [], [], []
    for position, (name, texts, plan) in enumerate(zip(grid.names, grid.columns, plans, strict=True), 1):
        if (array := convert_plain(texts, plan)) is not None:
            column = _plain_column(name, texts, plan, array)
        else:
            array, column, found = _converted(name, texts, plan)
            warnings += found
        arrays.append(array)
        columns.append(column)
        report(position / len(grid.names))
    return pa.table(arrays, names=grid.names), columns, warnings


def _converted(name: str, texts: Sequence[str | None], plan: Plan) -> tuple[pa.Array, Column, list[ReadingWarning]]:
    """One column: each of its texts is read once."""
    counts = Counter(texts)
    values: dict[str | None, Value] = plan.values(counts)
    changed = any(map(is_not, values, values.values()))
    array = pa.array(list(map(values.__getitem__, texts)) if changed else texts, ARROW[plan.storage])
    example = next((text for text in texts if text is not None and values[text] is not None), None)
    missing = sum(rows for text, rows in counts.items() if values[text] is None)
    column = Column(name, plan.type, plan.unit, missing, _distinct(values.values()), example)
    warnings = _of_unreadable(name, texts, plan, values) if plan.written is not None else []
    present = {text: rows for text, rows in counts.items() if text is not None}
    return array, column, warnings + remarks(name, plan, present)


def _distinct(values: Iterable[Value]) -> int:
    """How many different values there are."""
    return len({tuple(value) if isinstance(value, list) else value for value in values} - {None})


def _of_unreadable(
    name: str, texts: Sequence[str | None], plan: Plan, values: Mapping[str | None, Value]
) -> list[ReadingWarning]:
    lost = [text for text in texts if values[text] is None and not plan.is_missing(text)]
    return unreadable(name, plan, len(lost), lost[0] if lost else None)


def _plain_column(name: str, texts: Sequence[str | None], plan: Plan, array: pa.Array) -> Column:
    example = next((text for text in texts if text), None)
    return Column(name, plan.type, plan.unit, array.null_count, pc.count_distinct(array).as_py(), example)


def unreadable(name: str, plan: Plan, rows: int, example: str | None) -> list[ReadingWarning]:
    """What is told of values that are missing because they could not be read, or because they stand for it."""
    if not rows:
        return []
    if plan.sentinels:
        stand = "stands" if rows == 1 else "stand"
        codes = ", ".join(f"{sentinel:g}" for sentinel in sorted(plan.sentinels))
        return [
            warn(
                "missing_codes",
                f"{shown(rows, 'value', 'values')} of {name} ({codes}) {stand} for a missing value.",
                rows,
                example,
            )
        ]
    return [
        warn(
            "unreadable_values",
            f"{shown(rows, 'value', 'values')} of {name} can't be read as {KINDS[plan.type]} and "
            f"{'counts' if rows == 1 else 'count'} as missing.",
            rows,
            example,
        )
    ]


def _hints(plans: Sequence[Plan], evidences: Sequence[Evidence]) -> Hints:
    comma = any(isinstance(plan.written, NumberFormat) and plan.written.decimal == "," for plan in plans)
    orders = [
        plan.written.day_first
        for plan, evidence in zip(plans, evidences, strict=True)
        if isinstance(plan.written, MomentFormat)
        and Family.NUMBERS in plan.written.families
        and _is_certain(plan.written, evidence)
    ]
    sentinels = frozenset(sentinel for plan in plans for sentinel in plan.sentinels) | _in_several(plans, evidences)
    return Hints("," if comma else None, orders[0] if orders else None, sentinels=sentinels)


def _is_guessed(plan: Plan) -> bool:
    """Whether nothing in its column tells day from month."""
    return isinstance(plan.written, MomentFormat) and plan.written.guessed


def _points_part_thousands(plans: Sequence[Plan], evidences: Sequence[Evidence]) -> bool:
    """Whether each point in a number stands before three digits, the file's language is one of decimal commas, and
    some of those numbers are amounts or counts by their name.
    """
    if any(isinstance(plan.written, NumberFormat) and plan.written.decimal == "," for plan in plans):
        return False  # a comma is known to part decimals
    pointed = _pointed(plans, evidences)
    if not all(all_grouped_by_point(evidence.counts) for evidence in pointed):
        return False
    amounts = [evidence for evidence in pointed if speaks_of(evidence.name, WHOLE_AMOUNT)]
    points = sum("." in text for evidence in amounts for text in evidence.counts)
    return points >= FEWEST_POINTS and has_decimal_commas([e.name for e in evidences], _texts(plans, evidences))


def _pointed(plans: Sequence[Plan], evidences: Sequence[Evidence]) -> list[Evidence]:
    """Columns of numbers, some of which have a point."""
    numeric = [e for plan, e in zip(plans, evidences, strict=True) if isinstance(plan.written, NumberFormat)]
    return [evidence for evidence in numeric if any("." in text for text in evidence.counts)]


def _without_points(plans: list[Plan], evidences: Sequence[Evidence], delimiter: str | None) -> list[Plan]:
    """Numbers with points as what these part thousands of, where that is likelier; that is a guess, and told."""
    if delimiter != ";" or not _points_part_thousands(plans, evidences):
        return plans
    return [_as_thousands(plan, evidence) for plan, evidence in zip(plans, evidences, strict=True)]


def _as_thousands(plan: Plan, evidence: Evidence) -> Plan:
    if not isinstance(plan.written, NumberFormat) or not any("." in text for text in evidence.counts):
        return plan
    again = plan_column(evidence, Hints(decimal=","))
    if not isinstance(again.written, NumberFormat):
        return again
    return replace(again, written=replace(again.written, guessed=True))


def _texts(plans: Sequence[Plan], evidences: Sequence[Evidence]) -> list[list[str]]:
    """Different values of each column of words."""
    worded = (evidence for plan, evidence in zip(plans, evidences, strict=True) if plan.type in WORDED)
    return [list(islice(evidence.counts, MOST_TEXTS)) for evidence in worded]


def _custom(plans: Sequence[Plan], evidences: Sequence[Evidence], *, commas: bool) -> bool | None:
    names = [evidence.name for evidence in evidences]
    units = [plan.unit or "" for plan in plans]
    return customary_order(names, _texts(plans, evidences), units, commas=commas)


def _in_several(plans: Sequence[Plan], evidences: Sequence[Evidence]) -> frozenset[float]:
    """Numbers such as -99.99 that stand in several columns: so each may stand for a missing value in its own."""
    found = Counter(
        value
        for plan, evidence in zip(plans, evidences, strict=True)
        if isinstance(plan.written, NumberFormat)
        for value in set(map(plan.written.parse, _nines(evidence)))
    )
    return frozenset(float(value) for value, columns in found.items() if value is not None and columns > 1)


def _nines(evidence: Evidence) -> list[str]:
    """The values that are written -9, -99.9 and the like."""
    if evidence.plain is not None and "\n-9" not in evidence.plain.joined:
        return []
    return [text for text in evidence.counts if text[:2] == "-9" and NINES.fullmatch(text)]


def _is_certain(written: MomentFormat, evidence: Evidence) -> bool:
    """Whether the other order of day and month would leave some values unread."""
    other = replace(written, day_first=not written.day_first)
    return any(other.parse(text) is None for text in evidence.counts if written.parse(text) is not None)


def _replanned(plan: Plan, evidence: Evidence, hints: Hints) -> Plan:
    return plan_column(evidence, hints) if _hang_on_hints(plan, evidence, hints) else plan


def _hang_on_hints(plan: Plan, evidence: Evidence, hints: Hints) -> bool:
    """Whether the hints may change a plan that was made without them."""
    match plan.written:
        case NumberFormat(decimal=".", plain=plain) if hints.decimal and not (plan.whole and plain):
            return True
        case NumberFormat() if further := hints.sentinels - plan.sentinels:
            return evidence.plain is None or not further.isdisjoint(evidence.plain.numbers.tolist())
        case MomentFormat() if Family.NUMBERS in plan.written.families:
            told = plan.written.guessed and (hints.day_first, hints.custom) != (None, None)
            return told or bool(hints.decimal) or hints.day_first not in (None, plan.written.day_first)
    return False
