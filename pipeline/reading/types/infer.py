"""The decision: which type the values of a column have."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.reading.types import booleans, codes, durations, hints, marks, missing, moments, numbers
from pipeline.reading.types.digit_moments import moment_in_digits
from pipeline.reading.types.evidence import READABLE_SHARE, Evidence
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.numbers import NumberFormat
from pipeline.reading.types.plain_texts import PlainTexts
from pipeline.reading.types.plan import Plan
from pipeline.reading.types.short_days import are_without_year
from pipeline.reading.types.wording import plan_words
from pipeline.story import ColumnType

CLEAR_SHARE = 0.97  # of truth values: others among them are more likely a third answer than a slip
ODD_WORD = re.compile(r"[^\W\d_]{3,20}(?: [^\W\d_]{2,20})?")
ODD_SHARE, BESIDE = 0.2, 10  # of the values that one word is, and how many different ones there are beside it


@dataclass(frozen=True)
class Hints:
    """What other columns of the same file use, for values that could be read in two ways."""

    decimal: str | None = None
    day_first: bool | None = None
    custom: bool | None = None  # of the file's language, currency and marks: whether the day comes first
    sentinels: frozenset[float] = frozenset()


NO_HINTS = Hints()


def infer_type(name: str, values: Iterable[str | None]) -> ColumnType:
    """The type of a column, from its name and all of its values as text; empty cells are None or NA.

    Values decide; the name is asked only where they can't, as for ``2019`` (a year?) or ``10115`` (a postal code?).
    """
    return plan_column(Evidence.of(name, values)).type


def plan_column(evidence: Evidence, hints_: Hints = NO_HINTS) -> Plan:
    """The type of a column and how its text becomes values."""
    if not evidence.present:
        return Plan(ColumnType.EMPTY)
    if all(text.lower() == "na" for text in evidence.counts):
        return Plan(ColumnType.EMPTY, words=frozenset({"na"}))
    plan = _plan_values(evidence, hints_)
    without = _plan_without(evidence.possible_words, evidence, hints_)
    if plan is None or (without and without.type in (plan.type, ColumnType.BOOLEAN)):
        plan = without or plan  # a few NA amid numbers or truth values are missing, as many of them would be
    return (
        plan
        or _plan_without(missing.markers(evidence.counts), evidence, hints_)
        or _plan_beside_word(evidence, hints_)
        or plan_words(evidence)
    )


def _plan_beside_word(evidence: Evidence, hints_: Hints) -> Plan | None:
    """As numbers or moments, amid which one word says what has none: ``Ancient`` in a column of years."""
    odd = [text for text in evidence.counts if ODD_WORD.fullmatch(text)]
    others = len(evidence.counts) - 1
    if len(odd) != 1 or others < BESIDE or evidence.counts[odd[0]] > ODD_SHARE * evidence.sampled:
        return None
    plan = _plan_values(evidence.without({odd[0].lower()}), hints_)
    return plan if plan and plan.written is not None else None


def _plan_without(absent: frozenset[str], evidence: Evidence, hints_: Hints) -> Plan | None:
    """As values, with some words taken for missing ones; None where that makes no column of values."""
    words = frozenset(map(str.lower, absent))
    rest = evidence.without(words)
    return _plan_values(rest, hints_, words) if words and rest.present else None


def _plan_values(evidence: Evidence, hints_: Hints, words: frozenset[str] = frozenset()) -> Plan | None:
    """As values rather than words; None where they are words. ``words`` stand for missing values."""
    if flags := _plan_boolean(evidence, words):
        return flags
    if evidence.plain is None and codes.are_lettered(evidence):
        return None
    needed = READABLE_SHARE * evidence.sampled
    if evidence.plain is None:
        duration, readable = durations.learn_format(evidence.name, evidence.counts)
        if duration and readable >= needed:
            return Plan(ColumnType.NUMERIC, duration, words=words)
    number, readable = numbers.learn_format(evidence.counts, hints_.decimal, all_plain=evidence.plain is not None)
    if readable >= needed:
        return _plan_numbers(evidence, number, words, hints_)
    moment, readable = moments.learn_format(
        evidence.counts, evidence.ordered, hints_.day_first, evidence.name, hints_.custom
    )
    if moment and readable >= needed and not _are_versions(evidence.name, moment):
        return Plan(ColumnType.DATETIME, moment, words=words)
    return None


def _are_versions(name: str, moment: moments.MomentFormat) -> bool:
    return Family.NUMBERS in moment.families and hints.speaks_of(name, hints.VERSION)


def _plan_boolean(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    written = booleans.learn_format(evidence.counts)
    if written is None or (written.true == "s" and hints.speaks_of(evidence.name, hints.WAYS)):
        return None
    if (
        written.true.startswith("1")
        and hints.speaks_of(evidence.name, hints.COUNT)
        and not hints.speaks_of(evidence.name, frozenset({"is", "has"}))
    ):
        return None
    return Plan(ColumnType.BOOLEAN, written, words=words)


def _plan_numbers(evidence: Evidence, written: NumberFormat, words: frozenset[str], hints_: Hints) -> Plan:
    """A column of numbers: a measure, or a date, a code or a key that is written in digits."""
    if written.plain and evidence.plain is not None:
        return _plan_digits(evidence, words, marked=False) or _plan_plain(evidence, evidence.plain, words, hints_)
    values = {text: value for text in evidence.counts if (value := written.parse(text)) is not None}
    if (written.plain or not written.unit) and (digits := _plan_marked(evidence, written, values, words)):
        return digits
    rows = _rows(map(float, values.values()), map(evidence.counts.__getitem__, values))
    gone = missing.sentinels(rows, hints_.sentinels)
    whole = all(isinstance(value, int) or value in gone for value in values.values())
    return Plan(ColumnType.NUMERIC, written, whole, words, frozenset(gone))


def _plan_marked(evidence: Evidence, written: NumberFormat, texts: Iterable[str], words: frozenset[str]) -> Plan | None:
    """Digits that are no measure, some of which may have a mark behind them: 2020*."""
    has_marks = written.marked or written.flags
    bare = {text: marks.unmarked(text) if has_marks else text for text in texts}
    return _plan_digits(evidence.among(bare), words, marked=bare.keys() != set(bare.values()))


def _plan_plain(evidence: Evidence, plain: PlainTexts, words: frozenset[str], hints_: Hints) -> Plan:
    """A measure whose values are all plain numbers."""
    gone: set[float] = set()
    if missing.likely(plain.numbers):
        gone = missing.sentinels(_rows(plain.numbers.tolist(), evidence.counts.values()), hints_.sentinels)
    values = zip(evidence.counts, plain.numbers.tolist(), strict=True) if gone else ()
    texts = [text for text, number in values if number not in gone]
    whole = all(map(numbers.PLAIN_INTEGER.fullmatch, texts)) if gone else plain.are_whole
    return Plan(ColumnType.NUMERIC, NumberFormat(), whole, words, frozenset(gone))


def _rows(values: Iterable[float], counts: Iterable[int]) -> dict[float, int]:
    """How many rows have each number, which may be written in several ways."""
    rows: dict[float, int] = {}
    for value, count in zip(values, counts, strict=True):
        rows[value] = rows.get(value, 0) + count
    return rows


def _plan_digits(evidence: Evidence, words: frozenset[str], *, marked: bool) -> Plan | None:
    """Digits that are no measure; None for numbers that count or measure something."""
    if moment := moment_in_digits(evidence):
        return Plan(ColumnType.DATETIME, replace(moment, marked=marked), words=words)
    if are_without_year(evidence.name, evidence.counts):
        return Plan(ColumnType.CATEGORICAL, words=words)
    return codes.plan_codes(evidence, words)
