"""How much, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.level import Level
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    column,
    levels_of,
    number_of,
    said,
    sentence,
    shares_of,
    span,
    whole,
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
        target, v, spoken = detail.target, fact.values, fact.wording
        match target.form:
            case Form.SHARE:
                return self._share(fact)
            case Form.COUNT:
                return f"The file records {spoken.rows(whole(v, 'rows'))}{self._when(fact)}"
            case Form.TOTAL if detail.time:
                ratio = number_of(v, "ratio")
                part = f", {wording.percent(ratio)} of {column(detail.base, spoken)}" if ratio and detail.base else ""
                total = written(target, number_of(v, "total"))
                return f"{column(target, spoken)} came to {total}{self._when(fact)}{part}"
            case _:
                mean = written(target, number_of(v, "mean"))
                base, ratio = number_of(v, "base_mean"), number_of(v, "mean_ratio")
                beside = (
                    f" on {_article(column(detail.base, spoken))} of {written(detail.base, base)}, "
                    f"{wording.percent(ratio)} of it"
                    if detail.base is not None and base is not None and ratio is not None
                    else ""
                )
                is_ = are(target, spoken)
                return f"{sentence(average(target, spoken))} {is_} {mean}{beside}{self._when(fact)}"

    def lead(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead`."""
        detail: Level = fact.detail
        target, v, spoken = detail.target, fact.values, fact.wording
        if target.form is Form.SHARE:
            share = number_of(v, "money_share")
            if detail.money is None or share is None:
                return self._share(fact)
            return f"{self._share(fact)}; with them {self._go(fact)} {wording.percent(share)} of {self._money(fact)}"
        extent = ""
        if target.form is Form.MEAN and number_of(v, "least") is not None and detail.base is None:
            least, most = levels_of(fact, target, "least", "most")
            extent = f"; the lowest is {least} and the highest {most}"
        zeros = number_of(v, "nonzero_share")
        rare = f"; it was above zero in {wording.percent(zeros)} of the {spoken.row.many}" if zeros is not None else ""
        return self.headline(fact) + extent + rare

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Level = fact.detail
        target, v, spoken = detail.target, fact.values, fact.wording
        parts = []
        if target.form in (Form.TOTAL, Form.MEAN):
            parts += self._spread(fact)
        per_year = number_of(v, "per_year")
        if per_year is not None:
            parts.append(f"That makes {written(target, per_year)} a year.")
        zeros = number_of(v, "nonzero_share")
        if zeros is not None:
            parts.append(f"It is other than zero in {wording.percent(zeros)} of the {spoken.row.many}.")
        if detail.base is not None and number_of(v, "ratio") is not None:
            total = written(detail.base, number_of(v, "base_total"))
            ratio = wording.percent(number_of(v, "ratio") or 0.0)
            parts.append(f"Added up, it is {ratio} of {total} of {column(detail.base, spoken)}.")
        if detail.money is not None and number_of(v, "money_share") is not None:
            hits, everything = levels_of(fact, detail.money, "money_hits", "money_all")
            parts.append(f"Of {everything} of {self._money(fact)}, {hits} {self._go(fact)} with them.")
        parts += self._counted(fact)
        if not parts and target.form is Form.SHARE:
            rest = whole(v, "rest")
            parts.append(
                f"The other {spoken.rows(rest)} {'has' if rest == 1 else 'have'} another value."
                if target.value is not True
                else f"The other {spoken.rows(rest)} did not."
                if said(target, spoken).is_known
                else f"For the other {spoken.rows(rest)} it is {spoken.value(False)}."
            )
        return " ".join(parts)

    @staticmethod
    def _spread(fact: Fact) -> list[str]:
        target, v, spoken = fact.detail.target, fact.values, fact.wording
        median, least, most = levels_of(fact, target, "median", "least", "most")
        rows = spoken.rows(whole(v, "known"))
        if target.form is Form.TOTAL:
            mean = written(target, number_of(v, "mean"))
            total = written(target, number_of(v, "total"))
            return [
                f"Each of {rows} averages {mean}, {total} in all.",
                f"Half of them lie below {median}; the smallest is {least}, the largest {most}.",
            ]
        return [f"Half of the {rows} lie below {median}; they range from {least} to {most}."]

    def _share(self, fact: Fact) -> str:
        """``Of 1,309 passengers, 500 survived: 38%``; of one value among several, with the others beside it."""
        v, spoken, target = fact.values, fact.wording, fact.detail.target
        rows, hits = spoken.rows(whole(v, "known")), f"{whole(v, 'hits'):,}"
        told = said(target, spoken)
        shares = shares_of(fact, "share", *(f"share_{i}" for i, _ in enumerate(fact.detail.others, start=1)))
        if told.is_known and not fact.detail.others:
            return f"Of {rows}, {hits} {told.verb}: {shares[0]}"
        shown = spoken.value("yes" if isinstance(target.value, bool) else target.value)
        others = [f"{spoken.value(one)} {part}" for one, part in zip(fact.detail.others, shares[1:], strict=True)]
        beside = f"; {wording.listing(others)}" if others else ""
        return f"{column(target, spoken)} is {shown} for {hits} of {rows}, {shares[0]}{beside}"

    @staticmethod
    def _money(fact: Fact) -> str:
        return column(fact.detail.money, fact.wording)

    @staticmethod
    def _go(fact: Fact) -> str:
        return "went" if said(fact.detail.target, fact.wording).is_known else "go"

    @staticmethod
    def _counted(fact: Fact) -> list[str]:
        detail, v, spoken = fact.detail, fact.values, fact.wording
        counted = [
            f"{whole(v, f'different_{i}'):,} different values of {spoken.column(name)}"
            for i, name in enumerate(detail.counted, start=1)
        ]
        return [f"There are {wording.listing(counted)} among {spoken.rows(whole(v, 'rows'))}."] if counted else []

    @staticmethod
    def _when(fact: Fact) -> str:
        detail: Level = fact.detail
        if not detail.grain or "first_moment" not in fact.values:
            return ""
        return f" {span(fact.values, 'first_moment', 'last_moment', detail.grain)}"


def _article(name: str) -> str:
    return f"{'an' if wording.plain(name)[:1].lower() in 'aeio' else 'a'} {name}"
