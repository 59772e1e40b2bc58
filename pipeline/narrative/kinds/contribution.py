"""What each group added to a change, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.contribution import Contribution
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    doubt,
    gains,
    level,
    levels_of,
    number_of,
    per,
    period,
    sentence,
    short_noun,
)
from pipeline.story import Fact

HARDLY = 0.1  # of the change; a smaller part isn't told in figures
NEARLY_ALL, MORE_THAN_ALL = 0.97, 1.03  # of the change: two figures beside each other would look like one
MAX_PART = 1.0  # of the change; a larger one is told by its size alone


class ContributionWords(FactWords):
    """Which groups made the change."""

    name: ClassVar[str] = "contribution"
    label: ClassVar[str] = "What made the change"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Contribution = fact.detail
        v = fact.values
        first, last = (period(v, f"{end}_period", detail.grain) for end in ("first", "last"))
        size = number_of(v, "all_gain") or 0.0
        what, when = per(short_noun(detail.target, fact.wording), detail.per), f"from {first} to {last}"
        own, part = number_of(v, "gain_1") or 0.0, number_of(v, "part_1")
        who = fact.wording.part(detail.by, v["level_1"])
        told = [text.lstrip("+−") for text in gains(detail.target, [own, size])]
        if part is not None and NEARLY_ALL <= part <= MORE_THAN_ALL:
            return f"Nearly all of the {'rise' if size > 0 else 'fall'} in {what} {when} came from {who}: {told[0]}"
        if part is not None and 0 < part <= MAX_PART:
            of = f"{told[0]} of {told[1]}".replace(" percentage points of", " of")
            way = "rise" if size > 0 else "fall"
            return f"{wording.percent(part)} of the {way} in {what} {when} came from {who}: {of}"
        here, over_all = gains(detail.target, [own, size])
        return f"{sentence(who)} alone: {here} in {what} {when}, against {over_all} in all"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Contribution = fact.detail
        v, places = fact.values, range(1, detail.groups + 1)
        own = gains(detail.target, [number_of(v, f"gain_{i}") or 0.0 for i in places])
        ends = levels_of(fact, detail.target, *(f"{end}_{i}" for i in places for end in ("first", "last")))
        told = [
            f"{level(v[f'level_{i}'])} {gain} ({ends[2 * i - 2]} to {ends[2 * i - 1]})"
            for i, gain in zip(places, own, strict=True)
        ]
        left_out = "; the others lie between" if detail.more > 0 else ""
        parts = [f"By {fact.wording.column(detail.by)}: {'; '.join(told)}{left_out}."]
        mix = number_of(v, "all_mix")
        if detail.is_rate and mix is not None:
            parts.append(self._made_of(fact, mix))
        return " ".join(parts) + doubt(fact)

    @staticmethod
    def _made_of(fact: Fact, mix: float) -> str:
        """How much of it is that the groups themselves moved, and how much that there are more rows of some."""
        detail: Contribution = fact.detail
        within, told = gains(detail.target, [number_of(fact.values, "all_within") or 0.0, mix])
        if abs(mix) < HARDLY * abs(number_of(fact.values, "all_gain") or 0.0):
            return "It is the groups themselves that moved, not how many rows each has."
        return f"The groups themselves moved by {within}; that some of them have more rows than before adds {told}."
