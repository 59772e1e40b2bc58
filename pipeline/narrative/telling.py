"""Facts put in words and checked, and the order in which they are told."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.narrative.check import Backing, kept_and_dropped
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.narrative.own_names import own_names
from pipeline.story import Analysis, Fact, Finding, Outline, Section, Verdict

log = logging.getLogger(__name__)

YES_NO = ("yes", "no")
DOUBTED = frozenset({"doubt", "unsettled"})  # the sections of what isn't to be relied on
FIRM = (None, Verdict.BEYOND_CHANCE)  # verdicts of what may be told without its doubts


def facts_in_words(facts: Sequence[Fact], names: Iterable[str]) -> tuple[Fact, ...]:
    """The facts in words, without the sentences that state a number which their values don't hold.

    A fact whose headline states one is dropped as a whole, and logged.
    """
    names = list(names)
    return tuple(told for fact in facts if (told := _told(fact, names)) is not None)


def _told(fact: Fact, names: Sequence[str]) -> Fact | None:
    words = FACT_WORDS[fact.kind]
    backing = Backing(fact.values.values(), (*names, *YES_NO, *_outcome_of(fact)), own_names(fact))
    headline = words.headline(fact)
    wrong = backing.lacks(headline)
    if wrong:
        log.warning("fact dropped", extra={"kind": fact.kind, "sentence": headline, "numbers": wrong})
        return None
    text, dropped = kept_and_dropped(words.text(fact), backing)
    for sentence in dropped:
        extra = {"kind": fact.kind, "sentence": sentence, "numbers": backing.lacks(sentence)}
        log.warning("sentence dropped", extra=extra)
    return replace(fact, headline=headline, text=text)


def _outcome_of(fact: Fact) -> tuple[str, ...]:
    """The value of an outcome that the fact counts, which may be a number: status 500."""
    target = getattr(fact.detail, "target", None)
    return (str(target.value),) if target is not None and target.value is not None else ()


def further_points(analysis: Analysis) -> list[Fact | Finding]:
    """What to tell after the lead, best first: the first point of each section, then the second ...

    Without the doubts and what chance could explain; a table that has no outline tells its findings.
    """
    points: dict[str, Fact | Finding] = {f.id: f for f in analysis.facts} | {f.id: f for f in analysis.findings}
    chosen = [points[name] for name in _in_turn(analysis) if name not in analysis.outline.lead]
    return [point for point in chosen if isinstance(point, Finding) or point.verdict in FIRM]


def _in_turn(analysis: Analysis) -> dict[str, None]:
    """The names of the points, one of each section in turn."""
    sections = [section.points for section in analysis.outline.sections if section.name not in DOUBTED]
    if not analysis.outline.sections:
        sections = [(finding.id,) for finding in analysis.findings]
    in_turn = (point for turn in zip_longest(*sections) for point in turn)
    return dict.fromkeys(point for point in in_turn if point is not None)


def anything_found(analysis: Analysis) -> bool:
    """Whether anything holds beyond the file itself."""
    return bool(analysis.findings) or any(fact.verdict is Verdict.BEYOND_CHANCE for fact in analysis.facts)


def without_lost(outline: Outline, kept: Iterable[str]) -> Outline:
    """The outline without points that no longer are there."""
    kept = set(kept)
    sections = tuple(
        Section(section.name, section.title, points)
        for section in outline.sections
        if (points := tuple(point for point in section.points if point in kept))
    )
    lead, folded = (tuple(p for p in points if p in kept) for points in (outline.lead, outline.folded))
    return Outline(lead, sections, folded)
