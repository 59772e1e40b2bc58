"""The decision: which type the values of a column have."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.types import booleans, hints, lists, moments, numbers
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.missing import SENTINELS, sentinels
from pipeline.reading.types.moments import Family, MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.reading.types.plan import Plan
from pipeline.story import ColumnType

READABLE_SHARE = 0.9  # a column is of a type if so many of its values are; the others are then missing, and said so
URL = re.compile(r"(?:(?:https?|ftp|s3|file)://|www\.)[^\s]+", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
UUID = re.compile(r"\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?", re.IGNORECASE)
HASH = re.compile(r"(?=.*\d)[0-9a-f]{16,}", re.IGNORECASE)
KEY = re.compile(r"(?=.*\d)(?=.*[^\W\d]|.*\d-\d)[\w\-./#]+")  # letters or a hyphen amid digits: no clock, no place
UNNAMED = re.compile(r"(?:column_?|unnamed:? ?)?\d*|(?:x\.?|v|_?c)\d+|#|\.\.\.\d+|rownames?|\(index\)", re.IGNORECASE)
CATEGORY_LENGTH = 40  # characters, on average


@dataclass(frozen=True)
class Hints:
    """What other columns of the same file use, for values that could be read in two ways."""

    decimal: str | None = None
    day_first: bool | None = None


NO_HINTS = Hints()


def infer_type(name: str, values: Iterable[str | None]) -> ColumnType:
    """The type of a column, from its name and all of its values as text; empty cells are None or NA.

    Values decide; the name is asked only where they can't, as for ``2019`` (a year?) or ``10115`` (a postal code?).
    """
    return plan_column(Evidence.of(name, values)).type


def plan_column(evidence: Evidence, hints_: Hints = NO_HINTS) -> Plan:
    """The type of a column and how its text becomes values."""
    if not evidence.present or all(text.lower() == "na" for text in evidence.counts):
        return Plan(ColumnType.EMPTY, words=frozenset({"na"}) if evidence.present else frozenset())
    plan = _plan_values(evidence, hints_)
    if plan is None and evidence.possible_words:
        words = frozenset(word.lower() for word in evidence.possible_words)
        rest = evidence.without(words)
        plan = _plan_values(rest, hints_, words) if rest.present else None
    return plan or _plan_words(evidence)


def _plan_values(evidence: Evidence, hints_: Hints, words: frozenset[str] = frozenset()) -> Plan | None:
    """As values rather than words; None where they are words. ``words`` stand for missing values."""
    if flags := _plan_boolean(evidence, words):
        return flags
    needed = READABLE_SHARE * evidence.sampled
    number, readable = numbers.learn_format(evidence.counts, hints_.decimal)
    if readable >= needed:
        return _plan_numbers(evidence, number, words)
    moment, readable = moments.learn_format(evidence.counts, evidence.ordered, hints_.day_first)
    if moment and readable >= needed:
        return Plan(ColumnType.DATETIME, moment, words=words)
    return None


def _plan_boolean(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    written = booleans.learn_format(evidence.counts)
    if written is None:
        return None
    if (
        written.true.startswith("1")
        and hints.speaks_of(evidence.name, hints.COUNT)
        and not hints.speaks_of(evidence.name, frozenset({"is", "has"}))
    ):
        return None
    return Plan(ColumnType.BOOLEAN, written, words=words)


def _plan_numbers(evidence: Evidence, written: NumberFormat, words: frozenset[str]) -> Plan:
    """A column of numbers: a measure, or a date, a code or a key that is written in digits."""
    if written.plain or not written.unit:
        digits = _plan_digits(evidence, words)
        if digits:
            return digits
    values = {text: value for text in evidence.counts if (value := written.parse(text)) is not None}
    gone: set[float] = set()
    if not SENTINELS.isdisjoint(values.values()):
        rows: dict[float, int] = {}
        for text, value in values.items():
            rows[float(value)] = rows.get(float(value), 0) + evidence.counts[text]
        gone = sentinels(rows)
    whole = all(isinstance(value, int) or value in gone for value in values.values())
    return Plan(ColumnType.NUMERIC, written, whole, words, frozenset(gone))


def _plan_digits(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    """Digits that are no measure; None for numbers that count or measure something."""
    texts = evidence.counts.keys()
    if family := _moment_in_digits(evidence):
        return Plan(ColumnType.DATETIME, MomentFormat((family,)), words=words)
    whole = [text for text in texts if text.lstrip("+-").isdigit()]
    if len(whole) < len(texts):
        return None
    name = evidence.name
    zero_led = any(numbers.ZERO_LED.fullmatch(text) for text in whole)
    too_long = any(len(text) > 18 for text in whole)
    if zero_led or too_long or hints.speaks_of(name, hints.PHONE) or hints.speaks_of(name, hints.POSTAL):
        return _key_or_code(evidence, words)
    if hints.ends_with(name, hints.STRONG_IDENTIFIER):
        return _key_or_code(evidence, words)
    if hints.ends_with(name, hints.IDENTIFIER) and (
        _counts_rows(evidence) or (evidence.unique and min(map(len, whole)) >= 4)
    ):
        return Plan(ColumnType.IDENTIFIER, words=words)
    if UNNAMED.fullmatch(name.strip()) and _counts_rows(evidence):
        return Plan(ColumnType.IDENTIFIER, words=words)
    if hints.speaks_of(name, hints.STANDARD_CODE):
        return _key_or_code(evidence, words)
    coded = hints.ends_with(name, hints.CODE) and not hints.speaks_of(name, hints.AMOUNT)
    few = (evidence.distinct <= 12 and evidence.variety <= 0.75) or (
        evidence.variety <= 0.2 and evidence.distinct <= 100
    )
    if coded and few and all(0 <= int(text) < 10**6 for text in whole):
        return Plan(ColumnType.CATEGORICAL, words=words)
    if hints.ends_with(name, frozenset({"code", "codes", "fips"})):
        return _key_or_code(evidence, words)
    return None


def _key_or_code(evidence: Evidence, words: frozenset[str]) -> Plan:
    """A key where nearly every row has its own, a code for a category where rows share it."""
    name = evidence.name
    if hints.speaks_of(name, hints.POSTAL):
        return Plan(ColumnType.CATEGORICAL, words=words)
    shared = evidence.variety <= (0.75 if evidence.present < 100 else 0.5) and evidence.distinct <= 1000
    named_key = hints.ends_with(name, hints.IDENTIFIER) or hints.speaks_of(name, hints.PHONE)
    key = not shared and (named_key or evidence.unique)
    return Plan(ColumnType.IDENTIFIER if key else ColumnType.CATEGORICAL, words=words)


def _counts_rows(evidence: Evidence) -> bool:
    """Whether the values are 0, 1, 2, ... or 1, 2, 3, ... in the order of the rows."""
    if not evidence.unique or len(evidence.ordered) < 3:
        return False
    try:
        steps = [int(text) for text in evidence.ordered]
    except ValueError:
        return False
    return steps[0] in (0, 1) and all(after == before + 1 for before, after in pairwise(steps))


def _moment_in_digits(evidence: Evidence) -> Family | None:
    """Years, 20240131, seconds or milliseconds since 1970, Excel's day numbers: by range, and by name where needed."""
    name = evidence.name
    if hints.ends_with(name, hints.STRONG_IDENTIFIER) or hints.speaks_of(name, hints.PHONE | hints.POSTAL):
        return None
    try:
        values = [float(text) for text in evidence.counts]
    except ValueError:
        return None
    low, high = min(values), max(values)
    amount = hints.speaks_of(name, hints.AMOUNT)
    whole = all(value.is_integer() for value in values)
    dated = hints.speaks_of(name, hints.MOMENT) or hints.speaks_of(name, hints.YEAR)
    if whole and low >= 1000 and high <= 2200:
        return Family.YEAR if hints.speaks_of(name, hints.YEAR) and not amount else None
    if whole and low >= 19_000_101 and high <= 21_001_231 and not amount:
        return Family.COMPACT if _reads(evidence, Family.COMPACT) and (dated or evidence.distinct > 2) else None
    if whole and low >= 190_001 and high <= 210_012 and dated and not amount:
        return Family.COMPACT_MONTH if _reads(evidence, Family.COMPACT_MONTH) else None
    clock = hints.speaks_of(name, hints.CLOCK | hints.MOMENT)
    if low >= 946_684_800 and high <= 2_145_916_800 and not amount and not _counts_up(values):
        return (
            Family.EPOCH_SECONDS
            if clock or (low > 1_000_000_000 and whole and not hints.ends_with(name, hints.IDENTIFIER))
            else None
        )
    if whole and low >= 946_684_800_000 and high <= 2_145_916_800_000 and not amount:
        return Family.EPOCH_MILLISECONDS
    if low >= 15_000 and high <= 73_050 and dated and not amount and not hints.speaks_of(name, hints.COUNT):
        return Family.SERIAL
    return None


