"""Which series moved, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.movers import Movers
from pipeline.narrative.kinds.fact_words import FactWords, number_of, period
from pipeline.story import Fact


class MoversWords(FactWords):
    """Growers or fallers over one span."""

    name: ClassVar[str] = "movers"
    label: ClassVar[str] = "Which series moved"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Movers = fact.detail
        span = {"whole": "over the whole time", "latest": "in the last year", "fall": "through the fall"}[detail.span]
        verb = "rises" if detail.growers else "falls"
        told = [
            f"{fact.wording.column(name)} {self._share(fact, i)}" for i, name in enumerate(detail.names[:3], start=1)
        ]
        return f"The largest {verb} {span}: {wording.listing(told)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Movers = fact.detail
        v = fact.values
        first, last = (period(v, f"{end}_period", detail.grain) for end in ("first", "last"))
        told = [
            f"{fact.wording.column(name)} {self._share(fact, i)} ({self._gain(fact, i)})"
            for i, name in enumerate(detail.names, start=1)
        ]
        beside = ""
        if detail.subject is not None and number_of(v, "share_0") is not None:
            beside = f" {fact.wording.column(detail.subject)} itself: {self._share(fact, 0)} ({self._gain(fact, 0)})."
        return f"From {first} to {last}: {'; '.join(told)}.{beside}"

    @staticmethod
    def _share(fact: Fact, place: int) -> str:
        share = number_of(fact.values, f"share_{place}") or 0.0
        return f"{'+' if share >= 0 else '−'}{wording.percent(abs(share))}"

    @staticmethod
    def _gain(fact: Fact, place: int) -> str:
        gain = number_of(fact.values, f"gain_{place}") or 0.0
        return f"{'+' if gain >= 0 else '−'}{wording.number(abs(gain), fact.detail.unit)}"
