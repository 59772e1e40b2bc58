"""What is missing, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.missing_part import MissingPart
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    level,
    levels_of,
    noun,
    number_of,
    outcome,
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
        v = fact.values
        missing, rows = f"{whole(v, 'missing'):,}", fact.wording.rows(whole(v, "rows"))
        share = wording.percent(number_of(v, "share") or 0.0)
        what = sentence(fact.wording.column(detail.column))
        return f"{what} is missing for {missing} of {rows}, {share}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: MissingPart = fact.detail
        v = fact.values
        parts = []
        if detail.by is not None and fact.verdict is Verdict.BEYOND_CHANCE:
            missing, rows = (int(number_of(v, f"part_{key}") or 0) for key in ("missing", "rows"))
            share = wording.percent(number_of(v, "part_share") or 0.0)
            known = fact.wording.rows(whole(v, "part_known"))
            where = f"where {fact.wording.column(detail.by)} is {level(v['part'])}: {missing:,} of {rows:,} ({share})"
            opening = wording.varied(fact.turn.of_kind, "Most often that is so", "Most gaps are", "Mostly")
            rests = wording.varied(fact.turn.of_kind, "so what is said of it there rests on", "which leaves")
            parts.append(f"{opening} {where}, {rests} {known}.")
        if detail.target is not None and number_of(v, "without") is not None:
            without, having = levels_of(fact, detail.target, "without", "with")
            what = (
                f"average {column(detail.target, fact.wording)}"
                if detail.target.form is Form.TOTAL
                else noun(detail.target, fact.wording)
            )
            parts.append(f"Without it, {what} is {without}; with it, {having}.")
        return " ".join(parts) or "The rows without it take no part in what is said of it."

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Fill the gaps where they are, before a figure is quoted that rests on what is left."""
        detail: MissingPart = fact.detail
        v = fact.values
        if detail.by is None or fact.verdict is not Verdict.BEYOND_CHANCE:
            return None
        missing, rows = (int(number_of(v, f"part_{key}") or 0) for key in ("missing", "rows"))
        if missing == rows or (
            (reach.subject is None or detail.column not in reach.subject.columns) and not detail.target
        ):
            return None
        without, having = number_of(v, "without"), number_of(v, "with")
        known, stake = int(number_of(v, "part_known") or 0), f"it lacks {missing:,} of {rows:,} there"
        if detail.target is not None and without is not None and having is not None:
            what = (outcome if detail.target.form is Form.SHARE else column)(detail.target, fact.wording)
            ends = [written(detail.target, size) for size in (without, having)]
            if ends[0] != ends[1]:
                stake += f", and {what} is {ends[0]} without it, {ends[1]} with it"
        if "without" not in stake and known:
            stake += f", and no more than {known:,} speak for the rest"
        where = f"where {wording.name(detail.by)} is {level(v['part'])}"
        action = to_fill(detail.column).format(column=wording.name(detail.column), where=where)
        return Decision(action, stake, tuple(v.values()), lever=(detail.column,), is_check=True)
