"""What a column's name says, by the vocabulary."""

from functools import lru_cache
from typing import NamedTuple

from pipeline import wording
from pipeline.analysis.subject.vocabulary import (
    BUDGETS,
    DEMANDED,
    DUE,
    FORECASTS,
    JUDGEMENTS,
    LASTING,
    MET,
    OF_ONE_UNIT,
    STANDING,
    TERMS,
    Topic,
)
from pipeline.analysis.variables.roles import Variable
from pipeline.names import words

COUNTS = ("nb", "num", "n")
ALONE: dict[
    tuple[str, ...], frozenset[Topic]
] = {  # a word that means something else beside others: what a model is to tell, and what was aimed at
    ("target",): frozenset({Topic.RESULT}),
}
PER_HEAD = "pc"
COUNTED = frozenset({Topic.QUANTITY, Topic.STOCK, Topic.RESULT})
MEASURES = frozenset({Topic.MONEY, Topic.GAIN, Topic.QUANTITY, Topic.STOCK, Topic.SCORE, Topic.RATE, Topic.DURATION})
NO_COUNTS = frozenset({Topic.MONEY, Topic.GAIN, Topic.RATE, Topic.SCORE, Topic.TRAIT, Topic.DURATION, Topic.STOCK})
DONE = frozenset(  # participles that don't end in "ed"
    {
        "made",
        "sold",
        "sent",
        "built",
        "won",
        "lost",
        "taken",
        "given",
        "found",
        "paid",
        "bought",
        "drawn",
        "driven",
        "met",
    }
)
_ONE: dict[str, set[Topic]] = {}
_BEGINNINGS: list[tuple[str, Topic]] = []
_ENDINGS: list[tuple[str, Topic]] = []
_SEVERAL: list[tuple[tuple[str, ...], Topic]] = []
for _topic, _terms in TERMS.items():
    for _term in _terms:
        if " " in _term:
            _SEVERAL.append((tuple(_term.split()), _topic))
        elif _term.endswith("*"):
            _BEGINNINGS.append((_term[:-1], _topic))
        elif _term.startswith("*"):
            _ENDINGS.append((_term[1:], _topic))
        else:
            _ONE.setdefault(_term, set()).add(_topic)
_ALL_BEGINNINGS = tuple(beginning for beginning, _ in _BEGINNINGS)
_ALL_ENDINGS = tuple(ending for ending, _ in _ENDINGS)
_FIRST_OF_SEVERAL = frozenset(several[0] for several, _ in _SEVERAL)


@lru_cache(maxsize=8192)
def topics(name: str) -> frozenset[Topic]:
    """All that the words of a name say, ``"OrderDate"`` -> begin."""
    parts = words(name)
    found = {topic for part in parts for topic in (*_ONE.get(part, ()), *_begun(part), *_ended(part))}
    if not _FIRST_OF_SEVERAL.isdisjoint(parts):
        found |= {topic for several, topic in _SEVERAL if _contains(parts, several)}
    found |= {Topic.QUANTITY for part in parts if _is_counted(part)}
    if _says_what_was_done(parts) and not found & NO_COUNTS:
        found.add(Topic.QUANTITY)
    return frozenset(found) | ALONE.get(parts, frozenset())


def measure_said(v: Variable) -> str:
    """The name of a measure, or what the file is called by where that says a measure and the name says nothing."""
    return v.titled if topics(v.titled) & MEASURES else v.name


def _says_what_was_done(parts: tuple[str, ...]) -> bool:
    """Whether a name is of several things to which something was done: ``lines picked``, ``calls_answered``."""
    is_done = parts[-1:] and (parts[-1].endswith("ed") or parts[-1] in DONE)
    return bool(is_done) and len(parts) > 1 and wording.is_plural(parts[-2])


def _begun(part: str) -> list[Topic]:
    """What the beginning of a word says."""
    if not part.startswith(_ALL_BEGINNINGS):
        return []
    return [topic for beginning, topic in _BEGINNINGS if part.startswith(beginning)]