def _counts_up(values: list[float]) -> bool:
    """Whether the numbers follow each other without a gap, as keys do."""
    return len(values) > 2 and max(values) - min(values) == len(values) - 1


def _reads(evidence: Evidence, family: Family) -> bool:
    written = MomentFormat((family,))
    return all(written.parse(text) is not None for text in evidence.counts)


def _plan_words(evidence: Evidence) -> Plan:
    """Text of some kind: links, lists, keys, categories, or sentences."""
    evidence, words = _without_na(evidence)
    counts, needed = evidence.counts, READABLE_SHARE * evidence.sampled
    if sum(count for text, count in counts.items() if URL.fullmatch(text)) >= needed:
        return Plan(ColumnType.URL, words=words)
    if written := lists.learn_format(counts, named=hints.ends_with(evidence.name, hints.LISTED)):
        return Plan(ColumnType.LIST, written, words=words)
    if hints.speaks_of(evidence.name, hints.POSTAL):
        return Plan(ColumnType.CATEGORICAL, words=words)
    if _is_key(evidence):
        return Plan(ColumnType.IDENTIFIER, words=words)
    return Plan(ColumnType.CATEGORICAL if _is_categorical(evidence) else ColumnType.TEXT, words=words)


def _without_na(evidence: Evidence) -> tuple[Evidence, frozenset[str]]:
    """NA among words means missing, but not among codes of two letters, where it is Namibia or North America."""
    if not any(text.lower() == "na" for text in evidence.counts):
        return evidence, frozenset()
    rest = evidence.without({"na"})
    codes = rest.present and all(len(text) == 2 and text.isalpha() and text.isupper() for text in rest.counts)
    return (evidence, frozenset()) if codes or not rest.present else (rest, frozenset({"na"}))


