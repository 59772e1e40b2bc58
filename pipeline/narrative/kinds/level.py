"""How much, in words."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.level import Level
from pipeline.analysis.facts.target import Target
from pipeline.analysis.subject.ratios import RatioForm
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    at,
    average,
    column,
    compared,
    it,
    levels_of,
    noun,
    number_of,
    said,
    sentence,
    share_of,
    shares_of,
    span,
    total,
    whole,
    written,
)
from pipeline.narrative.kinds.ratio import behind, in_one, ratios_of
from pipeline.story import Fact, Form

GONE = ("churned", "left", "cancelled", "were lost", "died")
LEAST_POINTS, LEAST_APART = 0.02, 0.1  # between the share of the money and that of the rows, and of the latter
DIGITS, MOST_MOVED = 3, 0.05  # of a number that stands alone; by how much of the range rounding may move a mean
AUXILIARIES = ("are", "were", "have", "had")


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
                return self._share(fact) + self._open(fact)
            case Form.COUNT:
                return f"The file records {spoken.rows(whole(v, 'rows'))}{self._when(fact)}"
            case Form.TOTAL if detail.is_sum:
                ratio = number_of(v, "ratio")
                part = f", {wording.percent(ratio)} of {column(detail.base, spoken)}" if ratio and detail.base else ""
                came = "adds up to" if spoken.is_label(target.column or "") else "came to"
                return (
                    f"{column(target, spoken)} {came} {written(target, number_of(v, 'total'))}{self._when(fact)}{part}"
                )
            case _ if detail.held is not None:
                return self._held(fact)
            case _:
                mean = self._mean(fact)
                told = (
                    _counted(target, spoken, mean)
                    or f"{sentence(average(target, spoken))} {are(target, spoken)} {mean}"
                )
                return f"{told}{self._beside(fact)}{self._when(fact)}"

    @staticmethod
    def _mean(fact: Fact) -> str:
        """As :func:`_among` writes it."""
        return _among(fact.detail.target, *(number_of(fact.values, key) for key in ("mean", "least", "most")))

    def lead(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead`."""
        detail: Level = fact.detail
        target, v = detail.target, fact.values
        if target.form is Form.SHARE:
            share = number_of(v, "money_share")
            if detail.money is None or share is None or not _says_more(share, number_of(v, "share")):
                return self._share(fact) + self._open(fact)
            money = f"{self._hold(fact)} {wording.percent(share)} of {_all_of(detail.money, fact.wording)}"
            return f"{self._share(fact)}; {money}{self._open(fact)}"
        beside = self._rate(fact) or self._nonzero(fact)
        return self.headline(fact) + self._extent(fact) + (f"; {beside}" if beside else "")

    @staticmethod
    def _rate(fact: Fact) -> str:
        """``calls abandoned are 11% of calls offered``; nothing where the subject is no side of a ratio."""
        rate, target = fact.detail.rate, fact.detail.target
        if rate is None or number_of(fact.values, "rate") is None:
            return ""
        own = replace(fact, detail=rate)
        if rate.ratio.part != target.column or rate.ratio.form is RatioForm.EACH:
            return in_one(own, "rate")
        (size,) = ratios_of(own, "rate")
        return f"{it(target, fact.wording)} {are(target, fact.wording)} {size}{behind(own)}"

    def _extent(self, fact: Fact) -> str:
        """The lowest and the highest value, those of them that say something."""
        detail: Level = fact.detail
        if not self._has_extent(fact):
            return ""
        least, most = levels_of(fact, detail.target, "least", "most")
        if detail.low and detail.high:
            return f"; the lowest is {least} and the highest {most}"
        return f"; the highest is {most}" if detail.high else f"; the lowest is {least}" if detail.low else ""

    @staticmethod
    def _has_extent(fact: Fact) -> bool:
        """Whether the lowest and the highest value stand beside a mean: of a stock its last total says more."""
        detail: Level = fact.detail
        is_mean = detail.target.form is Form.MEAN and number_of(fact.values, "least") is not None
        return is_mean and detail.base is None and detail.held is None

    @staticmethod
    def _held(fact: Fact) -> str:
        """``Total MRR was 20,900 in December 2024, 536 for each of 39 customers``."""
        detail: Level = fact.detail
        v, spoken = fact.values, fact.wording
        size, named = whole(v, "held_count"), wording.of_column(detail.held or "")
        those = named.counted(size) if named else f"{size:,} values of {spoken.column(detail.held or '')}"
        now, each = (written(detail.target, number_of(v, f"held_{key}")) for key in ("total", "mean"))
        when = at(v, "held_period", detail.grain or "day")
        return f"{sentence(total(detail.target, spoken))} was {now} {when}, {each} for each of {those}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        spread = fact.detail.target.form in (Form.TOTAL, Form.MEAN)
        parts = [*(self._spread(fact) if spread else ()), *self._of_others(fact), *self._counted(fact)]
        return " ".join([*(parts or filter(None, [self._rest(fact)])), *self._companions(fact)])

    @staticmethod
    def _companions(fact: Fact) -> Iterator[str]:
        """``Average wind is 50.0, average pressure 993.``"""
        for i, target in enumerate(fact.detail.beside, start=1):
            size = number_of(fact.values, f"beside_{i}")
            if size is not None and target != fact.detail.money:
                ends = (number_of(fact.values, f"beside_{i}_{end}") for end in ("least", "most"))
                shown = _among(target, size, *ends)
                told = _counted(target, fact.wording, shown)
                told = told or f"{noun(target, fact.wording)} {are(target, fact.wording)} {shown}"
                yield f"{sentence(told)}{' in all' if target.form is Form.TOTAL else ''}."

    @staticmethod
    def _beside(fact: Fact) -> str:
        """`` on a total bill of 19.8, 16% of it``."""
        detail, v = fact.detail, fact.values
        base, ratio = number_of(v, "base_mean"), number_of(v, "mean_ratio")
        if detail.base is None or base is None or ratio is None:
            return ""
        name = _article(column(detail.base, fact.wording))
        return f" on {name} of {written(detail.base, base)}, {wording.percent(ratio)} of it"

    @staticmethod
    def _nonzero(fact: Fact) -> str:
        """``it was above zero on 43% of the days``; nothing where zeros are few."""
        share, spoken = number_of(fact.values, "nonzero_share"), fact.wording
        if share is None:
            return ""
        if spoken.row.is_row:
            return f"{wording.percent(share)} of the values are above zero"
        way = {"day": "on", "month": "in", "year": "in", "week": "in", "hour": "in"}.get(spoken.row.one, "for")
        target = fact.detail.target
        is_ = spoken.agree(target.column or "", "is", "are")
        return f"{it(target, spoken)} {is_} above zero {way} {wording.percent(share)} of the {spoken.row.many}"

    def _of_others(self, fact: Fact) -> Iterator[str]:
        """What it makes a year, of another column and of money."""
        detail: Level = fact.detail
        target, v = detail.target, fact.values
        per_year, nonzero = number_of(v, "per_year"), self._nonzero(fact)
        if per_year is not None:
            yield f"That makes {written(target, per_year)} a year."
        if nonzero:
            yield f"{sentence(nonzero)}."
        yield from self._brought(fact)
        if detail.base is not None and number_of(v, "ratio") is not None:
            ratio = share_of(fact, "ratio")
            base = f"{written(detail.base, number_of(v, 'base_total'))} of {column(detail.base, fact.wording)}"
            yield f"Added up, {it(target, fact.wording)} {are(target, fact.wording)} {ratio} of {base}."
        if detail.money is not None and number_of(v, "money_share") is not None:
            hits, everything = levels_of(fact, detail.money, "money_hits", "money_all")
            yield wording.sentence(
                f"{self._hold(fact)} {hits} of {everything} in {column(detail.money, fact.wording)}."
            )

    @staticmethod
    def _brought(fact: Fact) -> Iterator[str]:
        """``Average paid amount is 0 among those, 1,200 among the others.``"""
        brought, v = fact.detail.brought, fact.values
        sizes = [number_of(v, key) for key in ("brought", "brought_else")]
        if brought is not None and None not in sizes:
            own, other = (written(brought, size) for size in sizes)
            name = sentence(average(brought, fact.wording))
            yield f"{name} {are(brought, fact.wording)} {own} among those, {other} among the others."

    @staticmethod
    def _rest(fact: Fact) -> str:
        """The rows that aren't counted."""
        target, spoken, rest = fact.detail.target, fact.wording, whole(fact.values, "rest")
        if target.form is not Form.SHARE:
            return ""
        rows = spoken.rows(rest)
        if target.value is not True:
            return f"The other {rows} {'has' if rest == 1 else 'have'} another value."
        if said(target, spoken).is_known:
            first = said(target, spoken).verb.partition(" ")[0]
            return f"The other {rows} {first if first in AUXILIARIES else 'did'} not."
        return f"The other {rows} {'is' if rest == 1 else 'are'} not."

    @staticmethod
    def _spread(fact: Fact) -> list[str]:
        target, v, spoken = fact.detail.target, fact.values, fact.wording
        if target.is_net:
            return LevelWords._promoters(fact)
        median, least, most = levels_of(fact, target, "median", "least", "most")
        rows = spoken.rows(whole(v, "known"))
        if target.form is Form.TOTAL:
            mean = written(target, number_of(v, "mean"))
            total = written(target, number_of(v, "total"))
            come = spoken.agree(target.column or "", "comes", "come")
            again = f"{sentence(it(target, spoken))} {come} to {total} in all."
            opening = f"That is {mean} on average over {rows}." if fact.detail.is_sum else again
            ends = wording.varied(
                fact.turn.of_kind,
                f"Half of the {rows if not fact.detail.is_sum else spoken.row.many} lie below {median}; the smallest "
                f"is {least}, the largest {most}.",
                f"The middle is {median}, the range {least} to {most}.",
            )
            return [opening, ends]
        half = f"Half of the {rows} lie below {median}; they range from {least} to {most}."
        return [wording.varied(fact.turn.of_kind, half, f"The middle is {median}, the range {least} to {most}.")]

    @staticmethod
    def _promoters(fact: Fact) -> list[str]:
        """Who would recommend it, and who would not."""
        most, between, least = shares_of(fact, "promoters", "passives", "detractors")
        high, low = whole(fact.values, "from_promoter"), whole(fact.values, "to_detractor")
        name = fact.wording.column(fact.detail.target.column or "")
        told = (
            f"Of {fact.wording.rows(whole(fact.values, 'known'))}, {most} are promoters, with {name} of {high} or more"
        )
        return [
            f"{told}, and {least} detractors, with {low} or less; the other {between} count as neither.",
            "The net promoter score is the one share less the other.",
        ]

    def _share(self, fact: Fact) -> str:
        """``Of 1,309 passengers, 500 survived: 38%``; of one value among several, with the others beside it."""
        v, spoken, target = fact.values, fact.wording, fact.detail.target
        rows, hits = spoken.rows(whole(v, "known")), f"{whole(v, 'hits'):,}"
        shares = shares_of(fact, "share", *(f"share_{i}" for i, _ in enumerate(fact.detail.others, start=1)))
        so_far = " decided so far" if target.undecided else ""
        of = f"{hits} of {whole(v, 'known'):,}{so_far}" if spoken.row.is_row else f"Of {rows}{so_far}, {hits}"
        told = f"{of} {said(target, spoken).verb}: {shares[0]}"
        others = [f"{part} {spoken.value(one)}" for one, part in zip(fact.detail.others, shares[1:], strict=True)]
        return f"{told}; {wording.listing(others)}" if others else told

    @staticmethod
    def _open(fact: Fact) -> str:
        """``. Another 77 are open``: rows that no share of an outcome counts."""
        size = whole(fact.values, "undecided") if fact.detail.target.undecided else 0
        return f". Another {size:,} {'is' if size == 1 else 'are'} open" if size else ""

    @staticmethod
    def _hold(fact: Fact) -> str:
        """``with them went`` of those who left, ``they make up`` of all others."""
        gone = said(fact.detail.target, fact.wording).verb in GONE
        return "with them went" if gone else "they make up"

    @staticmethod
    def _counted(fact: Fact) -> list[str]:
        detail, v, spoken = fact.detail, fact.values, fact.wording
        counted = []
        for i, name in enumerate(detail.counted, start=1):
            size, known = whole(v, f"different_{i}"), wording.of_column(name)
            counted.append(known.counted(size) if known else f"{size:,} different values of {spoken.column(name)}")
        return [f"The {spoken.row.many} cover {wording.listing(counted)}."] if counted else []

    @staticmethod
    def _when(fact: Fact) -> str:
        detail: Level = fact.detail
        if not detail.grain or "first_moment" not in fact.values:
            return ""
        return f" {span(fact.values, 'first_moment', 'last_moment', detail.grain)}"


