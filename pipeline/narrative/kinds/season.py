"""Season, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.season import Season, level_name
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, doubt, holds, noun, number_of, sentence, written
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form


class SeasonWords(FactWords):
    """The high months, then the low ones."""

    name: ClassVar[str] = "season"
    label: ClassVar[str] = "Season"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Season = fact.detail
        what, first, last = noun(detail.target), self._name(detail, 0), self._name(detail, detail.high)
        places = (1, detail.high + 1)
        if detail.target.form in (Form.TOTAL, Form.COUNT):
            high, low = (self._share(fact, place) for place in places)
            return f"{first} brings {high} of {what}, {last} {low}"
        high, low = (written(detail.target, number_of(fact.values, f"mean_{place}")) for place in places)
        return f"{sentence(what)} is {high} in {first} and {low} in {last}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Season = fact.detail
        told = []
        for place in range(1, len(detail.levels) + 1):
            figure = written(detail.target, number_of(fact.values, f"mean_{place}"))
            if detail.target.form in (Form.TOTAL, Form.COUNT):
                total = written(detail.target, number_of(fact.values, f"total_{place}"))
                figure = f"{total} ({self._share(fact, place)})"
            nonzero = number_of(fact.values, f"nonzero_{place}")
            if nonzero is not None:
                figure += f", on {wording.percent(nonzero)} of the days"
            told.append(f"{self._name(detail, place - 1)} {figure}")
        high, low = told[: detail.high], told[detail.high :]
        return f"Highest: {'; '.join(high)}. Lowest: {'; '.join(low)}." + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Be ready for the high part, where it is somebody's trade."""
        detail: Season = fact.detail
        counted = detail.target.form in (Form.TOTAL, Form.COUNT)
        if not (reach.acts and holds(fact) and counted) or is_better_high(detail.target) is False:
            return None
        v, first, last = fact.values, self._name(detail, 0), self._name(detail, detail.high)
        high, low = self._share(fact, 1), self._share(fact, detail.high + 1)
        money = detail.target.form is Form.TOTAL
        return Decision(
            f"Stock up and hire before {first}" if money else f"Move people and leave from {last} to {first}",
            f"{high} of {noun(detail.target)} {'comes' if money else 'fall'} then, {low} in {last}",
            tuple(v.values()),
            f"the next {first} brings more than {written(detail.target, number_of(v, 'total_1'))}"
            if money
            else f"as few wait in {first} as in {last}",
            (detail.cycle,),
        )

    @staticmethod
    def _name(detail: Season, place: int) -> str:
        name = level_name(detail.cycle, detail.levels[place])
        plain = detail.cycle in {"month", "weekday"} or not name.isdigit()
        return name if plain else f"{wording.name(detail.cycle)} {wording.name(name)}"

    @staticmethod
    def _share(fact: Fact, place: int) -> str:
        return wording.percent(number_of(fact.values, f"share_{place}") or 0.0)