def _is_key(evidence: Evidence) -> bool:
    """UUIDs, hashes, e-mail addresses; tokens with digits, of one shape or in a column named so, that hardly repeat."""
    texts = evidence.counts.keys()
    if evidence.variety <= 0.5:
        return False
    for pattern in (UUID, HASH, EMAIL):
        if all(pattern.fullmatch(text) for text in texts):
            return True
    tokens = all(" " not in text and len(text) <= 64 for text in texts)
    if hints.ends_with(evidence.name, hints.IDENTIFIER) and tokens:
        return evidence.variety > 0.9 or hints.ends_with(evidence.name, hints.STRONG_IDENTIFIER)
    if hints.speaks_of(evidence.name, hints.PHONE):
        return evidence.variety > 0.9
    if not tokens or not evidence.unique or evidence.present < 5 or not all(KEY.fullmatch(text) for text in texts):
        return False
    shapes = {re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", text))) for text in texts}
    return len(shapes) <= 1 + 0.1 * len(texts)


def _is_categorical(evidence: Evidence) -> bool:
    """Whether the values come back often enough, for their length, to be the names of groups."""
    if evidence.unique and evidence.present > 1:
        return False
    length = sum(len(text) * count for text, count in evidence.counts.items()) / evidence.sampled
    spaces = sum(text.count(" ") * count for text, count in evidence.counts.items()) / evidence.sampled
    if length > CATEGORY_LENGTH or spaces > 5:
        return evidence.variety <= 0.2
    if evidence.present < 100:
        return evidence.variety <= 0.75
    return evidence.variety <= 0.5
