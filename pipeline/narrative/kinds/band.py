"""What it goes with, along a measure, in words."""

from collections.abc import Iterator
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.band import Band
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    column,
    doubt,
    holds,
    it_is,
    levels_of,
    number_of,
    outcome,
    said,
    sentence,
    shares_of,
    which,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form

MIN_CORRELATION = 0.5  # below, a slope says little of single rows


LEAST_SLOPE, MOST_SLOPE = 0.01, 1e6  # of a step that means something
CLOSENESS = ((0.7, "closely"), (0.4, "clearly"), (0.2, "loosely"), (0.0, "only faintly"))  # by |r|


class BandWords(FactWords):
    """The lowest quarter against the highest."""

    name: ClassVar[str] = "band"
    label: ClassVar[str] = "What it goes with"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        first, second, low, high = self._compared(fact)
        spoken, target = fact.wording, fact.detail.target
        if target.form is Form.SHARE:
            return f"{second} of {spoken.row.pointed} {high} {said(target, spoken).verb}, {first} {low}"
        what = f"{sentence(average(target, spoken))} {are(target, spoken)}"
        rows = spoken.for_rows if fact.turn.of_kind < wording.USES else ""
        return f"{what} {second} {rows}{high}, but {first} {low}"

    def lead_again(self, fact: Fact) -> str:
        """``With Price over 131 it is 5.91, but 9.17 with 100 or less``."""
        first, second, low, high = self._compared(fact)
        spoken, target = fact.wording, fact.detail.target
        if target.form is Form.SHARE:
            return self.lead(fact)
        return sentence(f"{spoken.for_rows}{high} {it_is(target, spoken)} {second}, but {first} {low}")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        return " ".join((*self._sides(fact), *self._typical(fact), *self._line(fact))) + doubt(fact)

    @staticmethod
    def _by_cut(fact: Fact) -> bool:
        """Whether its headline compares what lies below and above a cut, rather than the quarters."""
        return holds(fact) and bool(fact.detail.by_cut)

    def _compared(self, fact: Fact) -> tuple[str, str, str, str]:
        """The levels at the lower and the upper end, then how the rows of both are called."""
        sides = ("below", "above") if self._by_cut(fact) else ("low", "high")
        first, second = levels_of(fact, fact.detail.target, *(f"{side}_value" for side in sides))
        return (first, second, *self._ends(fact, by_cut=self._by_cut(fact)))

    def _sides(self, fact: Fact) -> Iterator[str]:
        """What the headline doesn't say: how many rows those are, and the levels of the quarters or at the cut."""
        v, target, spoken, told = fact.values, fact.detail.target, fact.wording, fact.turn.of_kind
        rows = {side: f"{whole(v, f'{side}_rows'):,}" for side in ("low", "high", "below", "above")}
        counted = {side: spoken.rows(whole(v, f"{side}_rows")) for side in rows}
        low, high = levels_of(fact, target, "low_value", "high_value")
        by_cut = self._by_cut(fact)
        above, below = ("above", "below") if by_cut else ("high", "low")
        ways = (f"That compares {counted[above]} with {rows[below]}.", f"Those are {rows[above]} and {counted[below]}.")
        yield wording.varied(told, *ways, f"Behind it stand {rows[above]} and {counted[below]}.")
        if by_cut:
            quarters = wording.varied(told, "In the lowest quarter it is", "The lowest quarter has", "Lowest quarter:")
            yield f"{quarters} {low}, in the highest {high}."
        elif number_of(v, "below_value") is not None and number_of(v, "above_value") is not None:
            below, above = levels_of(fact, target, "below_value", "above_value")
            opening = f"Under {self._cut(fact)} it is {below} ({counted['below']})"
            yield f"{opening}, from there on {above} ({rows['above']})."

    @staticmethod
    def _typical(fact: Fact) -> Iterator[str]:
        """The median along the measure of those that an outcome counts, and of the others."""
        detail, v, spoken = fact.detail, fact.values, fact.wording
        hits, others = number_of(v, "median_hits"), number_of(v, "median_others")
        if hits is None or others is None:
            return
        first, second = wording.amounts([hits, others], detail.unit)
        along, verb = spoken.column(detail.along), said(detail.target, spoken).verb
        those = f"those {which(detail.target, spoken)}"
        half = f"Half have {along} of {first} or less among {those}, of {second} among the others."
        median = f"Median {along}: {first} where they {verb}, else {second}."
        yield wording.varied(fact.turn.of_kind, half, median, f"The medians are {first} and {second}.")

    @staticmethod
    def _line(fact: Fact) -> Iterator[str]:
        """How close they go together, how much for how much, and the share of the one in the other."""
        detail: Band = fact.detail
        v, told = fact.values, fact.turn.of_kind
        along, r, slope = fact.wording.column(detail.along), number_of(v, "correlation"), number_of(v, "slope")
        is_sayable = slope is not None and LEAST_SLOPE <= abs(slope) < MOST_SLOPE
        if slope is not None and is_sayable and holds(fact) and abs(r or 0.0) >= MIN_CORRELATION:
            size = f"{written(detail.target, abs(slope))} {'more' if slope > 0 else 'less'}"
            step = f"unit of {along}" if detail.unit is None else f"{wording.number(1, detail.unit)} of {along}"
            step = fact.wording.one_of(detail.along) or step
            ways = (f"Each further {step} goes with {size}.", f"For every {step} it is {size}.")
            yield wording.varied(told, *ways, f"A unit more means {size}.")
        if r is not None:
            size = wording.number(r, digits=2)
            ways = (
                f"The two go together {_how_closely(r)}: their correlation is {size}.",
                f"The correlation is {size}.",
            )
            yield wording.varied(told, *ways)
        if detail.base is not None and number_of(v, "low_ratio") is not None:
            first, second = shares_of(fact, "low_ratio", "high_ratio")
            opening = wording.varied(told, f"As a share of {along} it goes from", f"Share of {along}:")
            yield f"{opening} {first} in the lowest quarter to {second} in the highest."

    def _ends(self, fact: Fact, *, by_cut: bool) -> tuple[str, str]:
        """``with 72 or less``, ``with temperature over 84.5``."""
        detail, spoken = fact.detail, fact.wording
        if by_cut:
            less = "with fewer" if spoken.is_counted(detail.along) else "with less"
            return less, spoken.beyond(detail.along, self._cut(fact))
        ends = [number_of(fact.values, f"{end}_edge") or 0.0 for end in ("low", "high")]
        is_least = number_of(fact.values, "least") == ends[0]
        return spoken.between(detail.along, *wording.amounts(ends, detail.unit), is_least=is_least)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Turn what can be turned, in the direction in which the subject fares better."""
        detail: Band = fact.detail
        v, target = fact.values, detail.target
        low, high = (number_of(v, f"{end}_value") or 0.0 for end in ("low", "high"))
        action = self._action(fact, reach)
        if not action or not holds(fact) or (low > high) is not is_better_high(target):
            return None  # more of it goes with what is better, or nobody knows which is better
        told = [written(target, size) for size in (low, high)]
        edge = wording.number(number_of(v, "low_edge") or 0.0, detail.unit)
        what = (outcome if target.form is Form.SHARE else column)(target, fact.wording)
        return Decision(
            action,
            f"{what} is {told[0]} up to {edge}, and {told[1]} for the {whole(v, 'high_rows'):,} {reach.rows} with most "
            "of it",
            tuple(v.values()),
            f"{what} moves away from {told[1]} where {wording.name(detail.along)} has come down",
            (detail.along,),
        )

    def _action(self, fact: Fact, reach: Reach) -> str:
        """How to have less of it; nothing where nobody sets it."""
        detail: Band = fact.detail
        lever, along = reach.lever(detail.along), wording.name(detail.along)
        if lever is None:
            return ""
        if detail.by_cut and lever.cap:
            return lever.cap.format(column=along, cut=self._cut(fact))
        return lever.less.format(column=along)

    @staticmethod
    def _cut(fact: Fact) -> str:
        return wording.number(number_of(fact.values, "cut") or 0.0, fact.detail.unit)


def _how_closely(r: float) -> str:
    return next(word for least, word in CLOSENESS if abs(r) >= least)
