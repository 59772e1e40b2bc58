"""Who is still there after so long, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.survival import Survival
from pipeline.names import words
from pipeline.narrative.kinds.fact_words import FactWords, doubt, number_of, sentence, shares_of, whole
from pipeline.story import Fact

EVENTS = frozenset({"status", "event", "delta", "cens", "outcome"})  # what happened has no name
STILL = {"died": "alive", "failed": "running", "churned": "there", "left": "there", "cancelled": "there"}


class SurvivalWords(FactWords):
    """When half are gone, and how many are there after a round time; the same of groups."""

    name: ClassVar[str] = "survival"
    label: ClassVar[str] = "Who is still there after so long"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Survival = fact.detail
        after, still = self._after(fact, "horizon"), self._still(fact)
        if detail.by is not None:
            shares = shares_of(fact, *(f"left_then_{i}" for i in range(1, detail.groups + 1)))
            first, last = (fact.wording.group(detail.by, fact.values[f"level_{i}"]) for i in (1, detail.groups))
            return f"{sentence(after)}, {shares[0]} of {first} are {still}, but only {shares[-1]} of {last}"
        (share,) = shares_of(fact, "left_then")
        told = f"{sentence(after)}, {share} of {fact.wording.rows(whole(fact.values, 'rows'))} are {still}"
        half, horizon = (number_of(fact.values, key) for key in ("half", "horizon"))
        return told if half in (None, horizon) else f"{told}, {self._after(fact, 'half')} half of them"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Survival = fact.detail
        if detail.by is not None:
            shares = shares_of(fact, *(f"left_then_{i}" for i in range(1, detail.groups + 1)))
            told = [self._group(fact, i, share) for i, share in enumerate(shares, start=1)]
            return f"By {fact.wording.column(detail.by)}: {'; '.join(told)}.{doubt(fact)}"
        rows, on = (f"{whole(fact.values, key):,}" for key in ("rows", "still"))
        lasts = fact.wording.column(detail.lasts)
        return (
            f"For {on} of {rows} it goes on: they count for as long as they have been seen, by Kaplan and Meier's "
            f"estimate. The mean of {lasts} would be too short, since nobody knows yet how much longer theirs will be."
        )

    def _group(self, fact: Fact, place: int, share: str) -> str:
        """``Basic 62% (half after 14 months)``."""
        name = wording.PLAIN.value(fact.values[f"level_{place}"])
        is_known = number_of(fact.values, f"half_{place}") is not None
        return f"{name} {share} (half {self._after(fact, f'half_{place}')})" if is_known else f"{name} {share}"

    @staticmethod
    def _after(fact: Fact, key: str) -> str:
        """``after 12 months``; of a column without a unit ``at **time** 12``."""
        size, unit = wording.number(number_of(fact.values, key) or 0.0), fact.detail.unit
        return f"after {size} {unit}" if unit else f"at {fact.wording.column(fact.detail.lasts)} {size}"

    @staticmethod
    def _still(fact: Fact) -> str:
        """``still alive`` of those who didn't die; ``still without it`` where no word says so."""
        verb = fact.wording.outcome(fact.detail.event, fact.detail.value).verb
        way = next((way for end, way in STILL.items() if verb.endswith(end)), None)
        if way is None and not EVENTS.isdisjoint(words(fact.detail.event)):
            return "still without the event"
        return f"still {way or 'without ' + fact.wording.column(fact.detail.event)}"
