"""Groups over time, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.group_change import GroupChange
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    doubt,
    holds,
    level,
    levels_of,
    noun,
    number_of,
    period,
    rose,
    sentence,
    signed,
    span,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form


class GroupChangeWords(FactWords):
    """Who gained most, who least, and where each stands."""

    name: ClassVar[str] = "group_change"
    label: ClassVar[str] = "Groups over time"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: GroupChange = fact.detail
        v, spoken = fact.values, fact.wording
        most, least = (f"{self._gain(fact, i)} {self._in(fact, i)}" for i in (detail.most, detail.least))
        what = sentence(noun(detail.target, spoken))
        if holds(fact) and detail.stalled is not None:
            first, last = levels_of(fact, detail.target, *(f"{k}_{detail.stalled}" for k in ("middle", "last")))
            middle = period(v, "middle_period", detail.grain)
            stood = f"{self._name(fact, detail.stalled)} stalled after {middle}, {first} then and {last} at the end"
            gain = number_of(v, f"gain_{detail.most}") or 0.0
            return f"{what} {rose(gain)} by {most.removeprefix('+').removeprefix('−')}, while {stood}"
        when = span(v, "first_period", "last_period", detail.grain)
        if holds(fact) and detail.alone is not None:
            gain = number_of(v, f"gain_{detail.alone}") or 0.0
            size = self._gain(fact, detail.alone).removeprefix("+").removeprefix("−")
            moved = f"{what} {rose(gain)} by {size} {self._in(fact, detail.alone)}, {when}"
            return f"{moved}; elsewhere by {self._others(fact)}"
        return f"{what} changed by {most} and {least}, {when}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: GroupChange = fact.detail
        v = fact.values
        places = range(1, detail.groups + 1)
        sizes = levels_of(fact, detail.target, *(f"{end}_{i}" for i in places for end in ("first", "last")))
        told = [
            f"{self._name(fact, i)} from {sizes[2 * i - 2]} to {sizes[2 * i - 1]} ({self._gain(fact, i)})"
            for i in places
        ]
        when = span(v, "first_period", "last_period", detail.grain)
        return f"{sentence(when)}: {'; '.join(told)}." + doubt(fact)

    @staticmethod
    def _name(fact: Fact, place: int) -> str:
        return level(fact.values[f"level_{place}"])

    @staticmethod
    def _in(fact: Fact, place: int) -> str:
        """``in **Asia**``, ``for **AAPL**``: what is a place or a time stands in it."""
        behind = fact.wording.behind(fact.detail.by, fact.values[f"level_{place}"])
        return behind if behind.startswith(("in ", "on ")) else f"for {level(fact.values[f'level_{place}'])}"

    def _others(self, fact: Fact) -> str:
        """How the groups changed beside the one that moved: from the lowest gain to the highest."""
        detail: GroupChange = fact.detail
        others = [i for i in range(1, detail.groups + 1) if i != detail.alone]
        ordered = sorted(others, key=lambda i: number_of(fact.values, f"gain_{i}") or 0.0)
        low, high = (self._gain(fact, i) for i in (ordered[0], ordered[-1]))
        return f"{low} to {high}"

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Share out the work where one has ever more of it; ask where one falls behind."""
        detail: GroupChange = fact.detail
        lever, v = reach.lever(detail.by), fact.values
        is_load = detail.target.form is Form.COUNT
        phrase = "" if lever is None else lever.load if is_load else lever.suffers
        if not phrase or not holds(fact):
            return None
        place = detail.most if is_load else detail.least
        gain = number_of(v, f"gain_{place}") or 0.0
        if (gain < 0) is is_load or (not is_load and is_better_high(detail.target) is not True):
            return None
        who, other = (level(v[f"level_{i}"]) for i in (place, detail.least if is_load else detail.most))
        first, last = (written(detail.target, number_of(v, f"{end}_{place}")) for end in ("first", "last"))
        when = [period(v, f"{end}_period", detail.grain) for end in ("first", "last")]
        return Decision(
            reach.said(phrase, detail.by, v[f"level_{place}"]),
            f"{noun(detail.target) if not is_load else reach.rows} went from {first} in {when[0]} to {last} in "
            f"{when[1]} there, {self._gain(fact, detail.least if is_load else detail.most)} at {other}",
            tuple(v.values()),
            f"{who} is {'below' if is_load else 'above'} {last} in the {detail.grain} after",
            (detail.by,),
            phrase,
        )

    @staticmethod
    def _gain(fact: Fact, place: int) -> str:
        detail: GroupChange = fact.detail
        gain = number_of(fact.values, f"gain_{place}") or 0.0
        share = number_of(fact.values, f"gain_share_{place}")
        if detail.target.form is Form.SHARE:
            return signed(wording.points(gain), gain)
        if (detail.target.form in (Form.TOTAL, Form.COUNT) or detail.summed) and share is not None:
            return signed(wording.percent(abs(share)), gain)
        return signed(written(detail.target, abs(gain)), gain)
