"""What is told of a column whose values are not simply as they stand: marks left out, units joined, other calendars."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.reading.currencies import several_currencies
from pipeline.reading.types import Plan
from pipeline.reading.types.durations import DurationFormat
from pipeline.reading.types.moment_parts import PIVOT
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.reading.types.short_days import are_without_year, is_date
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

MOST_SHOWN = 5  # different texts in one sentence
NUMBERS: Mapping[str, tuple[str, str, str]] = {
    "limits": ("is a limit", "are limits", "; the limit itself is taken for the value"),
    "spreads": ("has its uncertainty", "have their uncertainty", " beside it, which is left out"),
    "about": ("is approximate", "are approximate", "; the number itself is taken"),
    "at_least": ("means that much", "mean that much", " or more; the least is taken for the value"),
    "marks": ("has a mark or footnote", "have a mark or footnote", ", which is left out"),
    "sides": ("says its side of the account", "say their side of the account", "; what was taken is read as negative"),
    "scales": ("is", "are", " written in another magnitude or unit and brought to that of the column"),
}
CALENDARS = {
    "buddhist": "count the years of the Buddhist calendar, which are 543 ahead; these were taken off",
    "persian": "are of the Persian calendar and were brought to the common one",
    "era": "count the years of an era and were brought to the common calendar",
}
SIX_DIGITS = (Family.COMPACT_SHORT, Family.COMPACT_SHORT_DAY)


def is_remarkable(plan: Plan) -> bool:
    """Whether anything may have to be told of a column that is read so."""
    match plan.written:
        case NumberFormat():
            return bool(plan.words) or not plan.written.simple
        case MomentFormat():
            written = plan.written
            changed = written.calendar or written.swapped or written.guessed or written.marked
            return bool(plan.words or changed or written.pivot != PIVOT or written.families[0] in SIX_DIGITS)
    return bool(plan.words) or isinstance(plan.written, DurationFormat)


def remarks(name: str, plan: Plan, counts: Mapping[str, int]) -> list[ReadingWarning]:
    """What was done to the texts of a column, each thing once, with examples; ``counts`` maps them to their rows."""
    if plan.written is None and is_date(name):
        return _without_year(name, counts)
    if not is_remarkable(plan):
        return several_currencies(name, plan, counts)
    told = [*several_currencies(name, plan, counts), *_missing(name, plan, counts)]
    match plan.written:
        case NumberFormat():
            told += _of_numbers(name, plan.written, counts)
        case DurationFormat():
            read = Counter({text: rows for text, rows in counts.items() if plan.value(text) is not None})
            text = f"{_values(read.total(), name, read)} {_are(read.total())} read as durations in {plan.written.unit}."
            told.append(warn("durations", text, read.total(), next(iter(read), None)))
        case MomentFormat():
            told += [*_of_moments(name, plan.written, counts), *ambiguous(name, plan.written, counts)]
    return told


def _without_year(name: str, counts: Mapping[str, int]) -> list[ReadingWarning]:
    """What is told of days in digits of which no year is known."""
    if not are_without_year(name, counts):
        return []
    example = next(iter(counts))
    text = f"{name} has the day and the month alone ({example}); without a year it is no time, and is read as a text."
    return [warn("no_year", text, 0, example)]


def _missing(name: str, plan: Plan, counts: Mapping[str, int]) -> list[ReadingWarning]:
    said = Counter({text: rows for text, rows in counts.items() if text.strip().lower() in plan.words})
    if not said:
        return []
    ending = "stands for a missing value" if said.total() == 1 else "stand for a missing value"
    return [warn("missing_words", f"{_values(said.total(), name, said)} {ending}.", said.total(), next(iter(said)))]


def _of_numbers(name: str, written: NumberFormat, counts: Mapping[str, int]) -> list[ReadingWarning]:
    found: dict[str, Counter[str]] = {}
    for text, rows in counts.items():
        if (kind := written.remark(text.strip())) and written.parse(text.strip()) is not None:
            found.setdefault(kind, Counter())[text.strip()] += rows
    told = []
    for kind, (one, many, rest) in NUMBERS.items():
        if texts := found.get(kind):
            verb = one if texts.total() == 1 else many
            text = f"{_values(texts.total(), name, texts)} {verb}{rest}."
            told.append(warn(f"number_{kind}", text, texts.total(), next(iter(texts))))
    return [*told, *guessed_points(name, written, counts)]


def guessed_points(name: str, written: NumberFormat, texts: Iterable[str]) -> list[ReadingWarning]:
    """What is told of points that part thousands by the file's language alone, by the first number that has one."""
    example = next((text.strip() for text in texts if "." in text), None) if written.guessed else None
    number = None if example is None else written.parse(example)
    if example is None or number is None:
        return []
    text = (
        f"The points in {name} are taken to part thousands, as the language of the file "
        f"has it: {example} is read as {number:,}. "
        "Where they are decimal marks, write them as commas."
    )
    return [warn("points_in_thousands", text, 0, example)]


