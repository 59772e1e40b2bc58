"""Two measures that rise and fall together, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.correlation import CorrelationDetail
from pipeline.analysis.sql import Row
from pipeline.analysis.subject import Topic, topics
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, by_size, column
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class CorrelationKind(Kind[CorrelationDetail]):
    """The higher the one, the higher or the lower the other."""

    name: ClassVar[str] = "correlation"
    label: ClassVar[str] = "Two measures that move together"
    effect: ClassVar[str] = "correlation"

    def headline(self, said: Statement[CorrelationDetail]) -> str:
        """See :meth:`Kind.headline`."""
        low, high = _quarters(said)
        rises, spoken = Row(said.values).number("correlation") > 0, said.wording
        first, second = subjects(said)[:2]
        go = spoken.agree(first, "goes", "go")
        ends = f"{high} in its top quarter, {low} in its bottom one"
        more, other = _more(said, first, rises=True), _more(said, second, rises=rises)
        return f"{wording.sentence(more)} {column(said, 0)} {go} with {other} {column(said, 1)}: {ends}"

    def text(self, said: Statement[CorrelationDetail]) -> str:
        """See :meth:`Kind.text`."""
        r, which = Row(said.values).number("correlation"), "" if said.detail.is_linear else "rank "
        size = wording.number(r, digits=2)
        meaning = "; zero would be no relation, one a perfect one" if said.turn.of_kind == 0 else ""
        return f"The {which}correlation is {size}{meaning}."

    def strength(self, said: Statement[CorrelationDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        first, last = column(said, 0), column(said, -1)
        return by_size(
            said,
            (0.7, f"That is a strong relation: {first} alone goes a long way towards telling {last}."),
            (0.5, "That is a clear relation, though plenty of single rows depart from it."),
            (0.3, f"That is a moderate relation: it holds on the whole, but {first} says little about a single row."),
            (0.0, f"That is a weak relation, seen over many rows only; {first} is no guide to a single row."),
        )

    def decision(self, said: Statement[CorrelationDetail], reach: Reach) -> Decision | None:
        """Turn what can be turned, in the direction in which the other fares better."""
        values, told = Row(said.values), subjects(said)
        sides = [(told[0], told[1]), (told[1], told[0])]
        set_, moved = next((pair for pair in sides if (lever := reach.lever(pair[0])) and lever.less), (None, None))
        lever = reach.lever(set_) if set_ else None
        if lever is None or moved is None or moved != told[1]:  # the quarters are those of the first
            return None
        better_high, r = is_better_high_named(moved), values.number("correlation")
        if better_high is None or (r < 0) is not better_high:
            return None
        statistic = "average" if values["low_quarter"] == values["high_quarter"] else "quarter"
        low, high = (wording.number(values.number(f"{end}_{statistic}"), said.units[moved]) for end in ("low", "high"))
        return Decision(
            lever.less.format(column=wording.name(str(set_))),
            f"{wording.name(moved)} is {low} in the quarter of the {reach.rows} with least of it, {high} with most",
            tuple(said.values.values()),
            f"{wording.name(moved)} nears {low} where it came down first",
            (str(set_),),
        )


def _more(said: Statement[CorrelationDetail], name: str, *, rises: bool) -> str:
    """``more`` rooms, ``fewer`` rooms; ``higher`` charges, ``lower`` price."""
    counted = said.wording.agree(name, "", "many") and not topics(name) & {Topic.MONEY} and not said.units.get(name)
    if counted:
        return "more" if rises else "fewer"
    return "higher" if rises else "lower"


def _quarters(said: Statement[CorrelationDetail]) -> tuple[str, str]:
    """The second measure in the bottom and in the top quarter of the first."""
    values, unit = Row(said.values), said.units[said.subjects[1]]
    statistic = "quarter"
    if values["low_quarter"] == values["high_quarter"]:  # few values: averages tell what medians can't
        statistic = "average"
    low, high = (wording.number(values.number(f"{end}_{statistic}"), unit) for end in ("low", "high"))
    return low, high
