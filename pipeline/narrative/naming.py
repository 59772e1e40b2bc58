"""How measures, groups and moments are called in sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, reduce

from pipeline import wording
from pipeline.analysis.naming import AGGREGATES, label
from pipeline.analysis.series.seasons import SEASONS, name_of_part
from pipeline.analysis.subject import topics
from pipeline.analysis.variables.time_axis import LEVELS, Aggregate, Grain
from pipeline.narrative.check import BOLD
from pipeline.story import Analysis, Plot, Scalar

PLAIN_VALUE = re.compile(
    r"(?!\d+[.)]\s)[^\W_][\w\s'’&/%+°€$.,-]{0,38}[\w%+.]|\d{1,2}:\d{2}|[^\W_]"
)  # reads as a word or a few
CODED_WORDS = re.compile(r"[^\W\d_]{2,}(?:_[^\W_]+)+")  # a value for machines: retail_sales, term_60
SENTENCE_CASE = re.compile(r"[A-Z][a-z]+(?: [a-z]+)+")  # a header that begins as a sentence does: Order value
TITLE_CASE = re.compile(r"[^\W\d_][^\W\d_A-Z]+")  # a word with a capital at most: Salary
BEFORE_SENTENCE = re.compile(r"(?:(?:^|\n)\s*(?:-\s+)?|[.!?]\s+)$")


def wording_of(analysis: Analysis) -> wording.Wording:
    """How the table is spoken of: by the names of its subject, or, of a table that has none, of its headers."""
    columns = [column.name for column in analysis.dataset.columns]
    units = {name: unit for name in columns if (unit := wording.read_header(name).unit) is not None}
    if analysis.subject is None:
        return wording.Wording(wording.display_names(columns), units=units, keeps_capitals=wording.is_german(columns))
    return wording.Wording(analysis.subject.names, analysis.subject.row, units, wording.is_german(columns))


def as_read(text: str, spoken: wording.Wording) -> str:
    """A checked text as it is read: names without their marks, headers as the names for people.

    A name that begins a sentence has a capital; a value that doesn't read as words is quoted, and so is a name that
    doesn't say what it names.
    """
    return BOLD.sub(lambda bold: _as_read(bold, spoken), text)


def _as_read(bold: re.Match[str], spoken: wording.Wording) -> str:
    raw = wording.plain(bold[0])
    name = spoken.name(raw)
    is_column = name != raw or raw in spoken.names.values() or wording.is_duration(raw)
    if not is_column:
        raw = wording.without_order(raw)
        if CODED_WORDS.fullmatch(raw):
            raw = raw.replace("_", " ")
        return wording.escape(raw) if PLAIN_VALUE.fullmatch(raw) else f"“{wording.escape(raw)}”"
    if wording.is_label(name) or bold.string.endswith("marked ", 0, bold.start()):
        return f"“{wording.escape(name)}”"
    name = _within_sentence(name, spoken)
    begins = BEFORE_SENTENCE.search(bold.string, 0, bold.start())
    plain_word = name.partition(" ")[0].islower()
    return wording.escape(wording.sentence(name) if begins and plain_word else name)


def _within_sentence(name: str, spoken: wording.Wording) -> str:
    """``Order value`` -> ``order value``; ``Annual Salary`` among headers that all have capitals; no German noun, and
    nothing that may be somebody's name.
    """
    if spoken.keeps_capitals:
        return name
    if SENTENCE_CASE.fullmatch(name):
        return wording.lowered(name)
    if not _are_titled(tuple(spoken.names)):
        return name
    parts = [name] if name in spoken.names.values() else [own for own in spoken.names.values() if own in name]
    return reduce(lambda told, own: told.replace(own, _lowered(own)), sorted(parts, key=len, reverse=True), name)


@lru_cache(maxsize=64)
def _are_titled(headers: tuple[str, ...]) -> bool:
    """Whether all headers begin with a capital, which means nothing then."""
    lettered = [header for header in headers if header[:1].isalpha()]
    return len(lettered) > 1 and all(header[:1].isupper() for header in lettered)


@lru_cache(maxsize=4096)
def _lowered(name: str) -> str:
    """A header in title case without its capitals, where each word is one that everybody has."""
    parts = name.split(" ")
    is_titled = all(TITLE_CASE.fullmatch(part) or part.islower() for part in parts)
    return name.lower() if is_titled and all(wording.is_common(part) or topics(part) for part in parts) else name


def on_chart(plot: Plot | None, headers: Iterable[str], spoken: wording.Wording) -> Plot | None:
    """A plot whose title, axes and description call columns as the text does."""
    renamed = {header: name for header in headers if (name := spoken.name(header)) != header and header.strip()}
    if plot is None or not renamed:
        return plot
    longest_first = "|".join(re.escape(header) for header in sorted(renamed, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")

    def called(text: str) -> str:
        return pattern.sub(lambda header: renamed[header[0]], text)

    return replace(
        plot,
        title=wording.sentence(called(plot.title)),
        x_label=called(plot.x_label),
        y_label=called(plot.y_label),
        alt_text=wording.sentence(called(plot.alt_text)),
    )


def of_measure(measure: str | None, aggregate: Aggregate) -> str:
    """``the total **sales**``, ``the average **price**``, ``average **visitors**``, ``the number of rows``."""
    if measure is None:
        return "the number of rows"
    article = "" if aggregate is Aggregate.AVERAGE and wording.is_plural(measure) else "the "
    return f"{article}{AGGREGATES[aggregate]} {wording.name(measure)}"


def along_with(companions: Sequence[str | None]) -> str:
    """A sentence on the totals that a total moves along with; None: the number of rows."""
    named = ["the number of rows" if name is None else f"the total {wording.name(name)}" for name in companions]
    return f"{wording.sentence(wording.listing(named))} {'moves' if len(named) == 1 else 'move'} along with it."


def per_bucket(grain: Grain, aggregate: Aggregate) -> str:
    """``a month `` behind a sum or a count; nothing behind a mean or a ratio."""
    article = "an" if grain is Grain.HOUR else "a"
    return "" if aggregate in LEVELS else f"{article} {grain} "


def group(value: object) -> str:
    """A group's value in a sentence."""
    return wording.name(label(value))


def day_of(values: Mapping[str, Scalar], name: str, grain: Grain) -> str:
    """A moment among the values, as finely as its grain tells."""
    return wording.day(datetime.fromisoformat(str(values[name])), grain)


def part_of(season: str, part: int) -> str:
    """A part of a cycle as DuckDB counts it: ``on **Mondays**``, ``in **May**``, ``at **10:00**``."""
    name = name_of_part(season, part)
    return f"{SEASONS[season].preposition} {wording.name(f'{name}s' if season == 'weekday' else name)}"
