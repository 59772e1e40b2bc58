"""Names for people: what a column is called in a sentence, made of its header."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.wording.markdown import one_line
from pipeline.wording.vocabulary import (
    ABBREVIATIONS,
    ACRONYMS,
    COUNTED,
    DEGREES,
    DEGREES_AFTER,
    EVENTS_AT,
    FLAGS_AFTER,
    FLAGS_BEFORE,
    GERMAN,
    IN_PLACES,
    IN_PLANS,
    LEAST_GERMAN,
    MINUTES_AFTER,
    NO_MEASURES,
    NO_UNITS,
    PHRASES,
    PLACES,
    PLANS,
    PREFIXES,
    PROCESSES,
    TIMES,
    UNITS,
    WRITTEN_UNITS,
)

HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
MIXED = sorted(
    (unit for unit in WRITTEN_UNITS - NO_UNITS if not unit.islower() and (unit[0].islower() or len(unit) > 2)),
    key=len,
    reverse=True,
)
WITHIN = re.compile(rf"(?<![A-Z])(?:{'|'.join(MIXED)})$")  # a unit behind a word without a mark between: supplykV
JOINT = re.compile(r"[_\s]+|(?<=[^\W\d_])[.](?=\w)")
KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")
IN_BRACKETS = re.compile(r"\s*[(\[]\s*(?P<unit>[^()\[\]]{1,12})\s*[)\]]\s*$")
AT_END = re.compile(r"\s+(?P<unit>[$€£¥₹%])$")
SHORT = 3  # letters of a header in capitals that may be an abbreviation
MONEY = frozenset("$€£¥₹")
PERIODS = frozenset({"day", "week", "month", "year"})
LONG_TIMES = frozenset({"weeks", "months", "years"})  # in brackets behind a header
MAX_WORDS = 12  # a header with more is a question, and stays


@dataclass(frozen=True)
class Header:
    """A header read: what it calls the column, and the unit that it gives."""

    name: str
    unit: str | None = None


def display_names(columns: Sequence[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """What each column is called, by its header: ``avg_order_val`` -> ``average order value``; all different.

    ``chosen`` are a user's own names for some of them, which stand as they are.
    """
    chosen = chosen or {}
    around = Around(is_german(columns), _has(columns, PLACES), _has(columns, PLANS), _shout(columns))
    headers = {c: Header(chosen[c]) if c in chosen else read_header(c, around) for c in columns}
    short = {c: header.name for c, header in headers.items()}
    long = {c: f"{header.name} in {header.unit}" if header.unit else header.name for c, header in headers.items()}
    return _told_apart(columns, short, long, chosen)


@dataclass(frozen=True)
class Around:
    """The other columns, which tell what an ambiguous word means."""

    german: bool = False
    places: bool = False  # a country, a state or a city
    plans: bool = False  # a budget or a forecast
    shouted: bool = False  # all of them in capitals, which mean nothing then

    @property
    def ambiguous(self) -> dict[str, str]:
        """What such words mean here: ``pop`` is the population of a country, ``act`` what came of a plan."""
        return {**(IN_PLACES if self.places else {}), **(IN_PLANS if self.plans else {})}


ALONE = Around()


def _has(columns: Iterable[str], terms: Collection[str]) -> bool:
    """Whether one of the terms is among the words of the columns."""
    return any(part.lower() in terms for column in columns for part in split(column))


def _shout(columns: Iterable[str]) -> bool:
    """Whether all headers are in capitals, one of which is longer than an abbreviation."""
    lettered = [column for column in columns if any(map(str.isalpha, column))]
    return len(lettered) > 1 and all(map(str.isupper, lettered)) and max(map(len, lettered)) > SHORT


@lru_cache(maxsize=8192)
def read_header(column: str, around: Around = ALONE) -> Header:
    """One header among others."""
    stem, unit = _bracketed(column)
    if _is_code(stem, around):
        return Header(stem, unit)
    if is_for_people(stem) and not around.shouted:
        return _of_words(stem, unit)
    parts = split(stem)
    if unit is None and len(parts) > 1 and (parts == pieces(stem) or _ends_in_written_unit(parts)):
        unit, parts = _measured(_per_time(parts))
        parts = tuple(_timed(parts, unit).split(" "))
    return Header(_in_words(parts, _style(stem, around)) or one_line(column) or "(blank)", unit)


def _bracketed(column: str) -> tuple[str, str | None]:
    """A header without the unit in brackets at its end, and that."""
    found = IN_BRACKETS.search(column) or AT_END.search(column)
    if found is None or not _is_unit(found["unit"]):
        return column, None
    return column[: found.start()], one_line(found["unit"])


def _is_code(stem: str, around: Around) -> bool:
    """Whether a header among others in capitals is as likely an abbreviation as a word."""
    return around.shouted and len(stem) <= SHORT and stem.lower() not in ABBREVIATIONS


@lru_cache(maxsize=8192)
def split(column: str) -> tuple[str, ...]:
    """The parts of a header in their own letters: ``"customerID_num"`` -> ``customer``, ``ID``, ``num``."""
    return tuple(part for piece in pieces(column) for part in _humps(piece) if part)


def _humps(piece: str) -> list[str]:
    """``"orderDate"`` -> ``order``, ``Date``; a unit stays whole: ``mV``, and at the end ``supply``, ``kV``."""
    if piece in WRITTEN_UNITS:
        return [piece]
    unit = WITHIN.search(piece)
    return [*HUMP.split(piece[: unit.start()]), unit[0]] if unit else HUMP.split(piece)


def pieces(column: str) -> tuple[str, ...]:
    """The parts of a header between its marks alone: ``"order-date"``, but not ``"e-mail"``."""
    text = column.strip(" _.-")
    if KEBAB.fullmatch(text) and text.partition("-")[0] not in PREFIXES:
        return tuple(text.split("-"))
    return tuple(piece for piece in JOINT.split(text) if piece)


def is_for_people(column: str) -> bool:
    """Whether a header reads as words already: ``Ship Mode``, ``Kündigung``, but not ``ship_mode`` or ``shipMode``."""
    text = column.strip()
    if " " in text:
        return "_" not in text or len(text.split()) > MAX_WORDS
    lower = text.lower()
    short = lower in ABBREVIATIONS or lower in IN_PLACES or lower in IN_PLANS or (text.islower() and text in ACRONYMS)
    return len(split(text)) == 1 and not short and "_" not in text


def is_german(columns: Iterable[str]) -> bool:
    """Whether the headers are German, whose nouns keep their capitals."""
    columns = list(columns)
    known = sum(bool(GERMAN & {part.lower() for part in split(column)}) for column in columns)
    return known >= max(LEAST_GERMAN, len(columns) / 4)


def _spaced(column: str) -> str:
    """Words with the clear abbreviations among them spelled out: ``Qty Sold`` -> ``Quantity Sold``."""
    parts = one_line(column).split(" ")
    if len(parts) == 1 or len(parts) > MAX_WORDS:
        return " ".join(parts)
    return " ".join(_like(part, ABBREVIATIONS.get(_bare(part), part)) if len(part) > 2 else part for part in parts)


def _bare(part: str) -> str:
    """``Avg.`` -> ``avg``."""
    return part.lower().removesuffix(".")


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _is_unit(text: str) -> bool:
    """Whether what stands in brackets is a unit: no word but those that are known ones."""
    word = text.strip().lower()
    currency = any(unicodedata.category(letter) == "Sc" for letter in word)
    known = {
        *UNITS,
        *(unit.lower() for unit in UNITS.values()),
        "min",
        "h",
        "s",
        "m",
        "l",
        "ml",
        "t",
        "m²",
        "m³",
        "ha",
        *LONG_TIMES,
    }
    return currency or word in known or bool(re.search(r"[%°²³µ/]", word)) or word in {"k", "w", "v", "a", "c", "f"}


def _ends_in_minutes(stem: str) -> bool:
    """Whether words end in minutes, not in the least of something: ``Downtime Min``."""
    *_, before, last = ("", *stem.lower().split())
    return last == "min" and _is_in_minutes(before)


def _is_in_minutes(before: str) -> bool:
    """Whether "min" behind this word means minutes."""
    return before in MINUTES_AFTER or before.endswith("time")


def _ends_in_written_unit(parts: tuple[str, ...]) -> bool:
    """Whether humps end in a unit that its letters make plain, as those of ``supplykV`` and ``tempC`` do."""
    degrees = parts[-1] in {"C", "F"} and parts[-2].lower() in DEGREES_AFTER
    return degrees or WITHIN.fullmatch(parts[-1]) is not None


def _written_unit(parts: tuple[str, ...]) -> str | None:
    """The unit at the end that is plain by its capitals: not of ``share per MW``, nor the measure pH."""
    is_one = parts[-1] in WRITTEN_UNITS and parts[-1] not in NO_UNITS and parts[-2].lower() != "per"
    return parts[-1] if is_one else None


def _per_time(parts: tuple[str, ...]) -> tuple[str, ...]:
    """What has so much of a unit in a time: ``overtime_hours_month`` -> ``overtime hours per month``."""
    is_per = len(parts) > 2 and parts[-1].lower() in PERIODS and parts[-2].lower() in UNITS
    return (*parts[:-1], "per", parts[-1]) if is_per else parts


def _measured(parts: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The unit apart, unless what is left names nothing: ``monthly hours``, of money ``monthly amount``."""
    unit, rest = _unit_apart(parts)
    if unit is None or rest[-1].lower() not in NO_MEASURES:
        return unit, rest
    return (unit, (*rest, "amount")) if unit in MONEY else (None, parts)


