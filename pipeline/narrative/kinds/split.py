"""What it depends on, by group, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.split import Split
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    doubt,
    holds,
    level,
    number_of,
    outcome,
    sentence,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high, next_n
from pipeline.story import Fact, Form, Verdict


class SplitWords(FactWords):
    """The level in each group."""

    name: ClassVar[str] = "split"
    label: ClassVar[str] = "What it depends on"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Split = fact.detail
        by = wording.name(detail.by)
        if fact.verdict is Verdict.ALIKE:
            return f"{by} makes no difference to {column(detail.target)} that matters: {self._ends(fact)}"
        if not holds(fact):
            return f"{sentence(self._subject(detail))} by {by}: {self._ends(fact)}"
        return f"{sentence(self._subject(detail))} depends on {by}: {self._ends(fact)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Split = fact.detail
        v, target = fact.values, detail.target
        told = []
        for i, one in enumerate(detail.levels, start=1):
            rows = wording.count(int(number_of(v, f"rows_{i}") or 0), "row")
            ratio = number_of(v, f"ratio_{i}")
            rate = f", {wording.percent(ratio)} of {column(detail.base)}" if ratio is not None and detail.base else ""
            beside = number_of(v, f"base_{i}")
            rate += f" ({written(detail.base, beside)} on average)" if beside is not None and detail.base else ""
            told.append(f"{level(one)} {written(target, number_of(v, f'mean_{i}'))}{rate} ({rows})")
        listed = "; ".join(told)
        more = detail.total_levels - len(detail.levels)
        parts = [f"On average: {listed}." if target.form is not Form.SHARE else f"{listed}."]
        if more > 0:
            parts.append("The groups between them are left out here.")
        share = number_of(v, "top_share")
        if detail.top_share and share is not None and holds(fact):
            top = max(range(len(detail.levels)), key=lambda i: number_of(v, f"mean_{i + 1}") or 0.0)
            parts.append(f"{wording.percent(share)} of all such rows are {level(detail.levels[top])}.")
        difference = number_of(v, "difference")
        if difference is not None and target.form is not Form.SHARE:
            parts.append(f"They are {written(target, difference)} apart.")
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
        stake = f"{column(detail.target)} is {here} over {rows:,} {reach.rows}, against {there} for {model}"
        sign = f"{column(detail.target)} there {'rises above' if better_high else 'falls below'} {here}"
        hits, whole = (number_of(fact.values, key) for key in (f"hits_{worst + 1}", "all_hits"))
        if detail.target.column is not None and hits and whole:
            did = reach.words.outcome(detail.target.column, detail.target.value).verb
            stake = f"{int(hits):,} of the {int(whole):,} {reach.rows} {reach.who} {did} are among these {rows:,}, "
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

    def _ends(self, fact: Fact) -> str:
        detail: Split = fact.detail
        v = fact.values
        places = sorted(range(1, len(detail.levels) + 1), key=lambda i: -(number_of(v, f"mean_{i}") or 0.0))
        shown = places if len(places) <= 3 else [places[0], places[1], places[-1]]
        return wording.listing(
            [
                f"{written(detail.target, number_of(v, f'mean_{i}'))} where it is {level(detail.levels[i - 1])}"
                if place == 0
                else f"{written(detail.target, number_of(v, f'mean_{i}'))} for {level(detail.levels[i - 1])}"
                for place, i in enumerate(shown)
            ]
        )

    @staticmethod
    def _subject(detail: Split) -> str:
        return outcome(detail.target) if detail.target.form is Form.SHARE else column(detail.target)
