"""Words in a text column that go with something, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.words import WordsDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, agree, being, column, rows
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class WordsKind(Kind[WordsDetail]):
    """Rows with the word beside rows without it."""

    name: ClassVar[str] = "words"
    label: ClassVar[str] = "Words that go with something"

    def headline(self, said: Statement[WordsDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, level = Row(said.values), said.detail.level
        having, lacking = values.number("with_word"), values.number("without_word")
        where = f"whose {column(said, 1)} says “{said.detail.word}”"
        if level is None:
            unit = said.units[said.subjects[0]]
            here, there = (wording.number(size, unit) for size in (having, lacking))
            what = f"{wording.sentence(column(said, 0))} {agree(said, 0, 'is', 'are')}"
            return f"{what} {here} for {said.wording.row.many} {where}, {there} for others"
        shares = [wording.percent(size) for size in (having, lacking)]
        return f"{shares[0]} of {said.wording.row.many} {where} {being(said, 0, level)}, {shares[1]} of the others"

    def text(self, said: Statement[WordsDetail]) -> str:
        """See :meth:`Kind.text`."""
        medians = "These are medians. " if said.detail.level is None else ""
        return f"{medians}The word stands in {rows(said, 'rows_with_word')}."

    def decision(self, said: Statement[WordsDetail], reach: Reach) -> Decision | None:
        """Read what goes with more of a bad outcome."""
        values, name, level = Row(said.values), column(said, 0), said.detail.level
        better_high = is_better_high_named(subjects(said)[0])
        having, lacking = values.number("with_word"), values.number("without_word")
        if not reach.acts or better_high is None or (having > lacking) is better_high:
            return None
        unit = said.units[said.subjects[0]]
        here, there = (
            wording.number(size, unit) if level is None else wording.percent(size) for size in (having, lacking)
        )
        return Decision(
            f"Read the {values.size('rows_with_word'):,} {reach.rows} that say “{said.detail.word}”",
            f"{name} {agree(said, 0, 'is', 'are')} {here} there, {there} in the others"
            if level is None
            else f"{here} of them {being(said, 0, level)}, {there} of the others",
            tuple(said.values.values()),
            f"“{said.detail.word}” comes up less once its cause is gone",
            (subjects(said)[1],),
        )
