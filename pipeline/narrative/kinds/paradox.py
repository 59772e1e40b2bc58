"""A relation that reverses, or only appears, within the groups of a third column, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.paradox import ParadoxDetail
from pipeline.analysis.feature import Feature
from pipeline.analysis.sql import Row
from pipeline.analysis.subject.vocabulary import YES
from pipeline.narrative.caveats import PARADOX
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import group
from pipeline.narrative.prose import names
from pipeline.narrative.reach import NO, Reach
from pipeline.narrative.statement import Statement


class ParadoxKind(Kind[ParadoxDetail]):
    """The relation over all rows beside the one among rows that are alike."""

    name: ClassVar[str] = "paradox"
    label: ClassVar[str] = PARADOX

    def headline(self, said: Statement[ParadoxDetail]) -> str:
        """See :meth:`Kind.headline`."""
        first, second, z = said.detail.first, said.detail.second, column(said, 2)
        turn = "shows only" if said.detail.is_hidden else "reverses"
        if first.level is None:
            return f"The relation of {_pair(said)} {turn} among rows with the same {z}"
        return f"The difference in {_what(second)} where {_where(first)} {turn} among rows with the same {z}"

    def text(self, said: Statement[ParadoxDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, z = Row(said.values), column(said, 2)
        overall, within = values.number("overall"), values.number("within")
        first, second = said.detail.first, said.detail.second
        hides = "hides" if said.detail.is_hidden else "reverses"
        if first.level is None:
            return (
                f"Over all rows the rank correlation of {_pair(said)} is {wording.number(overall)}; among rows with "
                f"the same {z} it is {wording.number(within)}. The groups of {z} differ in both, which {hides} the "
                "relation."
            )
        is_share, unit = second.level is not None, said.units.get(second.column)
        here, there = (
            f"{wording.percent(abs(v)) if is_share else wording.number(abs(v), unit)} {'higher' if v > 0 else 'lower'}"
            for v in (overall, within)
        )
        points = " (as shares of rows)" if is_share else ""
        return (
            f"Where {_where(first)}, {_what(second)} is {here} than in the other rows{points}. Among rows with the "
            f"same {z} it is {there}: the groups of {z} are mixed differently, which {hides} the difference."
        )

    def decision(self, said: Statement[ParadoxDetail], reach: Reach) -> Decision | None:
        """Judge by like and like only, where somebody is judged."""
        values, z = Row(said.values), column(said, 2)
        first, second = said.detail.first, said.detail.second
        is_named = first.level is not None and str(first.level).casefold() not in YES | NO
        if not is_named or reach.lever(first.column) is None or reach.subject is None:
            return None
        if reach.subject.column not in (first.column, second.column):
            return None
        is_share, unit = second.level is not None, said.units.get(second.column)
        here, there = (
            f"{wording.percent(abs(v)) if is_share else wording.number(abs(v), unit)} {'higher' if v > 0 else 'lower'}"
            for v in (values.number("overall"), values.number("within"))
        )
        return Decision(
            f"Judge {group(first.level)} by {reach.rows} of one {z} only",
            f"over all {reach.rows} its {_what(second)} is {here} than elsewhere, within one {z} {there}",
            tuple(said.values.values()),
            lever=(first.column,),
            is_sharp=True,
            is_check=True,
        )


def _pair(said: Statement[ParadoxDetail]) -> str:
    return names([said.detail.first.column, said.detail.second.column])


def _what(value: Feature) -> str:
    return wording.name(value.column) + ("" if value.level is None else f" being {group(value.level)}")


def _where(group_of: Feature) -> str:
    return f"{wording.name(group_of.column)} is {group(group_of.level)}"
