"""What is missing, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.missing_part import MissingPart
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, column, level, number_of, outcome, written
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
        missing, rows = (int(number_of(v, key) or 0) for key in ("missing", "rows"))
        share = wording.percent(number_of(v, "share") or 0.0)
        return f"{wording.name(detail.column)} is missing in {missing:,} of {rows:,} rows, {share}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: MissingPart = fact.detail
        v = fact.values
        parts = []
        if detail.by is not None and fact.verdict is Verdict.BEYOND_CHANCE:
            missing, rows = (int(number_of(v, f"part_{key}") or 0) for key in ("missing", "rows"))
            share = wording.percent(number_of(v, "part_share") or 0.0)
            known = wording.count(int(number_of(v, "part_known") or 0), "row")
            parts.append(
                f"Most often where {wording.name(detail.by)} is {level(v['part'])}: {missing:,} of {rows:,} ({share}), "
                f"so what is said of it there rests on {known}."
            )
        if detail.target is not None and number_of(v, "without") is not None:
            without, having = (written(detail.target, number_of(v, key)) for key in ("without", "with"))
            what = outcome(detail.target) if detail.target.form is Form.SHARE else f"average {column(detail.target)}"
            parts.append(f"Among the rows without it, {what} is {without}; among the others {having}.")
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
            what = outcome(detail.target) if detail.target.form is Form.SHARE else column(detail.target)
            ends = [written(detail.target, size) for size in (without, having)]
            if ends[0] != ends[1]:
                stake += f", and {what} is {ends[0]} without it, {ends[1]} with it"
        if "without" not in stake and known:
            stake += f", so what is said of it there rests on {known:,}"
        where = f"where {wording.name(detail.by)} is {level(v['part'])}"
        action = to_fill(detail.column).format(column=wording.name(detail.column), where=where)
        return Decision(action, stake, tuple(v.values()), lever=(detail.column,), is_check=True)
