"""Groups over time, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.group_change import GroupChange
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    doubt,
    gains,
    grown_short,
    holds,
    it,
    level,
    levels_of,
    noun,
    number_of,
    per,
    period,
    rose,
    sentence,
    short_noun,
    shortened,
    span,
    total,
    two_ways,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form

HARDLY = 0.05  # of what the one group moved by, under which the others' figures say no more than their words


class GroupChangeWords(FactWords):
    """Who gained most, who least, and where each stands."""

    name: ClassVar[str] = "group_change"
    label: ClassVar[str] = "Groups over time"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: GroupChange = fact.detail
        what = sentence(self._noun(fact))
        if holds(fact) and detail.stalled is not None:
            return f"{what} {self._rose(fact)} {self._in(fact, detail.most)}, while {self._stalled(fact)}"
        if holds(fact) and detail.alone is not None:
            return f"{what} {self._alone(fact, detail.alone)}"
        return f"{what} {self._ways(fact)}, {self._when(fact)}"

    def lead_again(self, fact: Fact) -> str:
        """``In Asia it rose by 24.4, while Africa stalled after 1987, ...``."""
        detail: GroupChange = fact.detail
        if detail.target.form is Form.SHARE or not holds(fact) or detail.stalled is None:
            return shortened(self.lead(fact), fact)
        what = it(detail.target, fact.wording)
        risen = f"{self._in(fact, detail.most)} {what} {self._rose(fact)}"
        return f"{sentence(risen)}, while {self._stalled(fact)}"

    @staticmethod
    def _noun(fact: Fact) -> str:
        """``orders`` of their number, ``average price``."""
        is_count, step = fact.detail.target.form is Form.COUNT, fact.detail.per
        if fact.detail.summed and fact.detail.target.form is Form.MEAN:
            return total(fact.detail.target, fact.wording)
        return per(fact.wording.row.many if is_count else short_noun(fact.detail.target, fact.wording), step)

    def _rose(self, fact: Fact) -> str:
        """``rose by 24.4``."""
        gain = number_of(fact.values, f"gain_{fact.detail.most}") or 0.0
        return f"{rose(gain)} {self._by(fact, fact.detail.most)}"

    def _stalled(self, fact: Fact) -> str:
        """``Africa stalled after 1987, 53.3 then and 54.8 at the end``."""
        detail: GroupChange = fact.detail
        first, last = levels_of(fact, detail.target, *(f"{k}_{detail.stalled}" for k in ("middle", "last")))
        middle = period(fact.values, "middle_period", detail.grain)
        return f"{self._name(fact, detail.stalled or 0)} stalled after {middle}, {first} then and {last} at the end"

    def _alone(self, fact: Fact, place: int) -> str:
        """``rose by 70% for Ada, from 2022 to 2023; elsewhere by between -1% and +2%``."""
        moved = f"{rose(number_of(fact.values, f'gain_{place}'))} {self._by(fact, place)}"
        return f"{moved} {self._in(fact, place)}, {self._when(fact)}; elsewhere {self._others(fact)}"

    def _ways(self, fact: Fact) -> str:
        """``rose by 20,500 for Renewables, but fell by 6,032 for Fossil Fuels``."""
        detail: GroupChange = fact.detail
        is_many = any(number_of(fact.values, f"gain_factor_{i}") for i in (detail.most, detail.least))
        if not holds(fact) and not is_many:  # nothing changes "by ×7"
            most, least = (f"{self._gain(fact, i)} {self._in(fact, i)}" for i in (detail.most, detail.least))
            return f"changed by {most} and {least}"
        ends = (detail.most, detail.least)
        gains = [number_of(fact.values, f"gain_{i}") or 0.0 for i in ends]
        return two_ways(gains, [self._by(fact, i) for i in ends], [self._in(fact, i) for i in ends])

    @staticmethod
    def _when(fact: Fact) -> str:
        return span(fact.values, "first_period", "last_period", fact.detail.grain)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: GroupChange = fact.detail
        places = range(1, detail.groups + 1)
        sizes = self._ends(fact)
        told = [
            f"{self._name(fact, i)} from {sizes[2 * i - 2]} to {sizes[2 * i - 1]} ({gain})"
            for i, gain in zip(places, self._gains(fact), strict=True)
        ]
        return f"{sentence(self._when(fact))}: {'; '.join(told)}." + doubt(fact)

    @staticmethod
    def _ends(fact: Fact) -> list[str]:
        """The first and the last level of each group, as fine as all; each two finer where they would look the same."""
        pairs = [(f"first_{i}", f"last_{i}") for i in range(1, fact.detail.groups + 1)]
        sizes = levels_of(fact, fact.detail.target, *(key for pair in pairs for key in pair))
        if any(first == last for first, last in zip(sizes[::2], sizes[1::2], strict=True)):
            return [size for pair in pairs for size in levels_of(fact, fact.detail.target, *pair)]
        return sizes

    @staticmethod
    def _name(fact: Fact, place: int) -> str:
        return level(fact.values[f"level_{place}"])

    @staticmethod
    def _in(fact: Fact, place: int) -> str:
        return fact.wording.at_entity(fact.detail.by, fact.values[f"level_{place}"])

    def _others(self, fact: Fact) -> str:
        """How the groups changed beside the one that moved: from the lowest gain to the highest, or hardly at all."""
        detail: GroupChange = fact.detail
        others = [i for i in range(1, detail.groups + 1) if i != detail.alone]
        ordered = sorted(others, key=lambda i: number_of(fact.values, f"gain_{i}") or 0.0)
        ends = (ordered[0], ordered[-1])
        most, *small = (abs(number_of(fact.values, f"gain_{i}") or 0.0) for i in (detail.alone or 1, *ends))
        if max(small) < HARDLY * most:
            return "it hardly changed"
        low, high = (self._gain(fact, i) for i in ends)
        return f"by {low} to {high}"

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Share out the work where one has ever more of it; ask where one falls behind."""
        detail: GroupChange = fact.detail
        v, is_load = fact.values, detail.target.form is Form.COUNT
        phrase = self._phrase(fact, reach)
        if not phrase:
            return None
        place, beside = (detail.most, detail.least) if is_load else (detail.least, detail.most)
        who, other = (level(v[f"level_{i}"]) for i in (place, beside))
        first, last = (written(detail.target, number_of(v, f"{end}_{place}")) for end in ("first", "last"))
        what = per(reach.rows if is_load else noun(detail.target), detail.per)
        when = [period(v, f"{end}_period", detail.grain) for end in ("first", "last")]
        return Decision(
            reach.said(phrase, detail.by, v[f"level_{place}"]),
            f"{what} went from {first} in {when[0]} to {last} in {when[1]} "
            f"there, {self._gain(fact, beside)} at {other}",
            tuple(v.values()),
            f"{who} is {'below' if is_load else 'above'} {last} in the {detail.grain} after",
            (detail.by,),
            phrase,
        )

    @staticmethod
    def _phrase(fact: Fact, reach: Reach) -> str:
        """What to do about who has more to do, or falls behind; nothing where nobody does, or nobody can."""
        detail: GroupChange = fact.detail
        lever = reach.lever(detail.by)
        if lever is None or not holds(fact):
            return ""
        if detail.target.form is Form.COUNT:
            return lever.load if (number_of(fact.values, f"gain_{detail.most}") or 0.0) >= 0 else ""
        falls = (number_of(fact.values, f"gain_{detail.least}") or 0.0) < 0
        return lever.suffers if falls and is_better_high(detail.target) else ""

    def _gain(self, fact: Fact, place: int) -> str:
        """What one group gained, as finely as all of them are told."""
        return self._gains(fact)[place - 1]

    def _by(self, fact: Fact, place: int) -> str:
        """The same behind a verb: ``by 24.4``, ``15-fold``."""
        factor = number_of(fact.values, f"gain_factor_{place}")
        return f"by {self._gain(fact, place)[1:]}" if factor is None else wording.fold(factor)

    @staticmethod
    def _gains(fact: Fact) -> list[str]:
        """What each group gained, equally fine: as shares of what each had, where the fact gives them."""
        detail: GroupChange = fact.detail
        places = range(1, detail.groups + 1)
        shares = [number_of(fact.values, f"gain_share_{i}") for i in places]
        known = [share for share in shares if share is not None]
        if len(known) < len(shares):
            return gains(detail.target, [number_of(fact.values, f"gain_{i}") or 0.0 for i in places])
        told = zip(wording.percents(list(map(abs, known))), known, strict=True)
        factors = [number_of(fact.values, f"gain_factor_{i}") for i in places]
        return [grown_short(*share, factor) for share, factor in zip(told, factors, strict=True)]
