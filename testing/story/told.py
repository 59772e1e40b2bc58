"""What a story's document tells, and where: in its lead, at one of its points, or further down."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.wording import plain
from testing.story.experts import ExpertFact
from testing.story.numbers import are_half_stated

LEAD = 0  # the first paragraph; points follow from 1
BELOW = 98  # the rest of the summary
QUALITY = 99
READ_FIRST = 5  # points that a reader surely sees

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Passage:
    """A piece of the story that stands for itself."""

    place: int
    text: str
    columns: frozenset[str] = frozenset()


def passages(story: Document) -> Iterator[Passage]:
    """Sentences of the summary, the points in the order in which they are shown, the folded ones, notes on quality."""
    lead, _, rest = story["narratives"]["summary"].partition("\n\n")
    for place, part in ((LEAD, lead), (BELOW, rest)):
        yield from (Passage(place, plain(sentence)) for sentence in re.split(r"(?<=[.!?])\s+|\n+", part))
    for place, point in enumerate(points(story), start=1):
        text = plain(" ".join((point["headline"], point["text"], *point["caveats"])))
        yield Passage(place, text, frozenset(point["columns"]))
    for note in story["quality"]:
        yield Passage(QUALITY, plain(note["text"]), frozenset(note["columns"]))


def points(story: Document) -> list[Document]:
    """Facts and findings in the order of the outline, those that it folds last."""
    known = {point["id"]: point for point in (*story["facts"], *story["findings"])}
    shown = [identifier for section in story["outline"]["sections"] for identifier in section["points"]]
    return [known[identifier] for identifier in dict.fromkeys((*shown, *known)) if identifier in known]


def place_of(fact: ExpertFact, story: Document) -> int | None:
    """The first place that names one of the fact's columns and states at least half of its values; None if nowhere.

    The wording isn't judged: that is a reader's work.
    """
    places = [
        passage.place
        for passage in passages(story)
        if _is_about(fact, passage) and are_half_stated(fact.values.values(), passage.text)
    ]
    return min(places, default=None)


def _is_about(fact: ExpertFact, passage: Passage) -> bool:
    words = _words(passage.text)
    named = any(_words(column) in words for column in fact.columns)
    return not fact.columns or named or bool(passage.columns.intersection(fact.columns))


def _words(name: str) -> str:
    """``LoyalCH`` -> ``loyal ch``, ``yrs.since.phd`` -> ``yrs since phd``."""
    return re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).casefold().strip()
