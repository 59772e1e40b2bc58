"""The plan of a column whose type the user has said."""

from pipeline.reading.types import booleans, lists, moments, numbers
from pipeline.reading.types.booleans import BooleanFormat
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.infer import NO_HINTS, Hints, plan_column
from pipeline.reading.types.lists import ListFormat
from pipeline.reading.types.missing import POSSIBLE_WORDS
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.plan import Plan
from pipeline.reading.types.short_days import READINGS
from pipeline.story import ColumnType

DIGITS = (
    MomentFormat((Family.YEAR,)),
    MomentFormat((Family.COMPACT,)),
    MomentFormat((Family.COMPACT_MONTH,)),
    *READINGS,
    MomentFormat((Family.EPOCH_SECONDS,)),
    MomentFormat((Family.EPOCH_MILLISECONDS,)),
    MomentFormat((Family.SERIAL,)),
)


def plan_as(wanted: ColumnType, evidence: Evidence, hints: Hints = NO_HINTS) -> Plan:
    """The values read as ``wanted``, as many of them as can be."""
    plan = plan_column(evidence, hints)
    if plan.type == wanted:
        return plan
    rest = evidence.without(POSSIBLE_WORDS)
    words = frozenset(word.lower() for word in evidence.possible_words)
    match wanted:
        case ColumnType.NUMERIC:
            written, _ = numbers.learn_format(rest.counts, hints.decimal)
            whole = all(isinstance(value, int) for text in rest.counts if (value := written.parse(text)) is not None)
            return Plan(wanted, written, whole, words)
        case ColumnType.DATETIME:
            return Plan(wanted, _moments(rest, hints), words=words)
        case ColumnType.BOOLEAN:
            return Plan(wanted, booleans.learn_format(rest.counts) or _truth(rest), words=words)
        case ColumnType.LIST:
            return Plan(wanted, lists.learn_format(evidence.counts) or _list(evidence))
        case _:
            return Plan(wanted)


def _moments(evidence: Evidence, hints: Hints) -> MomentFormat:
    written, read = moments.learn_format(
        evidence.counts, evidence.ordered, hints.day_first, evidence.name, hints.custom
    )
    best = max(DIGITS, key=lambda candidate: sum(candidate.parse(text) is not None for text in evidence.counts))
    readable = sum(count for text, count in evidence.counts.items() if best.parse(text) is not None)
    return written if written and read >= readable else best


def _truth(evidence: Evidence) -> BooleanFormat:
    """Of two values that are no known pair, the second in the alphabet is true; of others, ``true`` is."""
    words = sorted({text.lower() for text in evidence.counts})
    return BooleanFormat(words[1], words[0]) if len(words) == 2 else BooleanFormat("true", "false")


def _list(evidence: Evidence) -> ListFormat:
    marks = (";", "|", ",", "/")
    return ListFormat(max(marks, key=lambda mark: sum(mark in text for text in evidence.counts)))
