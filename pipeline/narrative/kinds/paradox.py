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

FEW_DIGITS = 9.95  # differences below are told with two digits


class ParadoxKind(Kind[ParadoxDetail]):
    """The relation over all rows beside the one among rows that are alike."""

    name: ClassVar[str] = "paradox"
    label: ClassVar[str] = PARADOX

    def headline(self, said: Statement[ParadoxDetail]) -> str:
        """See :meth:`Kind.headline`."""
        first, second, z = said.detail.first, said.detail.second, column(said, 2)
        overall, within = _sizes(said)
        if first.level is None:
            turn = "shows only" if said.detail.is_hidden else "reverses"
            alike = f"{said.wording.row.many} of the same {z}"
            return f"How {_pair(said)} go together {turn} among {alike}: {within} there, {overall} over all"
        is_ = "is" if second.level is not None else said.wording.agree(second.column, "is", "are")
        alike = f"among {said.wording.row.many} with the same {z}"
        return f"{wording.sentence(_what(second))} {is_} {overall} {_group(said)} than elsewhere, but {within} {alike}"

    def text(self, said: Statement[ParadoxDetail]) -> str:
        """See :meth:`Kind.text`."""
        z = column(said, 2)
        hides = "hides" if said.detail.is_hidden else "reverses"
        if said.detail.first.level is None:
            return f"These are rank correlations. The groups of {z} differ in both, which {hides} the relation."
        shares = "These are points between shares. " if said.detail.second.level is not None else ""
        return f"{shares}Each {z} has its own part of them, which {hides} the difference: compare like with like."

    def decision(self, said: Statement[ParadoxDetail], reach: Reach) -> Decision | None:
        """Judge by like and like only, where somebody is judged."""
        z, first, second = column(said, 2), said.detail.first, said.detail.second
        is_named = first.level is not None and str(first.level).casefold() not in YES | NO
        if not is_named or reach.lever(first.column) is None or reach.subject is None:
            return None
        if reach.subject.column not in (first.column, second.column):
            return None
        here, there = _sizes(said)
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


def _group(said: Statement[ParadoxDetail]) -> str:
    """``with **team** Harbor``, ``among female patients``."""
    return said.wording.among(said.detail.first.column, said.detail.first.level)


def _sizes(said: Statement[ParadoxDetail]) -> tuple[str, str]:
    """The difference, or the correlation, over all rows and within groups: ``8.8 hours higher``, ``−0.3``."""
    values, first, second = Row(said.values), said.detail.first, said.detail.second
    sizes = (values.number("overall"), values.number("within"))
    if first.level is None:
        overall, within = (wording.number(size, digits=2) for size in sizes)
        return overall, within
    unit = said.units.get(second.column)
    overall, within = (
        f"{_apart(size, unit, is_share=second.level is not None)} {'higher' if size > 0 else 'lower'}" for size in sizes
    )
    return overall, within


def _apart(size: float, unit: str | None, *, is_share: bool) -> str:
    if is_share:
        return f"{wording.percent(abs(size)).removesuffix('%')} percentage points"
    return wording.number(float(f"{abs(size):.2g}") if abs(size) < FEW_DIGITS else abs(size), unit)
