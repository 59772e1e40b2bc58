"""Whether a story gives one thing two figures: ``average temperature`` 26.1 in August here, 26.6 in August there.

What is looked at are the points that a story shows, sentence by sentence: what stands before the verb, and each figure
with the name that it is given of: ``26.1 in August``, ``in August with 26.6``. A difference is no level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pipeline.wording import plain
from testing.story.numbers import stated
from testing.story.told import Document

FIGURE = r"(?<![\d,.])(?P<by>by )?(?P<figure>[\u2212-]?[$€£]?\d[\d,]*(?:\.\d+)?(?:%| million| billion)?)"
NAME = r"(?P<name>(?:for|in|with|at|on|among) [^,;:()]{2,60}?)"
PAIRS = (
    re.compile(rf"{FIGURE} {NAME}(?=[,;:]|\.$| and [$\d]| but |$)"),
    re.compile(rf"{NAME} {FIGURE.replace('(?P<by>by )?', '(?P<by>)with ')}(?=[,;:]|\.$| and |$)"),
)
VERB = re.compile(r" (?:is|are|was|were|peaks?|rose|fell|jumped|dropped|reach(?:es)?|comes?|came|has|have) ")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
PRONOUNS = {"it", "they", "that", "those", "half", "their number"}
NAMES_SOMETHING = re.compile(r"[A-Za-z]{3}")
BOUNDS = re.compile(r"\b(?:or (?:less|more)|with|among|the (?:same|others)|rows)\b")  # words that name nothing


@dataclass(frozen=True)
class Named:
    """A figure with what it is of."""

    of: tuple[str, str, str]  # what stands before the verb, the name behind it, and "by" of a difference
    figure: str
    point: str
    sentence: str


def named_twice(story: Document) -> list[tuple[Named, Named]]:
    """Figures of two points that the story shows, of one thing by one name, that differ by more than rounding."""
    found = list(_named(story))
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if one.of == other.of and one.point != other.point and _differ(one.figure, other.figure)
    ]


def _named(story: Document) -> Iterator[Named]:
    known = {point["id"]: point for point in (*story["facts"], *story["findings"])}
    shown = dict.fromkeys(point for section in story["outline"]["sections"] for point in section["points"])
    for point in shown:
        told = plain(f"{known[point]['headline']}. {known[point]['text']}")
        for sentence in SENTENCE.split(told):
            yield from _of_sentence(point, sentence)


def _of_sentence(point: str, sentence: str) -> Iterator[Named]:
    verb = VERB.search(sentence)
    subject = sentence[: verb.start()].casefold().removeprefix("the ") if verb else ""
    if verb is None or subject in PRONOUNS:
        return
    for pattern in PAIRS:
        for match in pattern.finditer(sentence, verb.start()):
            name = match["name"].casefold()
            if NAMES_SOMETHING.search(BOUNDS.sub(" ", name)):
                yield Named((subject, name, match["by"] or ""), match["figure"], point, sentence)


def _differ(one: str, other: str) -> bool:
    (first,), (second,) = stated(one), stated(other)
    is_of_one_kind = first.is_percent == second.is_percent
    return is_of_one_kind and abs(first.value - second.value) > first.margin + second.margin
