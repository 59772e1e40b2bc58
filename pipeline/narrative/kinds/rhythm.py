"""An outcome that is more frequent on some weekdays or at some hours, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.rhythm import RhythmDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, say
from pipeline.narrative.naming import group, part_of
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class RhythmKind(Kind[RhythmDetail]):
    """Most often on one day, least often on another."""

    name: ClassVar[str] = "rhythm"
    label: ClassVar[str] = "Rate of an outcome by weekday or hour"

    def headline(self, said: Statement[RhythmDetail]) -> str:
        """See :meth:`Kind.headline`."""
        most, least = _ends(said)
        return f"{column(said, 0)} is {group(said.detail.level)} most often {most} and least often {least}"

    def text(self, said: Statement[RhythmDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, (most, least) = Row(said.values), _ends(said)
        upper, lower, overall = (wording.percent(values.number(f"{of}_share")) for of in ("high", "low", "overall"))
        return (
            f"{column(said, 0)} is {group(said.detail.level)} in {upper} of the rows {most} "
            f"({wording.count(values.size('high_rows'), 'row')}), and in {lower} {least} "
            f"({wording.count(values.size('low_rows'), 'row')}); over all rows it is {overall}."
        )

    def advice(self, said: Statement[RhythmDetail], before: int) -> tuple[Sentence, ...]:
        """Who and what is different at those times."""
        return ask_about_times(said, before)


def ask_about_times(said: Statement[object], before: int) -> tuple[Sentence, ...]:
    """Advice on what depends on the weekday or the hour."""
    outcome, when = column(said, 0), column(said, 1)
    if before:
        return say(said, f"Ask the same of {outcome} over the days and hours of {when}.")
    return say(
        said,
        f"Ask what is different at those times of {when}: who is there, which cases come in, how {outcome} is entered.",
        "Where it is the mix of cases, compare cases of one kind only before changing a roster.",
    )


def _ends(said: Statement[RhythmDetail]) -> tuple[str, str]:
    return part_of(said.detail.season, said.detail.high_part), part_of(said.detail.season, said.detail.low_part)
