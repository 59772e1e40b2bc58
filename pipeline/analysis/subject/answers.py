"""Columns of few values that a story may count: what became of the rows, and which value says so."""

from collections.abc import Sequence
from itertools import compress

import numpy as np

from pipeline.analysis.subject.names import has_term, is_lasting, topics
from pipeline.analysis.subject.vocabulary import (
    BAD_LEVELS,
    CHOICES,
    DAYTIMES,
    DECIDED_LEVELS,
    EVENT_LEVELS,
    GIVEN_UP,
    HAPPENED,
    MAYBE_TRIALS,
    MISHAPS,
    OPEN_LEVELS,
    STATES,
    TRIALS,
    YES,
    Topic,
)
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Grouping, Sample
from pipeline.names import words
from pipeline.story import Scalar

MAX_LEVELS_OF_RESULT = 6
RESULT = 5.0
RESULT_OR_TRAIT = 4.5  # employed: what became of some is what others are like
BAD_LEVEL = 4.4
WHEN = 1.4  # the same, of what happened to nearly all: before it comes how long that took
WAITING = 1.4  # the same, of what isn't over yet: of the latest cases that is most, whatever comes of them
NEARLY_ALL = 0.9  # of the rows
GATE = 4.5  # the same, of an answer without which other columns are nought: the card, before what it pays
MIN_OPEN = 0.5  # of the rows behind a gate have more than nought
FIRST_OF_TWO = 3.5
FIRST_ASKED = 4.0  # the same, answered with yes or no: tip or none, before the distance driven
FIRST_OF_SEVERAL = 1.6
LAST_OF_TWO = 1.4
OUTCOMES = (BAD_LEVELS | EVENT_LEVELS) - OPEN_LEVELS
AMOUNTS = frozenset({Topic.GAIN, Topic.QUANTITY})  # of which there may be some or none
GIVEN = frozenset({Topic.CODE, Topic.PLACE, Topic.TRAIT, Topic.KEY, Topic.BEGIN})  # what no row answers


def result(v: Variable, sample: Sample) -> tuple[float, Scalar] | None:
    """What a column that tells how something ended is worth, and the value that its story counts."""
    grouping = sample.groupings.get(v.name)
    if grouping is None or len(grouping.levels) < 2 or not DAYTIMES.isdisjoint(map(_text, grouping.levels)):
        return None  # the late shift, beside the night's, is no delay
    decided = _decided(grouping)
    worth = _worth_of_name(v, decided)
    if worth is not None:
        value = _told(v, grouping, decided)
        return min(worth, _worth_of_event(v, grouping, value, sample)), scalar(value)
    ends = [level for level in decided if _text(level) in DECIDED_LEVELS]
    bad = next((level for level in decided if _text(level) in BAD_LEVELS), None)
    found = _asked(ends) if len(ends) > 1 else bad
    return None if found is None else (BAD_LEVEL, scalar(found))


def mishap(v: Variable, sample: Sample) -> Scalar:
    """The yes of a column that tells whether something went wrong with a row; None of any other."""
    grouping = sample.groupings.get(v.name)
    is_asked = grouping is not None and len(grouping.levels) == 2 and has_term(v.name, MISHAPS)
    found = _asked(grouping.levels) if grouping is not None and is_asked else None
    return None if found is None else scalar(found)


def undecided(grouping: Grouping) -> tuple[Scalar, ...]:
    """The values of cases that have no outcome yet: no share of what became of the rows counts them.

    Beside a case won and one lost, all other values are stages on the way; else those of the vocabulary, where at least
    two others are left, one of them an outcome: who smokes at ``current`` is no open case, nor is a ``new`` car. Empty
    where all rows are decided.
    """
    texts = [_text(level) for level in grouping.levels]
    is_decided = sum(text in DECIDED_LEVELS for text in texts) > 1
    waits = [text not in DECIDED_LEVELS if is_decided else text in OPEN_LEVELS for text in texts]
    found = tuple(scalar(level) for level in compress(grouping.levels, waits))
    left = [text for text, waiting in zip(texts, waits, strict=True) if not waiting]
    return found if len(left) > 1 and not OUTCOMES.isdisjoint(left) else ()


def _decided(grouping: Grouping) -> list[object]:
    """The values that say how something ended."""
    waiting = undecided(grouping)
    return [level for level in grouping.levels if scalar(level) not in waiting]


def _told(v: Variable, grouping: Grouping, decided: Sequence[object]) -> object:
    """The value that a story of a result counts: the event, a yes, of what was chosen the commonest, else the rarer."""
    sizes = [grouping.sizes[grouping.levels.index(level)] for level in decided]
    is_chosen = not CHOICES.isdisjoint(words(v.name)) and len(decided) > 2
    asked = _happened(v.name, decided)
    return _first_of(asked if asked is not None else _asked(decided), decided[_place(sizes, most=is_chosen)])


def _worth_of_event(v: Variable, grouping: Grouping, value: object, sample: Sample) -> float:
    """At most what a result is worth: less of what happened to nearly all, where a measure says how long it took, or of
    what isn't over yet.
    """
    if _text(value) in OPEN_LEVELS:
        return WAITING
    is_followed = is_event(v.name, _decided(grouping)) and any(map(is_lasting, sample.numbers))
    happened = grouping.sizes[grouping.levels.index(value)]
    return WHEN if is_followed and happened > NEARLY_ALL * sum(grouping.sizes) else RESULT


