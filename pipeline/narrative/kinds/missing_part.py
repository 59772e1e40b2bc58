"""What is missing, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.missing_part import MissingPart
from pipeline.narrative.kinds.fact_words import FactWords, column, level, number_of, outcome, written
from pipeline.narrative.prose import Sentence
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

    def advice(self, fact: Fact) -> Sentence | None:
        """Ask for what is missing where it is missing."""
        detail: MissingPart = fact.detail
        v = fact.values
        if detail.by is None or fact.verdict is not Verdict.BEYOND_CHANCE:
            return None
        missing, rows = (int(number_of(v, f"part_{key}") or 0) for key in ("missing", "rows"))
        text = (
            f"Ask for {wording.name(detail.column)} where {wording.name(detail.by)} is {level(v['part'])} before "
            f"quoting a figure for it: {missing:,} of {rows:,} are missing there."
        )
        return Sentence(text, tuple(v.values()))