def _unit_apart(parts: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The unit that a header ends in, and the rest: ``Weight in lbs`` -> lb, ``Weight``."""
    last, before = parts[-1].lower(), parts[-2].lower()
    plain = DEGREES.get(last) if before in DEGREES_AFTER else _written_unit(parts)
    if plain is not None:
        return plain, parts[:-1]
    minutes = last == "min" and _is_in_minutes(before)
    if not minutes and (last not in UNITS or before in {"per", "of", "no", "number", "num", "total", "n", "nb"}):
        return None, parts
    rest = parts[:-2] if before == "in" and len(parts) > 2 else parts[:-1]
    return "min" if minutes else UNITS[last], rest


def _of_words(stem: str, unit: str | None) -> Header:
    """A header that reads as words already."""
    unit, stem = (unit, stem) if unit else _minutes_apart(stem)
    return Header(_spaced(_timed(stem.split(" "), unit)), unit)


def _minutes_apart(stem: str) -> tuple[str | None, str]:
    """The minutes, or days, behind a process: ``Downtime Min`` -> min, ``Downtime``; else none."""
    return ("min", stem.strip()[:-4]) if _ends_in_minutes(stem) else _days_apart(stem)


def _days_apart(stem: str) -> tuple[str | None, str]:
    """The unit behind a process, of a header in words: ``Delivery days`` -> days, ``Delivery``; else none."""
    before, _, last = stem.rpartition(" ")
    unit = UNITS.get(last.lower())
    return (unit, before) if unit in TIMES and before.split(" ")[-1].lower() in PROCESSES else (None, stem)


def _timed(parts: Sequence[str], unit: str | None) -> str:
    """What is measured in days or minutes is no delivery, but a delivery ``time``."""
    return " ".join((*parts, "time") if unit in TIMES and parts[-1].lower() in PROCESSES else parts)


@dataclass(frozen=True)
class _Style:
    """How the words of one header are written."""

    capitals: bool  # as they stand: Order_Date, and nouns of German headers
    shouted: bool  # the whole header is in capitals, which mean nothing then
    translated: bool  # abbreviations are English ones
    around: Around


def _style(stem: str, around: Around) -> _Style:
    shouted = stem.upper() == stem
    titled = stem[:1].isupper() and pieces(stem) == split(stem)
    return _Style((titled and not shouted) or around.german, shouted, not around.german, around)


def _in_words(parts: Sequence[str], style: _Style) -> str:
    """The parts of a header as words, in the order in which they are said."""
    lowered = [part.lower() for part in parts]
    if len(parts) < 2 or not style.translated:
        return _spelled(parts, style)
    if lowered[0] in FLAGS_BEFORE:
        return _in_words(parts[1:], style)
    if lowered[-1] in FLAGS_AFTER:
        return _in_words(parts[:-1], style)
    if len(parts) == 2 and lowered[1] in EVENTS_AT and lowered[0].endswith("ed"):
        return f"date {lowered[0]}"
    if _is_number(lowered):
        return f"number of {_in_words(_counted(parts), style)}"
    if lowered[-1] in {"min", "max", "avg"}:  # temp_max
        return _spelled([parts[-1], *parts[:-1]], style)
    return _spelled(parts, style)


def _is_number(lowered: Sequence[str]) -> bool:
    """Whether the first word says "number of"; ``no`` does before several, ``no_rooms``, and not in ``no_show``."""
    several = lowered[1] == "of" or lowered[-1].endswith("s") or lowered[-1] in {"children", "people", "men", "women"}
    return lowered[0] in COUNTED and (several or lowered[0] != "no")


def _counted(parts: Sequence[str]) -> Sequence[str]:
    """What is counted: what stands behind ``num`` or ``num_of``."""
    return parts[2:] if parts[1].lower() == "of" and len(parts) > 2 else parts[1:]


def _spelled(parts: Sequence[str], style: _Style) -> str:
    told: list[str] = []
    lowered = [part.lower() for part in parts]
    place = 0
    while place < len(parts):
        phrase = next((p for p in PHRASES if tuple(lowered[place : place + len(p)]) == p), None)
        if phrase is not None and style.translated:
            told.append(PHRASES[phrase])
            place += len(phrase)
        else:
            told.append(_word(parts[place], style))
            place += 1
    return " ".join(told)


def _word(part: str, style: _Style) -> str:
    word = part.lower()
    if not style.translated or part in WRITTEN_UNITS:
        return part
    if word in style.around.ambiguous:
        return style.around.ambiguous[word]
    if word in ACRONYMS:
        return ACRONYMS[word]
    if word in ABBREVIATIONS:
        return _like(part, ABBREVIATIONS[word]) if style.capitals else ABBREVIATIONS[word]
    if style.capitals or (part.isupper() and not style.shouted):
        return part
    return word


def _told_apart(
    columns: Sequence[str], short: Mapping[str, str], long: Mapping[str, str], chosen: Mapping[str, str]
) -> dict[str, str]:
    """The short names; where two would be the same the long ones, and where these would be, the headers."""
    names = dict(short)
    for fuller in (long, {c: " ".join(split(c)) for c in columns}):
        names |= {c: fuller[c] or names[c] for c in _alike(columns, names) if c not in chosen}
    return names | _numbered(columns, names, chosen)


def _alike(columns: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """The columns that share their name with another one, but for capitals."""
    taken = Counter(name.casefold() for name in names.values())
    return [c for c in columns if taken[names[c].casefold()] > 1]


def _numbered(columns: Sequence[str], names: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Names that still are another's before them, with their place among these behind."""
    seen: Counter[str] = Counter()
    numbered = {}
    for c in columns:
        seen[names[c].casefold()] += 1
        place = seen[names[c].casefold()]
        if place > 1 and c not in chosen:
            numbered[c] = f"{names[c]} ({place})"
    return numbered
