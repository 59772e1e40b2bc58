"""What it depends on, by group, in words."""

from collections.abc import Iterator
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.adjusted import compared
from pipeline.analysis.facts.split import Split
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    NET,
    SURE_P,
    FactWords,
    are,
    average,
    column,
    doubt,
    gap,
    holds,
    it,
    it_is,
    level,
    levels_of,
    number_of,
    said,
    sentence,
    which,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high, next_n, remedy
from pipeline.story import Fact, Form, Verdict

MUCH = 0.2  # of all cases, from which on it is told that they are in the first group
MOST_SHOWN = 3  # groups in a headline
HINT_P = 0.05  # of what is left open, up to which it is a hint
MIN_SHOWN_ROWS = 20  # of a group in a headline, where two have as many


class SplitWords(FactWords):
    """The level in each group."""

    name: ClassVar[str] = "split"
    label: ClassVar[str] = "What it depends on"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Split = fact.detail
        ends = self._shares(fact) if detail.target.form is Form.SHARE else self._means(fact)
        if fact.verdict is Verdict.ALIKE:
            return f"{sentence(fact.wording.column(detail.by))} makes no difference that matters: {ends}"
        return sentence(ends)

    def lead(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead`; only what a trial asked is told there although it is undecided."""
        return f"{self.headline(fact)}{_left_open(fact)}"

    def lead_again(self, fact: Fact) -> str:
        """``With rank Prof it is 127,000, with AssocProf 94,000 and with AsstProf 81,000``."""
        detail, spoken = fact.detail, fact.wording
        if detail.target.form is Form.SHARE or fact.verdict is Verdict.ALIKE:
            return self.lead(fact)
        if self._has_course(fact):
            return sentence(self._along(fact, it(detail.target, spoken)))
        return f"{sentence(self._again(fact))}{_left_open(fact)}"

    def _again(self, fact: Fact) -> str:
        """``with rank Prof it is 127,000 and with AsstProf 81,000``; no two numbers side by side."""
        target, spoken = fact.detail.target, fact.wording
        if any(group.rstrip("*")[-1:].isdigit() for _, group in self._groups(fact)):
            told = wording.listing([f"{size} {group}" for size, group in self._groups(fact)])
            return f"{it_is(target, spoken)} {told}"
        (size, group), *others = self._groups(fact)
        first = f"{group} {it_is(target, spoken)} {size}"
        return wording.listing([first, *(f"{other} {level_there}" for level_there, other in others)])

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        parts = [f"By {fact.wording.column(fact.detail.by)}: {'; '.join(self._told(fact))}.", *self._more(fact)]
        return " ".join(parts) + (doubt(fact) if fact.verdict is not Verdict.ALIKE else "")

    @staticmethod
    def _told(fact: Fact) -> Iterator[str]:
        """Each group with its level, its share of another column, and its rows."""
        detail: Split = fact.detail
        v, spoken = fact.values, fact.wording
        places = range(1, len(detail.levels) + 1)
        sizes = levels_of(fact, detail.target, *(f"mean_{i}" for i in places))
        for i, one, size in zip(places, detail.levels, sizes, strict=True):
            rows = whole(v, f"rows_{i}")
            counted = spoken.rows(rows) if i == 1 else f"{rows:,}"
            colon = ":" if str(one)[-1:].isdigit() else ""
            yield f"{level(one)}{colon} {size}{_of_base(fact, i)} ({counted})"

    def _more(self, fact: Fact) -> Iterator[str]:
        """The groups left out, the share of all that did in the first group, the difference of two."""
        detail: Split = fact.detail
        v, target, spoken, told = fact.values, detail.target, fact.wording, fact.turn.of_kind
        if detail.total_levels > len(detail.levels):
            yield wording.varied(told, "The groups in between are left out here.", "Others lie between.")
        if detail.tied and holds(fact):
            yield f"It is too close to say which of {wording.listing([level(one) for one in detail.tied])} is first."
        share = number_of(v, "top_share")
        if detail.top_share and share is not None and share >= MUCH and holds(fact):
            top = detail.levels[self._order(fact)[0] - 1]
            part, had = wording.percent(share), spoken.had(detail.by, top)
            ways = (
                f"{part} of those {which(target, spoken)} {had}.",
                f"Of all {whole(v, 'all_hits'):,}, {part} {had}.",
            )
            yield wording.varied(told, *ways, ways[1])
        difference = number_of(v, "difference")
        if difference is not None and target.form is not Form.SHARE:
            yield f"The difference is {gap(target, difference)}."

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Go where it is worst, if what tells the groups apart can be acted on."""
        detail: Split = fact.detail
        lever, better_high = reach.lever(detail.by), is_better_high(detail.target)
        if fact.verdict is Verdict.UNDECIDED and reach.needs_more:
            return next_n(fact, detail.by, reach)
        is_open = compared(fact) in reach.overturned or (better_high and reach.is_beside(detail.target))
        if is_open or not holds(fact) or lever is None or better_high is None or not lever.suffers:
            return None
        order = self._order(fact)
        best, worst = (order[0], order[-1]) if better_high else (order[-1], order[0])
        phrase = remedy(lever, detail.target.column if detail.target.form is Form.MEAN else None)
        stake, sign = _at_stake(fact, reach, worst, best, better_high=better_high)
        return Decision(
            reach.said(phrase, detail.by, detail.levels[worst - 1]),
            stake,
            tuple(fact.values.values()),
            sign,
            (detail.by,),
            phrase,
        )

    @staticmethod
    def _order(fact: Fact) -> list[int]:
        """Places of the groups, the highest first."""
        places = range(1, len(fact.detail.levels) + 1)
        return sorted(places, key=lambda i: -(number_of(fact.values, f"mean_{i}") or 0.0))

    def _shown(self, fact: Fact) -> list[int]:
        order = self._order(fact)
        firm = [i for i in order if whole(fact.values, f"rows_{i}") >= MIN_SHOWN_ROWS]
        order = firm if len(firm) > 1 else order
        return order if len(order) <= MOST_SHOWN else [order[0], order[1], order[-1]]

    def _shares(self, fact: Fact) -> str:
        """``62% of passengers in 1st class survived, 43% in 2nd class and 26% in 3rd class``."""
        detail, spoken = fact.detail, fact.wording
        shown = self._shown(fact)
        sizes = levels_of(fact, detail.target, *(f"mean_{i}" for i in shown))
        groups = [spoken.of(detail.by, detail.levels[i - 1], again=place > 0) for place, i in enumerate(shown)]
        first, *others = [f"{size} {group}" for size, group in zip(sizes, groups, strict=True)]
        return f"{first} {said(detail.target, spoken).verb}, {wording.listing(others)}"

    def _groups(self, fact: Fact) -> list[tuple[str, str]]:
        """The level of each group shown, and how the group stands behind it."""
        detail, spoken, shown = fact.detail, fact.wording, self._shown(fact)
        sizes = levels_of(fact, detail.target, *(f"mean_{i}" for i in shown))
        groups = [spoken.among(detail.by, detail.levels[i - 1], again=place > 0) for place, i in enumerate(shown)]
        return list(zip(sizes, groups, strict=True))

    def _means(self, fact: Fact) -> str:
        """``Average salary is 127,000 with rank Prof, 94,000 with AssocProf and 81,000 with AsstProf``."""
        target, spoken = fact.detail.target, fact.wording
        if self._has_course(fact):
            return self._along(fact, average(target, spoken))
        told = wording.listing([f"{size} {group}" for size, group in self._groups(fact)])
        return f"{average(target, spoken)} {are(target, spoken)} {told}"

    @staticmethod
    def _has_course(fact: Fact) -> bool:
        """Whether the ends say it all: the level goes one way along more groups than a sentence lists."""
        detail: Split = fact.detail
        return detail.course != 0 and detail.total_levels > MOST_SHOWN and holds(fact)

    def _along(self, fact: Fact, subject: str) -> str:
        """``average price rises with **rooms**, from 120,000 with 1 to 640,000 with 6``."""
        detail, spoken = fact.detail, fact.wording
        order = self._order(fact)
        first, last = (order[-1], order[0]) if detail.course > 0 else (order[0], order[-1])
        low, high = levels_of(fact, detail.target, f"mean_{first}", f"mean_{last}")
        at, to = (spoken.among(detail.by, detail.levels[i - 1], again=True) for i in (first, last))
        ways = ("rises", "rise") if detail.course > 0 else ("falls", "fall")
        goes = ways[are(detail.target, spoken) == "are"]
        return f"{subject} {goes} with {spoken.column(detail.by)}, from {low} {at} to {high} {to}"


def _left_open(fact: Fact) -> str:
    """Behind a sentence what is to be thought of it where it is undecided; nothing where it isn't."""
    if fact.verdict is not Verdict.UNDECIDED:
        return ""
    p = fact.p_value if fact.p_value is not None else 1.0
    if p <= SURE_P:
        return ", which is hardly luck, but little"
    return ", a hint but no proof" if p <= HINT_P else ", which chance alone could give"


def _of_base(fact: Fact, place: int) -> str:
    """``, 12% of **sales** (230 on average)``; nothing where there is no other column beside it."""
    base = fact.detail.base
    if base is None:
        return ""
    ratio, beside = number_of(fact.values, f"ratio_{place}"), number_of(fact.values, f"base_{place}")
    share = f", {wording.percent(ratio)} of {column(base, fact.wording)}" if ratio is not None else ""
    return share + (f" ({written(base, beside)} on average)" if beside is not None else "")


def _at_stake(fact: Fact, reach: Reach, worst: int, best: int, *, better_high: bool) -> tuple[str, str]:
    """What hangs on the worst group, and by what one will see that it fares better."""
    target, v, spoken = fact.detail.target, fact.values, fact.wording
    here, there = levels_of(fact, target, f"mean_{worst}", f"mean_{best}")
    rows, model = whole(v, f"rows_{worst}"), level(fact.detail.levels[best - 1])
    hits, everything = whole(v, f"hits_{worst}"), whole(v, "all_hits")
    if target.column is not None and hits and everything:
        did = said(target, spoken).verb
        stake = f"{hits:,} of the {everything:,} {reach.rows} {reach.who} {did} are among these {rows:,}, "
        return (
            f"{stake}{here} of them against {there} for {model}",
            f"those {here} {'go up' if better_high else 'come down'}",
        )
    name = NET if target.is_net else column(target, spoken)
    stake = f"{name} {are(target, spoken)} {here} over {rows:,} {reach.rows}, against {there} for {model}"
    goes = ("rises above", "rise above") if better_high else ("falls below", "fall below")
    return stake, f"{name} there {spoken.agree(target.column or '', *goes)} {here}"
