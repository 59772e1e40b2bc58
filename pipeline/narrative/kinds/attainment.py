"""Actual against target, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.attainment import Attainment
from pipeline.narrative.kinds.fact_words import FactWords, column, level, number_of, written
from pipeline.narrative.prose import Sentence
from pipeline.story import Fact


class AttainmentWords(FactWords):
    """All together, then who is farthest above and below."""

    name: ClassVar[str] = "attainment"
    label: ClassVar[str] = "Actual against target"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Attainment = fact.detail
        whole = wording.percent(number_of(fact.values, "all_ratio") or 0.0)
        ends = f"{self._told(fact, 1)}, {self._told(fact, detail.groups)}"
        return f"{column(detail.actual)} is {whole} of {wording.name(detail.goal)}: {ends}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Attainment = fact.detail
        v = fact.values
        told = [
            f"{level(v[f'level_{i}'])} {written(detail.actual, number_of(v, f'actual_{i}'))} of "
            f"{written(detail.actual, number_of(v, f'goal_{i}'))}, {self._apart(fact, str(i))}"
            for i in range(1, detail.groups + 1)
        ]
        whole = [written(detail.actual, number_of(v, f"all_{key}")) for key in ("actual", "goal")]
        over, groups = int(number_of(v, "over") or 0), int(number_of(v, "groups") or 0)
        return (
            f"In all {whole[0]} of {whole[1]}. By {wording.name(detail.by)}: {'; '.join(told)}. "
            f"{over:,} of {groups:,} are above."
        )

    def advice(self, fact: Fact) -> Sentence | None:
        """Ask the one that is farthest off first."""
        v = fact.values
        detail: Attainment = fact.detail
        farthest = max((1, detail.groups), key=lambda i: number_of(v, f"apart_{i}") or 0.0)
        text = (
            f"Go through {level(v[f'level_{farthest}'])} ({wording.name(detail.by)}) first: it is "
            f"{self._apart(fact, str(farthest))} its {wording.name(detail.goal)}. Settle whether the plan or the "
            "course changes; it worked if the next period ends within a tenth of the plan."
        )
        return Sentence(text, tuple(v.values()))

    def _told(self, fact: Fact, place: int) -> str:
        ratio = wording.percent(number_of(fact.values, f"ratio_{place}") or 0.0)
        return f"{level(fact.values[f'level_{place}'])} {ratio}"

    @staticmethod
    def _apart(fact: Fact, place: str) -> str:
        ratio, apart = (number_of(fact.values, f"{key}_{place}") or 0.0 for key in ("ratio", "apart"))
        return f"{wording.percent(apart)} {'above' if ratio > 1 else 'below'}"