def _counted(target: Target, spoken: wording.Wording, mean: str) -> str:
    """``Houses have 3.15 **bedrooms** on average``: of what each has so many of; nothing of other means."""
    is_told = target.form is Form.MEAN and target.unit is None and not spoken.row.is_row
    if not is_told or target.column is None or not spoken.is_counted(target.column):
        return ""
    return f"{sentence(spoken.row.many)} have {mean} {column(target, spoken)} on average"


def _says_more(of_money: float, of_rows: float | None) -> bool:
    """Whether a share of the money is news beside the share of the rows."""
    return of_rows is None or abs(of_money - of_rows) >= max(LEAST_POINTS, LEAST_APART * of_rows)


def _all_of(money: Target, spoken: wording.Wording) -> str:
    """What a share of money is a share of: ``monthly charges``, ``the total amount``."""
    name = column(money, spoken)
    return name if are(money, spoken) == "are" else f"the total {name}"


def _article(name: str) -> str:
    return f"{'an' if wording.plain(name)[:1].lower() in 'aeio' else 'a'} {name}"


def _among(target: Target, mean: float | None, least: float | None, most: float | None) -> str:
    """A mean; as finely as what it lies between where that is so narrow that rounding moves it beyond."""
    if mean is None or least is None or most is None:
        return written(target, mean)
    moved = abs(float(f"{mean:.{DIGITS}g}") - mean)
    return compared(target, [mean, least, most])[0] if moved > MOST_MOVED * (most - least) else written(target, mean)
