"""What it depends on, by group, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.split import Split
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    column,
    doubt,
    holds,
    level,
    levels_of,
    number_of,
    said,
    sentence,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high, next_n
from pipeline.story import Fact, Form, Verdict

MOST_SHOWN = 3  # groups in a headline


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

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Split = fact.detail
        v, target, spoken = fact.values, detail.target, fact.wording
        places = range(1, len(detail.levels) + 1)
        sizes = levels_of(fact, target, *(f"mean_{i}" for i in places))
        told = []
        for i, one, size in zip(places, detail.levels, sizes, strict=True):
            ratio, beside = number_of(v, f"ratio_{i}"), number_of(v, f"base_{i}")
            base = column(detail.base, spoken) if detail.base else ""
            rate = f", {wording.percent(ratio)} of {base}" if ratio is not None and detail.base else ""
            rate += f" ({written(detail.base, beside)} on average)" if beside is not None and detail.base else ""
            rows = whole(v, f"rows_{i}")
            told.append(f"{level(one)} {size}{rate} ({spoken.rows(rows) if i == 1 else f'{rows:,}'})")
        parts = [f"By {spoken.column(detail.by)}: {'; '.join(told)}."]
        if detail.total_levels > len(detail.levels):
            parts.append("The groups in between are left out here.")
        share = number_of(v, "top_share")
        if detail.top_share and share is not None and holds(fact):
            top = detail.levels[self._order(fact)[0] - 1]
            verb = said(target, spoken).verb
            parts.append(f"{wording.percent(share)} of those {spoken.who} {verb} {spoken.had(detail.by, top)}.")
        difference = number_of(v, "difference")
        if difference is not None and target.form is not Form.SHARE:
            parts.append(f"That is a difference of {written(target, difference)}.")
        return " ".join(parts) + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Go where it is worst, if what tells the groups apart can be acted on."""
        detail: Split = fact.detail
        lever, better_high = reach.lever(detail.by), is_better_high(detail.target)
        if fact.verdict is Verdict.UNDECIDED and reach.needs_more:
            return next_n(fact, detail.by, reach)
        if not holds(fact) or lever is None or better_high is None or not lever.suffers:
            return None
        means = [number_of(fact.values, f"mean_{i}") or 0.0 for i in range(1, len(detail.levels) + 1)]
        best, worst = (means.index(end(means)) for end in ((max, min) if better_high else (min, max)))
        here, there = (written(detail.target, means[i]) for i in (worst, best))
        rows = int(number_of(fact.values, f"rows_{worst + 1}") or 0)
        model = level(detail.levels[best])
        stake = (
            f"{column(detail.target, fact.wording)} is {here} over {rows:,} {reach.rows}, against {there} for {model}"
        )
        sign = f"{column(detail.target, fact.wording)} there {'rises above' if better_high else 'falls below'} {here}"
        hits, everything = (number_of(fact.values, key) for key in (f"hits_{worst + 1}", "all_hits"))
        if detail.target.column is not None and hits and everything:
            did = reach.words.outcome(detail.target.column, detail.target.value).verb
            stake = (
                f"{int(hits):,} of the {int(everything):,} {reach.rows} {reach.who} {did} are among these {rows:,}, "
            )
            stake += f"{here} of them against {there} for {model}"
            sign = f"those {here} {'go up' if better_high else 'come down'}"
        return Decision(
            reach.said(lever.suffers, detail.by, detail.levels[worst]),
            stake,
            tuple(fact.values.values()),
            sign,
            (detail.by,),
            lever.suffers,
        )

    @staticmethod
    def _order(fact: Fact) -> list[int]:
        """Places of the groups, the highest first."""
        places = range(1, len(fact.detail.levels) + 1)
        return sorted(places, key=lambda i: -(number_of(fact.values, f"mean_{i}") or 0.0))

    def _shown(self, fact: Fact) -> list[int]:
        order = self._order(fact)
        return order if len(order) <= MOST_SHOWN else [order[0], order[1], order[-1]]

    def _shares(self, fact: Fact) -> str:
        """``62% of passengers in 1st class survived, 43% in 2nd class and 26% in 3rd class``."""
        detail, spoken = fact.detail, fact.wording
        shown = self._shown(fact)
        sizes = levels_of(fact, detail.target, *(f"mean_{i}" for i in shown))
        groups = [spoken.of(detail.by, detail.levels[i - 1], again=place > 0) for place, i in enumerate(shown)]
        first, *others = [f"{size} {group}" for size, group in zip(sizes, groups, strict=True)]
        return f"{first} {said(detail.target, spoken).verb}, {wording.listing(others)}"

    def _means(self, fact: Fact) -> str:
        """``Average salary is 127,000 with rank Prof, 94,000 with AssocProf and 81,000 with AsstProf``."""
        detail, spoken = fact.detail, fact.wording
        shown = self._shown(fact)
        sizes = levels_of(fact, detail.target, *(f"mean_{i}" for i in shown))
        groups = [spoken.among(detail.by, detail.levels[i - 1], again=place > 0) for place, i in enumerate(shown)]
        told = wording.listing([f"{size} {group}" for size, group in zip(sizes, groups, strict=True)])
        return f"{average(detail.target, spoken)} {are(detail.target, spoken)} {told}"