def _place(sizes: Sequence[int], *, most: bool) -> int:
    return int(np.argmax(sizes) if most else np.argmin(sizes))


def _happened(name: str, levels: Sequence[object]) -> object | None:
    """The higher of two codes, where a name says that they tell whether it has happened: 2 of a status 1 or 2."""
    is_coded = len(levels) == 2 and all(_text(level).isdecimal() for level in levels)
    if not is_coded or not has_term(name, HAPPENED):
        return None
    return max(levels, key=lambda level: int(_text(level)))


def _worth_of_name(v: Variable, levels: Sequence[object]) -> float | None:
    """Of a column that is called a result and can be counted as one."""
    found = topics(v.name)
    is_called = Topic.RESULT in found or is_event(v.name, levels) or has_term(v.name, GIVEN_UP)
    if not is_called or v.time_part or not _tells_result(v.name, levels):
        return None
    return RESULT_OR_TRAIT if Topic.TRAIT in found else RESULT


def is_event(name: str, levels: Sequence[object]) -> bool:
    """Whether a column tells yes or no, or by two codes, whether it has happened: ``event``, ``delta``."""
    is_named = has_term(name, HAPPENED)
    return is_named and len(levels) == 2 and (_asked(levels) is not None or _happened(name, levels) is not None)


def _tells_result(name: str, levels: Sequence[object]) -> bool:
    """Whether the values are those of a result: two, or one that says what happened, or what was chosen of several.

    Of what is called a status two are not enough: those may be town and country.
    """
    said = set(words(name))
    if _asked(levels) is not None or said & CHOICES:
        return True
    is_said = not said & STATES or any(_text(level) in BAD_LEVELS for level in levels)
    return len(levels) == 2 and (is_said or _happened(name, levels) is not None)


def unnamed_answer(v: Variable, sample: Sample, names: Sequence[str]) -> tuple[float, Scalar] | None:
    """The first column or the last, where it answers a question that its name doesn't tell: spam, yes or no.

    ``names``: of all columns. Of the last one only yes or no counts: tables end with what they were made for.
    """
    grouping = sample.groupings.get(v.name)
    if grouping is None or v.time_part or len(grouping.levels) < 2 or _is_given(v.name):
        return None
    is_of_two, asked = len(grouping.levels) == 2, _asked(grouping.levels)
    value = scalar(_first_of(asked, grouping.levels[int(np.argmax(grouping.sizes))]))
    if v.name == names[0]:
        return (_worth_of_two(v, grouping, asked, sample) if is_of_two else FIRST_OF_SEVERAL), value
    return (LAST_OF_TWO, value) if v.name == names[-1] and is_of_two and asked is not None else None


def _worth_of_two(v: Variable, grouping: Grouping, asked: object | None, sample: Sample) -> float:
    """Of a first column of two values; more where one is a yes, and other columns depend on it or it is an amount."""
    if asked is None:
        return FIRST_OF_TWO
    if _is_gate(grouping, asked, sample):
        return GATE
    return FIRST_ASKED if topics(v.name) & AMOUNTS else FIRST_OF_TWO


def _is_given(name: str) -> bool:
    """Whether a name is of what was there before: a kind, a place, the arm of a trial; ``gtype`` is a type."""
    said = words(name)
    is_arm = not (TRIALS | MAYBE_TRIALS).isdisjoint(said)
    return bool(topics(name) & GIVEN) or is_arm or any(word.endswith("type") for word in said)


def _is_gate(grouping: Grouping, asked: object, sample: Sample) -> bool:
    """Whether a measure is nought, or missing, in all rows with a no, and mostly isn't in those with a yes."""
    yes = grouping.codes == grouping.levels.index(asked)
    no = (grouping.codes >= 0) & ~yes
    amounts = (np.nan_to_num(values) for values in sample.numbers.values())
    return any(not amount[no].any() and np.mean(amount[yes] > 0) > MIN_OPEN for amount in amounts)


def counted_level(grouping: Grouping) -> Scalar:
    """The value whose rows a story counts: what is answered with yes, of two the rarer, else the commonest."""
    place = np.argmin(grouping.sizes) if len(grouping.levels) == 2 else np.argmax(grouping.sizes)
    return scalar(_first_of(_asked(grouping.levels), grouping.levels[int(place)]))


def _asked(levels: Sequence[object]) -> object | None:
    """The level that a question with this name is answered with: yes, or what happened; of won and lost, won."""
    ends = [level for level in levels if _text(level) in DECIDED_LEVELS]
    won = [level for level in ends if _text(level) not in BAD_LEVELS]
    if 0 < len(won) < len(ends):
        return won[0]
    said = [level for level in levels if level is True or _text(level) in YES]
    happened = [level for level in levels if _text(level) in EVENT_LEVELS]
    return next(iter([*said, *happened]), None)


def _first_of(level: object | None, other: object) -> object:
    return other if level is None else level


def _text(level: object) -> str:
    return str(level).strip().casefold()


def scalar(level: object) -> Scalar:
    """A level as a story keeps it."""
    return level if isinstance(level, str | int | float | bool) else str(level)
