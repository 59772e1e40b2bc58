"""Words in a text column that go with something, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.words import WordsDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, say
from pipeline.narrative.naming import group
from pipeline.narrative.prose import Sentence
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

    def advice(self, said: Statement[WordsDetail], before: int) -> tuple[Sentence, ...]:
        """Read some of them."""
        other, text = column(said, 0), column(said, 1)
        if before:
            return say(said, f"Read some rows on {other} with that word in {text} too.")
        return say(
            said,
            f"Read some of the texts in {text} that have the word: what do they complain of, or ask for?",
            f"If they share a subject, make it a column of its own, and compare {other} by it next time.",
        )
