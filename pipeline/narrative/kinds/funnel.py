"""Steps of which each is a part of the one before, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.funnel import Funnel
from pipeline.narrative.kinds.fact_words import FactWords, number_of, sentence
from pipeline.story import Fact


class FunnelWords(FactWords):
    """What comes of the first step, then from each step to the next, and where most are lost."""

    name: ClassVar[str] = "funnel"
    label: ClassVar[str] = "From step to step"

    def headline(self, fact: Fact) -> str:
        """``3.28 million visits brought 150,000 leads (4.6%) and 16,900 orders (0.5%)``."""
        return f"{sentence(self._step(fact, 1))} {self._brought(fact)}"

    def lead_again(self, fact: Fact) -> str:
        """``They brought 150,000 leads (4.6%) and 16,900 orders (0.5%)``, of visits that were counted before."""
        first = fact.detail.steps[0]
        return f"{sentence(fact.wording.agree(first, 'it', 'they'))} {self._brought(fact)}"

    def _brought(self, fact: Fact) -> str:
        detail: Funnel = fact.detail
        last = len(detail.steps)
        places = (2, last) if last > 2 else (2,)
        rates = [wording.percent(number_of(fact.values, f"whole_{i}") or 0.0) for i in places]
        told = [f"{self._step(fact, i)} ({rate})" for i, rate in zip(places, rates, strict=True)]
        return f"brought {wording.listing(told)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Funnel = fact.detail
        rates = {i: number_of(fact.values, f"rate_{i}") or 0.0 for i in range(2, len(detail.steps) + 1)}
        names = [fact.wording.column(name) for name in detail.steps]
        told = [
            f"{wording.percent(rate)} of {names[i - 2]} became {names[i - 1]} ({wording.number(self._size(fact, i))})"
            for i, rate in rates.items()
        ]
        narrowest = min(rates, key=lambda i: rates[i])
        lost = f"The narrowest step is from {names[narrowest - 2]} to {names[narrowest - 1]}."
        return f"{sentence('; '.join(told))}. {lost}"

    def _step(self, fact: Fact, place: int) -> str:
        """``150,000 leads``."""
        return f"{wording.amounts([self._size(fact, place)])[0]} {fact.wording.column(fact.detail.steps[place - 1])}"

    @staticmethod
    def _size(fact: Fact, place: int) -> float:
        return number_of(fact.values, f"step_{place}") or 0.0
