"""How much, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.level import Level
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    level,
    number_of,
    outcome,
    period,
    sentence,
    written,
)
from pipeline.story import Fact, Form


class LevelWords(FactWords):
    """The level over all rows."""

    name: ClassVar[str] = "level"
    label: ClassVar[str] = "How much"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Level = fact.detail
        target, v = detail.target, fact.values
        rows = wording.count(int(number_of(v, "rows") or 0), "row")
        match target.form:
            case Form.SHARE:
                hits, known = int(number_of(v, "hits") or 0), int(number_of(v, "known") or 0)
                share = wording.percent(number_of(v, "share") or 0.0)
                return f"{sentence(outcome(target))}: {share}, {hits:,} of {known:,}"
            case Form.COUNT:
                return f"The file records {rows}{self._when(fact)}"
            case Form.TOTAL if detail.time:
                total = written(target, number_of(v, "total"))
                ratio = number_of(v, "ratio")
                share = (
                    f", {wording.percent(ratio)} of {column(detail.base)}" if ratio is not None and detail.base else ""
                )
                return f"{column(target)} comes to {total} in all{self._when(fact)}{share}"
            case _:
                mean = written(target, number_of(v, "mean"))
                base, ratio = number_of(v, "base_mean"), number_of(v, "mean_ratio")
                beside = (
                    f" on a {column(detail.base)} of {written(detail.base, base)}, {wording.percent(ratio)}"
                    if detail.base is not None and base is not None and ratio is not None
                    else ""
                )
                return f"{column(target)} averages {mean}{beside}{self._when(fact)}"

    def lead(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead`."""
        detail: Level = fact.detail
        target, v = detail.target, fact.values
        if target.form is Form.SHARE:
            money = ""
            if detail.money is not None and number_of(v, "money_share") is not None:
                money = (
                    f", and with them {wording.percent(number_of(v, 'money_share') or 0.0)} of {column(detail.money)}"
                )
            return self.headline(fact) + money + self._others(fact)
        extent = ""
        if target.form is Form.MEAN and number_of(v, "least") is not None:
            least, most = (written(target, number_of(v, key)) for key in ("least", "most"))
            extent = f", from {least} to {most}"
        zeros = number_of(v, "nonzero_share")
        rare = f"; it is above zero in {wording.percent(zeros)} of the rows" if zeros is not None else ""
        return self.headline(fact) + extent + rare

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Level = fact.detail
        target, v = detail.target, fact.values
        parts = []
        if target.form in (Form.TOTAL, Form.MEAN):
            known = wording.count(int(number_of(v, "known") or 0), "row")
            mean, median, least, most = (written(target, number_of(v, k)) for k in ("mean", "median", "least", "most"))
            parts.append(
                f"Over {known} {column(target)} averages {mean}; half of them lie below {median}. "
                f"It runs from {least} to {most}."
            )
            if target.form is Form.TOTAL:
                parts.append(f"In all it is {written(target, number_of(v, 'total'))}.")
        per_year = number_of(v, "per_year")
        if per_year is not None:
            parts.append(f"That is {written(target, per_year)} a year.")
        zeros = number_of(v, "nonzero_share")
        if zeros is not None:
            parts.append(f"It is other than zero in {wording.percent(zeros)} of the rows.")
        if detail.base is not None and number_of(v, "ratio") is not None:
            ratio, total = number_of(v, "ratio") or 0.0, written(detail.base, number_of(v, "base_total"))
            parts.append(f"Of {total} of {column(detail.base)} in all, {column(target)} is {wording.percent(ratio)}.")
        if detail.money is not None and number_of(v, "money_share") is not None:
            hits, whole = (written(detail.money, number_of(v, key)) for key in ("money_hits", "money_all"))
            share = wording.percent(number_of(v, "money_share") or 0.0)
            parts.append(f"With them go {hits} of {whole} of {column(detail.money)}, {share}.")
        counted = [
            f"{int(number_of(v, f'different_{i}') or 0):,} different values of {wording.name(name)}"
            for i, name in enumerate(detail.counted, start=1)
        ]
        if counted:
            parts.append(
                f"There are {wording.count(int(number_of(v, 'rows') or 0), 'row')} with {wording.listing(counted)}."
            )
        elif target.form is Form.SHARE and detail.others:
            parts.append(f"Of all rows{self._others(fact).removeprefix(';')}.")
        if not parts and target.form is Form.SHARE:
            rest = wording.count(int(number_of(v, "rest") or 0), "row")
            parts.append(f"The other {rest} {'has' if rest.startswith('1 ') else 'have'} another value.")
        return " ".join(parts)

    @staticmethod
    def _others(fact: Fact) -> str:
        """``; **no** 35%, **undecided** 23%`` of an outcome with more than two values."""
        told = [
            f"{level(one)} {wording.percent(number_of(fact.values, f'share_{i}') or 0.0)}"
            for i, one in enumerate(fact.detail.others, start=1)
        ]
        return f"; {wording.listing(told)}" if told else ""

    @staticmethod
    def _when(fact: Fact) -> str:
        detail: Level = fact.detail
        if not detail.grain or "first_moment" not in fact.values:
            return ""
        first, last = (period(fact.values, key, detail.grain) for key in ("first_moment", "last_moment"))
        return f" from {first} to {last}" if first != last else f" in {first}"
