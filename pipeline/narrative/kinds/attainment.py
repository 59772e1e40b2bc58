"""Actual against target, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.attainment import Attainment
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    level,
    levels_of,
    number_of,
    period,
    sentence,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact

FAR = 0.05  # from the plan, as a share of it


class AttainmentWords(FactWords):
    """All together, then who is farthest above and below."""

    name: ClassVar[str] = "attainment"
    label: ClassVar[str] = "Actual against target"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Attainment = fact.detail
        v = fact.values
        ratio = wording.percent(number_of(v, "all_ratio") or 0.0)
        goal = fact.wording.column(detail.goal)
        came = f"{sentence(column(detail.actual, fact.wording))} came to {ratio} of {goal}"
        if detail.run:
            return f"{came}: {self._since(fact)}"
        first, last = (
            f"{level(v[f'level_{place}'])} is {self._apart(fact, str(place))}" for place in (1, detail.groups)
        )
        return f"{came}: {first} it, {last}"

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        what = sentence(column(fact.detail.actual, fact.wording))
        return f"That is {self.headline(fact).removeprefix(f'{what} came to ')}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Attainment = fact.detail
        v = fact.values
        told = [
            f"{level(v[f'level_{i}'])} {written(detail.actual, number_of(v, f'actual_{i}'))} of "
            f"{written(detail.actual, number_of(v, f'goal_{i}'))} ({self._apart(fact, str(i))})"
            for i in range(1, detail.groups + 1)
        ]
        came, meant = levels_of(fact, detail.actual, "all_actual", "all_goal")
        over, groups = whole(v, "over"), whole(v, "groups")
        above = f"{over:,} of {groups:,} lie above their {fact.wording.column(detail.goal)}"
        by = f"By {fact.wording.column(detail.by)}: {'; '.join(told)}"
        return f"Added up, that is {came} of {meant}. {by}. {above}.{self._course(fact)}"

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Rein in what overspends; ask what keeps the one that falls short."""
        detail: Attainment = fact.detail
        v = fact.values
        over = is_better_high(detail.actual) is not True or "budget" in detail.goal.casefold()
        place = 1 if over else detail.groups
        ratio, apart = (number_of(v, f"{key}_{place}") or 0.0 for key in ("ratio", "apart"))
        if not reach.acts or apart < FAR or (ratio > 1) is not over:
            return None
        who, goal = level(v[f"level_{place}"]), wording.name(detail.goal)
        came, meant = (written(detail.actual, number_of(v, f"{key}_{place}")) for key in ("actual", "goal"))
        action = f"Stop new orders from {who} until its {goal} is settled" if over else f"Ask {who} what it lacks"
        return Decision(
            action,
            f"{came} of {column(detail.actual)} stand against {meant}, {self._apart(fact, str(place))}, while "
            f"{level(v[f'level_{detail.groups if over else 1}'])} is at "
            f"{wording.percent(number_of(v, f'ratio_{detail.groups if over else 1}') or 0.0)}",
            tuple(v.values()),
            f"{who} comes closer to its {goal} than {wording.percent(apart)}",
            (detail.by,),
        )

    def _since(self, fact: Fact) -> str:
        """``IT has been 18% above since September 2024``."""
        run = fact.detail.run
        apart = wording.percent(number_of(fact.values, "since_apart") or 0.0)
        who, when = level(fact.values[f"level_{run.place}"]), period(fact.values, "since_period", run.grain)
        return f"{who} has been {apart} {'above' if run.above else 'below'} since {when}"

    def _course(self, fact: Fact) -> str:
        """In how many periods the run has gone on, and how it was before."""
        run = fact.detail.run
        if run is None:
            return ""
        before = wording.percent(number_of(fact.values, "before_ratio") or 0.0)
        periods = wording.count(whole(fact.values, "since_periods"), run.grain)
        return f" {level(fact.values[f'level_{run.place}'])} was at {before} before; that is {periods} in a row now."

    @staticmethod
    def _apart(fact: Fact, place: str) -> str:
        ratio, apart = (number_of(fact.values, f"{key}_{place}") or 0.0 for key in ("ratio", "apart"))
        return f"{wording.percent(apart)} {'above' if ratio > 1 else 'below'}"
