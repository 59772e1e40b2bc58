"""What is missing, in words."""

from collections.abc import Iterator
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.missing_part import MissingPart
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.counted_words import part_share, rows_and_share
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    column,
    levels_of,
    noun,
    number_of,
    outcome,
    said,
    sentence,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, to_fill
from pipeline.story import Fact, Form, Verdict


class MissingPartWords(FactWords):
    """How many, where most, and what the rest rests on."""

    name: ClassVar[str] = "missing_part"
    label: ClassVar[str] = "What is missing, and where"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: MissingPart = fact.detail
        rows, share = rows_and_share(fact)
        what, is_ = sentence(fact.wording.column(detail.column)), fact.wording.agree(detail.column, "is", "are")
        return f"{what} {is_} missing for {whole(fact.values, 'missing'):,} of {rows}, {share}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        parts = [*self._where(fact), *self._beside(fact)]
        return " ".join(parts) or "The rows without it take no part in what is said of it."

    @staticmethod
    def _where(fact: Fact) -> Iterator[str]:
        """In which group most is missing, and what is left there."""
        detail: MissingPart = fact.detail
        v, told = fact.values, fact.turn.of_kind
        if detail.by is None or fact.verdict is not Verdict.BEYOND_CHANCE:
            return
        gaps = f"{whole(v, 'part_missing'):,} of {whole(v, 'part_rows'):,}"
        opening = wording.varied(told, "Most often that is so", "Most gaps are", "Mostly")
        rests = wording.varied(told, "so what is said of it there rests on", "which leaves")
        where = f"{fact.wording.where(detail.by, v['part'])}: {gaps} ({part_share(fact)})"
        if not whole(v, "part_known"):
            unknown = wording.varied(told, "so nothing is known of it there", "which leaves none")
            yield f"{opening} {where}, {unknown}."
            return
        yield f"{opening} {where}, {rests} {fact.wording.rows(whole(v, 'part_known'))}."

    @staticmethod
    def _beside(fact: Fact) -> Iterator[str]:
        """The subject without it and with it."""
        target, spoken = fact.detail.target, fact.wording
        if target is None or number_of(fact.values, "without") is None:
            return
        without, having = levels_of(fact, target, "without", "with")
        if target.form is Form.SHARE:
            did = said(target, spoken).verb
            yield wording.varied(
                fact.turn.of_kind,
                f"Where it is missing, {without} {did}; where it is known, {having}.",
                f"Without it {without} {did}, with it {having}.",
            )
            return
        what = average(target, spoken) if target.form is Form.TOTAL else noun(target, spoken)
        is_ = are(target, spoken)
        yield wording.varied(
            fact.turn.of_kind,
            f"Where it is missing, {what} {is_} {without}; where it is known, {having}.",
            f"{sentence(what)} {is_} {without} without it, {having} with it.",
        )

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Fill the gaps where they are, before a figure is quoted that rests on what is left."""
        detail: MissingPart = fact.detail
        v = fact.values
        if detail.by is None or fact.verdict is not Verdict.BEYOND_CHANCE:
            return None
        is_subject = reach.subject is not None and detail.column in reach.subject.columns
        if whole(v, "part_missing") == whole(v, "part_rows") or not (is_subject or detail.target):
            return None
        where = fact.wording.where(detail.by, v["part"])
        action = to_fill(detail.column).format(column=wording.name(detail.column), where=where)
        return Decision(action, self._stake(fact), tuple(v.values()), lever=(detail.column,), is_check=True)

    @staticmethod
    def _stake(fact: Fact) -> str:
        """What is lacking, and how the subject differs with and without it, or else what is left."""
        target, v = fact.detail.target, fact.values
        lacking = f"it is missing for {whole(v, 'part_missing'):,} of {whole(v, 'part_rows'):,} there"
        without, having = number_of(v, "without"), number_of(v, "with")
        if target is not None and without is not None and having is not None:
            ends = [written(target, size) for size in (without, having)]
            what = (outcome if target.form is Form.SHARE else column)(target, fact.wording)
            if ends[0] != ends[1]:
                return f"{lacking}, and {what} is {ends[0]} without it, {ends[1]} with it"
        known = whole(v, "part_known")
        return f"{lacking}, and no more than {known:,} speak for the rest" if known else lacking
