"""Who and where, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.rank import Rank
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    average,
    column,
    doubt,
    level,
    levels_of,
    noun,
    number_of,
    share_of,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form

MUCH = 0.4  # share of a total that is risky to have in one place
NAMELESS = frozenset(  # what is left over, which leads nothing
    {"other", "others", "unknown", "misc", "miscellaneous", "n/a", "none", "not specified", "unspecified", "sonstige",
     "andere", "unbekannt", "autre", "autres", "inconnu", "otro", "otros", "desconocido"}
)  # fmt: skip
TIMES = 2.0  # as much as if all had the same


class RankWords(FactWords):
    """The top with its runner-up, and the bottom."""

    name: ClassVar[str] = "rank"
    label: ClassVar[str] = "Who and where"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Rank = fact.detail
        v, spoken = fact.values, fact.wording
        if detail.has_losers:
            bottom = detail.top + 1 if detail.bottom else detail.top + detail.bottom
            high, low = self._totals(fact, 1, bottom)
            what = f"{column(detail.target, spoken)} by {spoken.column(detail.by)}"
            return f"{what} runs from {high} for {level(v['level_1'])} to {low} for {level(v[f'level_{bottom}'])}"
        first, second = self._totals(fact, 1, 2)
        share = share_of(fact, "first_share")
        what = spoken.row.many if detail.target.column is None else column(detail.target, spoken)
        comes = spoken.agree(detail.target.column, "comes", "come") if detail.target.column else "come"
        if str(v["level_1"]).strip().casefold() in NAMELESS:
            return (
                f"{second} of all {what} {comes} from {level(v['level_2'])}; under {level(v['level_1'])} stand {first}"
            )
        ahead = f"{share} of all {what} {comes} from {level(v['level_1'])}, {first}"
        return f"{ahead}; {second} from {level(v['level_2'])}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Rank = fact.detail
        v = fact.values
        told = [self._told(fact, i) for i in range(1, detail.top + detail.bottom + 1)]
        parts = [f"At the top: {'; '.join(told[: detail.top])}."]
        if detail.bottom:
            parts.append(f"At the bottom: {'; '.join(told[detail.top :])}.")
        if detail.has_losers:
            lost = written(detail.target, abs(number_of(v, "lost") or 0.0))
            of = f"{whole(v, 'losers'):,} of {self._counted(fact)}"
            parts.append(f"Below zero are {of}, by {lost} in all.")
        many = number_of(v, "many")
        if many is not None:
            share = share_of(fact, "many_share")
            parts.append(f"The first {int(many):,} of {whole(v, 'groups'):,} make up {share}.")
        return " ".join(parts) + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Settle what loses most; where nothing does, what a fifth of it all hangs on."""
        detail: Rank = fact.detail
        lever, v = reach.lever(detail.by), fact.values
        if lever is None or is_better_high(detail.target) is False:
            return None
        share = number_of(v, "first_share") or 0.0
        if detail.has_losers and detail.bottom and lever.loses:
            return self._on_the_loser(fact, lever.loses, reach)
        is_much = share >= max(MUCH, TIMES / whole(v, "groups")) and is_better_high(detail.target)
        if detail.has_losers or detail.target.form is not Form.TOTAL or not is_much or not lever.holds:
            return None
        first, second = self._totals(fact, 1, 2)
        return Decision(
            reach.said(lever.holds, detail.by, v["level_1"]),
            f"{wording.percent(share)} of {noun(detail.target, fact.wording)} hang on it, {first}, and "
            f"{level(v['level_2'])} comes next with {second}",
            tuple(v.values()),
            f"the others together gain on those {wording.percent(share)} without {level(v['level_1'])} falling",
            (detail.by,),
            lever.holds,
        )

    @staticmethod
    def _counted(fact: Fact) -> str:
        """``49 states``; of what has no noun ``17 by **Sub-Category**``."""
        groups, called = whole(fact.values, "groups"), wording.of_column(fact.detail.by)
        return f"{groups:,} {called.many}" if called else f"{groups:,} by {fact.wording.column(fact.detail.by)}"

    def _on_the_loser(self, fact: Fact, phrase: str, reach: Reach) -> Decision:
        detail: Rank = fact.detail
        v, worst = fact.values, detail.top + 1
        lost = written(detail.target, abs(number_of(v, f"total_{worst}") or 0.0))
        losers, all_lost = int(number_of(v, "losers") or 0), abs(number_of(v, "lost") or 0.0)
        among = f", of {written(detail.target, all_lost)} that {losers:,} such groups lost" if losers > 1 else ""
        ratio = number_of(v, f"ratio_{worst}")
        rate = (
            f", {wording.percent(abs(ratio))} of its {column(detail.base, fact.wording)}"
            if ratio and detail.base
            else ""
        )
        return Decision(
            reach.said(phrase, detail.by, v[f"level_{worst}"]),
            f"it lost {lost}{rate}{among}",
            tuple(v.values()),
            f"{level(v[f'level_{worst}'])} no longer stands below zero",
            (detail.by,),
            phrase,
            is_sharp=True,
        )

    @staticmethod
    def _totals(fact: Fact, *places: int) -> list[str]:
        return levels_of(fact, fact.detail.target, *(f"total_{place}" for place in places))

    def _told(self, fact: Fact, place: int) -> str:
        detail: Rank = fact.detail
        v, spoken = fact.values, fact.wording
        ratio, rate = number_of(v, f"ratio_{place}"), ""
        if ratio is not None and detail.base is not None:
            base = written(detail.base, number_of(v, f"base_{place}"))
            rate = f" on {base} of {column(detail.base, spoken)}, {wording.percent(ratio)}"
        elif detail.target.form is Form.TOTAL and number_of(v, f"mean_{place}") is not None:
            rate = f", {written(detail.target, number_of(v, f'mean_{place}'))} on average"
        beside = number_of(v, f"beside_{place}")
        if beside is not None and detail.companion is not None:
            rate += f", {average(detail.companion, spoken)} {written(detail.companion, beside)}"
        return f"{level(v[f'level_{place}'])} {self._totals(fact, place)[0]}{self._rows(fact, place)}{rate}"

    @staticmethod
    def _rows(fact: Fact, place: int) -> str:
        """In how many rows a group has its total, where rows are named: ``(207 crashes)``, then ``(23)``."""
        rows, spoken = number_of(fact.values, f"rows_{place}"), fact.wording
        if fact.detail.target.form is not Form.TOTAL or spoken.row.is_row or rows is None:
            return ""
        return f" ({spoken.rows(int(rows))})" if place == 1 else f" ({int(rows):,})"
