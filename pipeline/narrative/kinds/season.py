"""Season, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.season import Season, level_name
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    column,
    doubt,
    holds,
    levels_of,
    noun,
    number_of,
    per,
    sentence,
    shares_of,
    shortened,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form

MUCH_MORE = 1.3  # times as much as in the lowest part, to prepare for the highest
PREPOSITIONS = {"hour": "at", "weekday": "on"}


class SeasonWords(FactWords):
    """The high months, then the low ones."""

    name: ClassVar[str] = "season"
    label: ClassVar[str] = "Season"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Season = fact.detail
        spoken, ends = fact.wording, (1, detail.high + 1)
        first, last = self._name(fact, 0), self._name(fact, detail.high)
        if detail.is_total:
            what = f"all {spoken.row.many}" if detail.target.column is None else f"all {column(detail.target, spoken)}"
            if not self._has_shares(fact):
                high, low = levels_of(fact, detail.target, *(f"total_{place}" for place in ends))
                return f"{first} brings {high} of {what}, {last} {low}"
            high, low = shares_of(fact, *(f"share_{place}" for place in ends))
            if detail.cycle == "hour":
                return f"At {first} it is {high} of {what}, at {last} {low}"
            return f"{first} brings {high} of {what}, {last} {low}"
        high, low = levels_of(fact, detail.target, *(f"mean_{place}" for place in ends))
        at = PREPOSITIONS.get(detail.cycle, "in")
        what = per(noun(detail.target, spoken), detail.per)
        is_ = "are" if detail.per else are(detail.target, spoken)
        return f"{sentence(what)} {is_} {high} {at} {first} and {low} {at} {last}"

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        return shortened(self.lead(fact), fact)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Season = fact.detail
        places = range(1, len(detail.levels) + 1)
        is_total = detail.is_total
        figures = levels_of(fact, detail.target, *(f"{'total' if is_total else 'mean'}_{i}" for i in places))
        shares = shares_of(fact, *(f"share_{i}" for i in places)) if self._has_shares(fact) else [""] * len(figures)
        told = []
        for place, figure, share in zip(places, figures, shares, strict=True):
            nonzero = number_of(fact.values, f"nonzero_{place}")
            days = f", on {wording.percent(nonzero)} of the days" if nonzero is not None else ""
            told.append(f"{self._name(fact, place - 1)} {figure}{f' ({share})' if share else ''}{days}")
        high, low = told[: detail.high], told[detail.high :]
        return f"At the top: {'; '.join(high)}. At the bottom: {'; '.join(low)}." + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Be ready for the high part: with people where somebody has to be there, with goods where they are sold."""
        detail: Season = fact.detail
        money = detail.target.form is Form.TOTAL
        is_prepared = money or reach.is_served or reach.is_of_goods
        if not (reach.acts and holds(fact) and self._has_shares(fact) and is_prepared):
            return None
        v, first, last = fact.values, self._name(fact, 0), self._name(fact, detail.high)
        high, low = shares_of(fact, "share_1", f"share_{detail.high + 1}")
        is_much = (number_of(v, "share_1") or 0.0) >= MUCH_MORE * (number_of(v, f"share_{detail.high + 1}") or 0.0)
        if not is_much or is_better_high(detail.target) is False:
            return None
        at = PREPOSITIONS.get(detail.cycle, "in")
        is_of_people = not money and reach.is_served
        best = written(detail.target, number_of(v, "total_1"))
        what = column(detail.target, fact.wording) if money else f"the {reach.rows}"
        return Decision(
            self._prepared(detail.cycle, first, last, is_of_people=is_of_people),
            f"{high} of {what} {'comes' if money else 'fall'} {at} {first}, {low} {at} {last}",
            tuple(v.values()),
            f"the {reach.rows} {at} {first} wait no longer than those {at} {last}"
            if is_of_people
            else f"the next {first} brings more than {best if money else f'{best} {reach.rows}'}",
            (detail.cycle,),
        )

    @staticmethod
    def _has_shares(fact: Fact) -> bool:
        """Whether each part is told by its share of the whole, of which none takes away."""
        return "share_1" in fact.values

    @staticmethod
    def _prepared(cycle: str, first: str, last: str, *, is_of_people: bool) -> str:
        """How to be ready for the high part; nobody stocks up for an hour."""
        of_people = is_of_people or cycle == "hour"
        return f"Plan more people for {first} than for {last}" if of_people else f"Stock up before {first}"

    @staticmethod
    def _name(fact: Fact, place: int) -> str:
        detail: Season = fact.detail
        name = level_name(detail.cycle, detail.levels[place])
        plain = detail.cycle in {"month", "weekday", "hour"} or not name.isdigit()
        return name if plain else f"{fact.wording.column(detail.cycle)} {wording.name(name)}"