def _is_counted(part: str) -> bool:
    """Whether a word is a count of what the rest of it names: ``nbaffairs``, ``numvisit``."""
    return any(part.startswith(mark) and _names_counted(part[len(mark) :]) for mark in COUNTS)


def _names_counted(word: str) -> bool:
    """Whether a word, or its plural, says what is counted."""
    return bool((_ONE.get(word, set()) | _ONE.get(f"{word}s", set())) & COUNTED)


def _ended(part: str) -> list[Topic]:
    """What the end of a word says, of German ones put together of several: ``Stückzahl``, ``Rechnungsdatum``."""
    if not part.endswith(_ALL_ENDINGS):
        return []
    return [topic for ending, topic in _ENDINGS if part.endswith(ending)]


def _contains(parts: tuple[str, ...], several: tuple[str, ...]) -> bool:
    size = len(several)
    return any(_matches(parts[i : i + size], several) for i in range(len(parts) - size + 1))


def has_term(name: str, terms: tuple[str, ...]) -> bool:
    """Whether a name has one of the terms, each of one or more words, next to each other."""
    parts, known = words(name), _sorted(terms)
    if not known.words.isdisjoint(parts) or any(part.startswith(known.beginnings) for part in parts):
        return True
    return not known.firsts.isdisjoint(parts) and any(_contains(parts, several) for several in known.several)


class _Sorted(NamedTuple):
    """Terms by what it takes to find them in a name."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    several: tuple[tuple[str, ...], ...]
    firsts: frozenset[str]  # the first words of several


@lru_cache(maxsize=64)
def _sorted(terms: tuple[str, ...]) -> _Sorted:
    several = tuple(tuple(term.split()) for term in terms if " " in term)
    single = [term for term in terms if " " not in term]
    return _Sorted(
        frozenset(term for term in single if not term.endswith("*")),
        tuple(term[:-1] for term in single if term.endswith("*")),
        several,
        frozenset(first for first, *_ in several),
    )


def is_lasting(name: str) -> bool:
    """Whether a name says how long something was followed; "time" alone does, "lead time" doesn't."""
    return tuple(words(name)) == ("time",) or has_term(name, LASTING)


def _matches(parts: tuple[str, ...], several: tuple[str, ...]) -> bool:
    *first, last = several
    begins = last.endswith("*") and parts[-1].startswith(last[:-1])
    return (*parts[:-1],) == tuple(first) and (begins or parts[-1] == last)


def is_due(name: str) -> bool:
    """Whether a date's name says when something is to be done: ``due_date``, ``Fällig am``, ``promised delivery``."""
    return not DUE.isdisjoint(words(name))


def is_forecast(name: str) -> bool:
    """Whether a name says what somebody thought would come: ``sales_forecast``."""
    return has_term(name, FORECASTS)


def is_budget(name: str) -> bool:
    """Whether a name says what may be spent."""
    return has_term(name, BUDGETS)


def is_met_by(demand: str, other: str) -> bool:
    """Whether a name says how what another one counts was met: the wait, the agents, of calls offered."""
    return not DEMANDED.isdisjoint(words(demand)) and not MET.isdisjoint(words(other)) and MET.isdisjoint(words(demand))


def is_judgement(name: str) -> bool:
    """Whether a name says that somebody tells afterwards how it was: ``csat``, ``rating``; not ``job_satisfaction``."""
    parts = words(name)
    return not JUDGEMENTS.isdisjoint(parts) and STANDING.isdisjoint(parts)


def is_of_one_unit(name: str) -> bool:
    """Whether a name says what one piece costs: ``unit_price``."""
    found = topics(name) & {Topic.MONEY, Topic.GAIN}
    return bool(set(words(name)) & OF_ONE_UNIT and (found or len(words(name)) == 1))


def is_per_head(name: str) -> bool:
    """Whether a name ends in "per capita" as economists shorten it: ``gdppc``, ``packpc``, ``income_pc``."""
    *before, last = words(name) or ("",)
    counted = (*before, last.removesuffix(PER_HEAD))
    return last.endswith(PER_HEAD) and any(_ONE.get(part) or _begun(part) for part in counted if part)