def _of_moments(name: str, written: MomentFormat, counts: Mapping[str, int]) -> list[ReadingWarning]:
    read = Counter({text: rows for text, rows in counts.items() if written.parse(text.strip()) is not None})
    if not read:
        return []
    example, rows = next(iter(read)), read.total()
    told = []
    if written.calendar:
        text = f"{_values(rows, name, read)} {CALENDARS[written.calendar]}."
        told.append(warn("calendar", text, rows, example))
    if written.swapped:
        text = (
            f"{name} mixes dates, none after the 12th of a month, with texts that all are: a program took the day for "
            "the month where it could. Day and month were swapped back."
        )
        told.append(warn("swapped_dates", text, rows, example))
    told += _of_short_years(name, written, example, rows)
    if written.marked:
        marked = Counter({text: count for text, count in read.items() if not text.strip()[-1].isdecimal()})
        if marked:
            verb, _, rest = (
                NUMBERS["marks"] if marked.total() == 1 else NUMBERS["marks"][1:2] * 2 + NUMBERS["marks"][2:]
            )
            text = f"{_values(marked.total(), name, marked)} {verb}{rest}."
            told.append(warn("number_marks", text, marked.total(), next(iter(marked))))
    return told


def _of_short_years(name: str, written: MomentFormat, example: str, rows: int) -> list[ReadingWarning]:
    told = []
    if written.families[0] in SIX_DIGITS:
        first = "the day" if written.day_first else "the month"
        order = "the year" if written.families[0] is Family.COMPACT_SHORT else first
        text = f"{name} is read as days, {order} first: {example} for {written.parse(example.strip()):%Y-%m-%d}."
        told.append(warn("six_digits", text, rows, example))
    if written.pivot != PIVOT:
        first = f"{written.pivot:02}"
        text = f"Years of {name} have two digits; those from {first} on are read as 19{first} and later."
        told.append(warn("short_years", text, rows, example))
    return told


def ambiguous(name: str, written: MomentFormat, texts: Iterable[str]) -> list[ReadingWarning]:
    """What is told of dates that nothing in the file tells day from month in, by the first text that shows it."""
    if not written.guessed:
        return []
    other = replace(written, day_first=not written.day_first)
    for text in texts:
        chosen, instead = written.parse(text.strip()), other.parse(text.strip())
        if chosen and instead and chosen != instead:
            order = "the day" if written.day_first else "the month"
            said = (
                f"Nothing tells day from month in {name}: {order} is taken to come first, {text.strip()} for "
                f"{chosen:%Y-%m-%d}, not {instead:%Y-%m-%d}. Write dates as {instead:%Y-%m-%d} where that is wrong."
            )
            return [warn("ambiguous_dates", said, 0, text.strip())]
    return []


def _values(rows: int, name: str, texts: Counter[str]) -> str:
    """``3 values of Rate ([c], [x])``."""
    listed = ", ".join(text for text, _ in texts.most_common(MOST_SHOWN))
    return f"{shown(rows, 'value', 'values')} of {name} ({listed}{', …' if len(texts) > MOST_SHOWN else ''})"


def _are(rows: int) -> str:
    return "is" if rows == 1 else "are"
