"""Under which conditions, in words."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.segment import Condition, Segment
from pipeline.analysis.facts.target import Target
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    doubt,
    holds,
    it,
    it_is,
    levels_of,
    number_of,
    said,
    sentence,
    whole,
)
from pipeline.narrative.reach import Reach, is_better_high, is_trait
from pipeline.story import Fact, Form

IN_HEADLINE = 2  # conditions of a corner; more stand in the text
LIMITS = ("up to", "down to")  # before the level of a corner that is part of what its headline calls it


class SegmentWords(FactWords):
    """The corner with most and the one with least."""

    name: ClassVar[str] = "segment"
    label: ClassVar[str] = "Under which conditions"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Segment = fact.detail
        spoken, target = fact.wording, detail.target
        sizes = levels_of(fact, target, "value_1", "value_2")
        whole = [_distinct(spoken, corner) for corner in (detail.high, detail.low)]
        corners = [_in_short(corner, beside) for corner, beside in zip(whole, reversed(whole), strict=True)]
        is_part = [len(short) < len(corner) for short, corner in zip(corners, whole, strict=True)]
        if target.form is Form.SHARE:
            return _of_shares(fact, corners, sizes, is_part)
        best, worst = (among(spoken, corner) for corner in corners)
        first, then = _goes(target, spoken, is_part)
        return f"{sentence(average(target, spoken))} {first} {sizes[0]} {best}{then} {sizes[1]} {worst}"

    def lead_again(self, fact: Fact) -> str:
        """``It reaches 12.4 with shelve location Good and Price under 90, but only 5.1 with ...``."""
        detail: Segment = fact.detail
        spoken, target = fact.wording, detail.target
        if target.form is Form.SHARE:
            return self.lead(fact)
        high, low = levels_of(fact, target, "value_1", "value_2")
        best, worst = (among(spoken, corner) for corner in (detail.high, detail.low))
        reaches = f"{it(target, spoken)} {spoken.agree(target.column or '', 'reaches', 'reach')}"
        opening = it_is(target, spoken) if target.form is Form.TOTAL else reaches
        return sentence(f"{opening} {high} {best}, but only {low} {worst}")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Segment = fact.detail
        v, target, spoken, told = fact.values, detail.target, fact.wording, fact.turn.of_kind
        corners = (detail.high, detail.low, *detail.others)
        sizes = levels_of(fact, target, *(f"value_{i}" for i, _ in enumerate(corners, start=1)), "all_value")
        rows = [spoken.rows(whole(v, f"rows_{i}")) for i, _ in enumerate(corners, start=1)]
        opening = wording.varied(told, "The two groups hold", "Behind that stand", "Behind it:")
        first = f"{whole(v, 'rows_1'):,}"
        whole_level = wording.varied(told, f"{spoken.over_all} it is", "all together:")
        parts = [
            *_in_full(fact, sizes),
            f"{opening} {first} and {rows[1]}; {whole_level} {sizes[-1]}.",
        ]
        others = [
            f"{size} {among(spoken, corner, again=True)} ({count})"
            for size, corner, count in zip(sizes[2:-1], detail.others, rows[2:], strict=True)
        ]
        if others:
            parts.append(f"In between: {'; '.join(others)}.")
        share = number_of(v, "hits_share")
        if share is not None:
            verb, part = said(target, spoken).verb, wording.percent(share)
            hits = f"{whole(v, 'hits_1'):,} of the {whole(v, 'all_hits'):,}"
            first = f"The first holds {hits} {spoken.who} {verb}, {part}."
            parts.append(wording.varied(told, first, f"The first has {hits}, {part}."))
        return " ".join(parts) + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Begin with the corner where a bad outcome is most frequent; never by who somebody is."""
        detail: Segment = fact.detail
        v, target = fact.values, detail.target
        better_high = is_better_high(target)
        if not (reach.acts and holds(fact)) or better_high is None or target.form is not Form.SHARE:
            return None
        if any(is_trait(c.column) for c in detail.high):
            return None
        hits, everything = (whole(v, key) for key in ("hits_1", "all_hits"))
        value, everywhere = levels_of(fact, target, "value_1", "all_value")
        verb = "Look for more" if better_high else reach.approach
        did = reach.words.outcome(target.column or "", target.value).verb
        rows = int(number_of(v, "rows_1") or 0)
        return Decision(
            f"{verb} {group(reach.words, detail.high)}",
            f"{hits:,} of the {everything:,} {reach.rows} {reach.who} {did} are among these {rows:,}, {value} of them",
            tuple(v.values()),
            f"the {everywhere} over all {'goes up' if better_high else 'goes down'}",
            tuple(c.column for c in detail.high),
            is_sharp=True,
        )


def _of_shares(
    fact: Fact, corners: Sequence[Sequence[Condition]], sizes: Sequence[str], is_part: Sequence[bool]
) -> str:
    """``70% of customers on monthly contracts churned, 3% of ...``; ``up to`` where they are a part of these."""
    limited = zip(LIMITS, sizes, is_part, strict=True)
    high, low = (f"{limit} {size}" if part else size for limit, size, part in limited)
    best, worst = (group(fact.wording, corner) for corner in corners)
    return sentence(f"{high} of {best} {said(fact.detail.target, fact.wording).verb}, {low} of {worst}")


def _goes(target: Target, spoken: wording.Wording, is_part: Sequence[bool]) -> tuple[str, str]:
    """The verb before each corner's level, where that is a part of what a headline calls it: ``reaches``."""
    is_ = are(target, spoken)
    reaches, goes = ("reach", "go") if is_ == "are" else ("reaches", "goes")
    return reaches if is_part[0] else is_, f" and {goes} down to" if is_part[1] else ","


def _distinct(spoken: wording.Wording, corner: Sequence[Condition]) -> list[Condition]:
    """Its conditions, of those that say the same the first: no online security where there is no internet service."""
    return list({spoken.together(_told(condition)).casefold(): condition for condition in reversed(corner)}.values())[
        ::-1
    ]


def _in_short(corner: Sequence[Condition], beside: Sequence[Condition]) -> Sequence[Condition]:
    """As many conditions as a headline has, in their order: first of all those that tell it from the other corner."""
    chosen = sorted(corner, key=beside.__contains__)[:IN_HEADLINE]
    return [condition for condition in corner if condition in chosen]


def _in_full(fact: Fact, sizes: Sequence[str]) -> Iterator[str]:
    """The corners with all their conditions, where the headline has fewer."""
    for corner, size in zip((fact.detail.high, fact.detail.low), sizes, strict=False):
        if len(_distinct(fact.wording, corner)) > IN_HEADLINE:
            yield f"The {size} is {among(fact.wording, corner)}."


def group(spoken: wording.Wording, corner: Sequence[Condition]) -> str:
    """``**female** passengers in **1st** class and aged 10 or more``."""
    return spoken.together(*map(_told, corner))


def among(spoken: wording.Wording, corner: Sequence[Condition], *, again: bool = False) -> str:
    """The same behind an average: ``among **female** passengers``; of mere rows ``with **price** under 90``."""
    return spoken.among_together(*map(_told, corner), again=again)


def _told(condition: Condition) -> tuple[str, object, bool | None]:
    if condition.cut is None:
        return condition.column, condition.level, None
    return condition.column, wording.number(condition.cut, condition.unit), condition.above
