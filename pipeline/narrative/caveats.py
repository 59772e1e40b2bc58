"""What is to be held against a relation: that it looks otherwise among rows that are alike in another column."""

from pipeline import wording
from pipeline.analysis.candidate import REVERSED
from pipeline.analysis.inference.strata import SHRUNK
from pipeline.analysis.sql import Row
from pipeline.narrative.statement import Statement
from pipeline.story import WithinGroups

PARADOX = "Simpson's paradox"  # what a relation that reverses within groups is called


def caveats(statement: Statement[object], effect: str) -> tuple[str, ...]:
    """A sentence for each comparison that the whole table bears out; ``effect`` is what the kind compares."""
    values = Row(statement.values)
    sentences = (_sentence(groups, values, effect, statement.wording.row.many) for groups in statement.within_groups)
    return tuple(sentence for sentence in sentences if sentence is not None)


def _sentence(groups: WithinGroups, values: Row, effect: str, rows: str) -> str | None:
    part = groups.part(values)
    if part is None or part > SHRUNK:
        return None
    here, everywhere = (_size(groups, values.number(name)) for name in (groups.within, groups.overall))
    among = f"Among {rows} with {'a similar' if groups.is_cut else 'the same'} {wording.name(groups.column)}"
    if part < REVERSED:
        proviso = "" if groups.is_certain else ", though what is left there may be chance"
        there = f"it is {here} the other way there, and {everywhere} over all {rows}"
        return f"{among}, the {effect} reverses ({PARADOX}){proviso}: {there}."
    if part < -REVERSED:
        return f"{among}, the {effect} all but vanishes: it is {here} there, and {everywhere} over all {rows}."
    return f"{among}, the {effect} shrinks to {here}, from {everywhere} over all {rows}."


def _size(groups: WithinGroups, effect: float) -> str:
    """The effect without its sign; a difference of two shares as points: ``0.143`` -> ``14 percentage points``."""
    if groups.is_share:
        return f"{wording.percent(abs(effect)).rstrip('%')} percentage points"
    return wording.number(abs(effect), groups.unit)
