"""Which series moved, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.movers import Movers
from pipeline.narrative.kinds.fact_words import FactWords, grown_short, number_of, rose, sentence, span
from pipeline.story import Fact

SHOWN = 3  # series in a headline


class MoversWords(FactWords):
    """Growers or fallers over one span."""

    name: ClassVar[str] = "movers"
    label: ClassVar[str] = "Which series moved"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Movers = fact.detail
        verb = "rose" if detail.growers else "fell"
        first, *others = [fact.wording.column(name) for name in detail.names[:SHOWN]]
        more = [f"{name} {self._by(fact, i)}" for i, name in enumerate(others, start=2)]
        if self._in_the_fall(fact):
            subject = fact.wording.column(str(detail.subject))
            still = "still rose" if detail.growers else "fell most"
            also = f", {wording.listing(more)}" if more else ""
            return f"While {subject} fell, {first} {still}, {self._by(fact, 1)}{also}"
        behind = [f"{name} with {self._with(fact, i)}" for i, name in enumerate(others, start=2)]
        then = f"; then {'come' if len(behind) > 1 else 'comes'} {wording.listing(behind)}" if behind else ""
        return f"{sentence(first)} {verb} most {self._when(fact)}, {self._by(fact, 1)}{then}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Movers = fact.detail
        told = [
            f"{self._gain(fact, i)} for {fact.wording.column(name)}"
            + (f", {self._signed(fact, i)}" if i > SHOWN else "")
            for i, name in enumerate(detail.names, start=1)
        ]
        opening = wording.varied(fact.turn.of_kind, "In numbers that is", "Counted, it is", "In numbers:")
        parts = [f"{opening} {'; '.join(told)}."]
        if self._in_the_fall(fact):
            parts.append(f"That is {self._when(fact)}.")
        share = number_of(fact.values, "share_0")
        if detail.subject is not None and share is not None:
            subject = fact.wording.column(detail.subject)
            parts.append(f"Meanwhile {subject} {rose(share)} {self._grown(fact, 0)} ({self._gain(fact, 0)}).")
        return " ".join(parts)

    @staticmethod
    def _in_the_fall(fact: Fact) -> bool:
        """Whether the span is the main fall of the subject."""
        return fact.detail.span == "fall" and fact.detail.subject is not None

    @staticmethod
    def _when(fact: Fact) -> str:
        return span(fact.values, "first_period", "last_period", fact.detail.grain)

    @staticmethod
    def _grown(fact: Fact, place: int) -> str:
        """``80%``, ``15-fold``."""
        share, factor = (number_of(fact.values, f"{of}_{place}") for of in ("share", "factor"))
        return wording.grown(share or 0.0, factor)

    @staticmethod
    def _by(fact: Fact, place: int) -> str:
        """``by 80%``, ``15-fold``."""
        share, factor = (number_of(fact.values, f"{of}_{place}") for of in ("share", "factor"))
        return wording.grown_by(share or 0.0, factor)

    def _with(self, fact: Fact, place: int) -> str:
        """``80%``, ``a 15-fold rise``."""
        is_many = number_of(fact.values, f"factor_{place}") is not None
        return wording.with_article(f"{self._grown(fact, place)} rise") if is_many else self._grown(fact, place)

    @staticmethod
    def _signed(fact: Fact, place: int) -> str:
        """``+80%``, ``×15``."""
        share, factor = (number_of(fact.values, f"{of}_{place}") for of in ("share", "factor"))
        return grown_short(wording.percent(abs(share or 0.0)), share or 0.0, factor)

    @staticmethod
    def _gain(fact: Fact, place: int) -> str:
        gain = number_of(fact.values, f"gain_{place}") or 0.0
        return f"{'+' if gain >= 0 else '−'}{wording.number(abs(gain), fact.detail.unit)}"
