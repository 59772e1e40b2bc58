"""Words in a text column that go with something, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.words import WordsDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import group
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class WordsKind(Kind[WordsDetail]):
    """Rows with the word beside rows without it."""

    name: ClassVar[str] = "words"
    label: ClassVar[str] = "Words that go with something"

    def headline(self, said: Statement[WordsDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, name, by = Row(said.values), column(said, 0), column(said, 1)
        more = values.number("with_word") > values.number("without_word")
        if said.detail.level is None:
            return f"{name} is {'higher' if more else 'lower'} where {by} says “{said.detail.word}”"
        often = f"{group(said.detail.level)} {'more' if more else 'less'} often"
        return f"{name} is {often} where {by} says “{said.detail.word}”"

    def text(self, said: Statement[WordsDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, name, level = Row(said.values), column(said, 0), said.detail.level
        having, lacking = values.number("with_word"), values.number("without_word")
        rows = wording.count(values.size("rows_with_word"), "row")
        where = f"In the {rows} whose {column(said, 1)} has the word “{said.detail.word}”, "
        if level is None:
            unit = said.units[said.subjects[0]]
            return (
                f"{where}the median {name} is {wording.number(having, unit)}; in the others it is "
                f"{wording.number(lacking, unit)}."
            )
        return (
            f"{where}{name} is {group(level)} in {wording.percent(having)} of the cases; in the others in "
            f"{wording.percent(lacking)}."
        )

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
            f"{name} is {here if level is None else f'{group(level)} in {here}'} there, {there} in the others",
            tuple(said.values.values()),
            f"“{said.detail.word}” comes up less once its cause is gone",
            (subjects(said)[1],),
        )
