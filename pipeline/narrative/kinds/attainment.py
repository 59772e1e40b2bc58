"""Actual against target, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.attainment import Attainment
from pipeline.analysis.subject import is_budget
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    compared,
    levels_of,
    number_of,
    period,
    sentence,
    share_of,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact

FAR = 0.05  # from the plan, as a share of it


class AttainmentWords(FactWords):
    """All together, in money and per cent; then who is farthest above and below."""

    name: ClassVar[str] = "attainment"
    label: ClassVar[str] = "Actual against target"

    def headline(self, fact: Fact) -> str:
        """``Spent is $18,000 (6%) over budget: IT is $40,000 (33%) over, HR $22,000 (12%) under``."""
        detail: Attainment = fact.detail
        spoken, goal = fact.wording, fact.wording.column(detail.goal)
        if detail.is_forecast:
            was = spoken.agree(detail.goal, "was", "were")
            came = f"{sentence(goal)} {was} {self._by(fact)} {self._beyond(fact, 'all')}"
        else:
            what = sentence(column(detail.actual, spoken))
            are = spoken.agree(detail.actual.column or "", "is", "are")
            came = f"{what} {are} {self._by(fact)} {self._side(fact)} {goal}"
        if not detail.groups or not (detail.differ or detail.run):
            return came
        return f"{came}: {self._since(fact) if detail.run else self._ends(fact)}"

    def lead_again(self, fact: Fact) -> str:
        """Behind the sum of what came ``That is $18,000 (6%) over budget: ...``; else the sum is told first."""
        detail: Attainment = fact.detail
        told = self.headline(fact)
        if detail.is_forecast or not detail.follows_total:
            return told
        are = fact.wording.agree(detail.actual.column or "", "is", "are")
        return f"That is {told.removeprefix(f'{sentence(column(detail.actual, fact.wording))} {are} ')}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Attainment = fact.detail
        keys = ("goal", "actual") if detail.is_forecast else ("actual", "goal")
        between = "against" if detail.is_forecast else "of"
        came, meant = levels_of(fact, detail.actual, *(f"all_{key}" for key in keys))
        parts = [f"Added up, that is {came} {between} {meant}."]
        if detail.is_forecast:
            off = share_of(fact, "all_off")
            parts.append(f"One by one they miss by {off} of what came, too high or too low.")
        if detail.by is not None:
            parts += self._groups(fact, keys, between)
        return f"{' '.join(parts)}{self._course(fact)}"

    def _groups(self, fact: Fact, keys: tuple[str, str], between: str) -> list[str]:
        """Each group with both sums, and how many of them lie above."""
        detail: Attainment = fact.detail
        told = [self._told(fact, str(i), keys, between) for i in range(1, detail.groups + 1)]
        over, groups = whole(fact.values, "over"), whole(fact.values, "groups")
        lie, their = ("lies", "its") if over == 1 else ("lie", "their")
        aim = column(detail.actual, fact.wording) if detail.is_forecast else fact.wording.column(detail.goal)
        by = f"By {fact.wording.column(detail.by or '')}: {'; '.join(told)}."
        return [by, f"{over:,} of {groups:,} {lie} above {their} {aim}."]

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Ask what takes one over its budget, or keeps it short; put a forecast right where it misses most."""
        detail: Attainment = fact.detail
        if not reach.acts or not detail.groups or not detail.differ:
            return None
        over = detail.is_forecast or is_better_high(detail.actual) is not True or is_budget(detail.goal)
        place = str(1 if over else detail.groups)
        if (number_of(fact.values, f"apart_{place}") or 0.0) < FAR or self._is_above(fact, place) is not over:
            return None
        v, who, goal = fact.values, self._who(fact, place), wording.name(detail.goal)
        came, meant = levels_of(fact, detail.actual, f"actual_{place}", f"goal_{place}")
        far = wording.percent(number_of(v, f"apart_{place}") or 0.0)
        other = str(detail.groups if over else 1)
        action = f"Put the {goal} of {who} right first" if detail.is_forecast else self._asked(who, goal, over=over)
        return Decision(
            action,
            f"{came} of {column(detail.actual)} stand against {meant}, while {self._who(fact, other)} is at "
            f"{wording.percent(number_of(v, f'ratio_{other}') or 0.0)}",
            tuple(v.values()),
            f"{who} comes closer to its {column(detail.actual) if detail.is_forecast else goal} than {far}",
            (detail.by or "",),
        )

    @staticmethod
    def _asked(who: str, goal: str, *, over: bool) -> str:
        return f"Ask what takes {who} over its {goal}" if over else f"Ask what keeps {who} short of its {goal}"

    def _ends(self, fact: Fact) -> str:
        """``IT is $40,000 (33%) over, HR $22,000 (12%) under``; of a forecast ``1,500 (28%) too high for S07``."""
        detail: Attainment = fact.detail
        ends = ("1", str(detail.groups))
        one, other = ends if self._is_above(fact, "all") else ends[::-1]  # who makes all what they are comes first
        gaps = compared(detail.actual, [number_of(fact.values, f"gap_{place}") for place in (one, other)])
        aparts = [wording.percent(number_of(fact.values, f"apart_{place}") or 0.0) for place in (one, other)]
        first, second = (
            f"{gap} ({apart}) {self._beyond(fact, place)}"
            for gap, apart, place in zip(gaps, aparts, (one, other), strict=True)
        )
        only = "only " if self._is_above(fact, one) is self._is_above(fact, other) else ""
        if detail.is_forecast:
            return f"{first} for {self._who(fact, one)}, {only}{second} for {self._who(fact, other)}"
        return f"{self._who(fact, one)} is {first}, {self._who(fact, other)} {only}{second}"

    def _beyond(self, fact: Fact, place: str) -> str:
        """``over``, or ``under``, as it is said of one that was named before."""
        above = self._is_above(fact, place)
        if fact.detail.is_forecast:
            return f"too {'high' if above else 'low'}"
        if is_budget(fact.detail.goal):
            return "over" if above else "under"
        return "above" if above else "short" if is_better_high(fact.detail.actual) else "below"

    def _side(self, fact: Fact) -> str:
        """``over`` budget, ``short of`` target."""
        beyond = self._beyond(fact, "all")
        return f"{beyond} of" if beyond == "short" else beyond

    @staticmethod
    def _by(fact: Fact) -> str:
        """``$18,000 (6%)``: how far all together are from it."""
        gap = written(fact.detail.actual, number_of(fact.values, "all_gap"))
        return f"{gap} ({wording.percent(number_of(fact.values, 'all_apart') or 0.0)})"

    @staticmethod
    def _who(fact: Fact, place: str) -> str:
        return fact.wording.part(fact.detail.by or "", fact.values[f"level_{place}"])

    @staticmethod
    def _is_above(fact: Fact, place: str) -> bool:
        return (number_of(fact.values, f"{'all_ratio' if place == 'all' else f'ratio_{place}'}") or 0.0) >= 1

    def _told(self, fact: Fact, place: str, keys: tuple[str, str], between: str) -> str:
        """``IT $160,000 of $120,000 (33% above)``."""
        first, second = (written(fact.detail.actual, number_of(fact.values, f"{key}_{place}")) for key in keys)
        apart = wording.percent(number_of(fact.values, f"apart_{place}") or 0.0)
        side = "above" if self._is_above(fact, place) else "below"
        return f"{self._who(fact, place)} {first} {between} {second} ({apart} {side})"

    def _since(self, fact: Fact) -> str:
        """``IT has been 18% above since September 2024``."""
        run = fact.detail.run
        apart = share_of(fact, "since_apart")
        when = period(fact.values, "since_period", run.grain)
        return f"{self._who(fact, str(run.place))} has been {apart} {'above' if run.above else 'below'} since {when}"

    def _course(self, fact: Fact) -> str:
        """In how many periods the run has gone on, and how it was before."""
        run = fact.detail.run
        if run is None:
            return ""
        before = share_of(fact, "before_ratio")
        periods = wording.count(whole(fact.values, "since_periods"), run.grain)
        return f" {self._who(fact, str(run.place))} was at {before} before; that is {periods} in a row now."
