"""A measure that differs between groups of rows, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.difference import DifferenceDetail, telling_statistic
from pipeline.analysis.sql import Row
from pipeline.analysis.subject import Topic, topics
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, by_size, column, rows
from pipeline.narrative.naming import group
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach, is_better_high_named, remedy
from pipeline.narrative.statement import Statement


class DifferenceKind(Kind[DifferenceDetail]):
    """Highest in one group, lowest in another."""

    name: ClassVar[str] = "difference"
    label: ClassVar[str] = "Difference between groups"
    effect: ClassVar[str] = "difference of the averages"

    def headline(self, said: Statement[DifferenceDetail]) -> str:
        """See :meth:`Kind.headline`."""
        spoken, by = said.wording, subjects(said)[1]
        upper, lower = _ends(said)
        high, low = spoken.among(by, said.detail.high), spoken.among(by, said.detail.low, again=True)
        name = subjects(said)[0]
        what = f"{_typical(said)} {spoken.column(name)} {spoken.agree(name, 'is', 'are')}"
        if said.detail.of_two:
            return f"{what} {upper} {high}, {lower} {low}"
        return f"{what} {upper} {high}, but {lower} {low}"

    def text(self, said: Statement[DifferenceDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        statistic = telling_statistic(values)
        upper, lower = values.number(f"high_{statistic}"), values.number(f"low_{statistic}")
        is_known = values.known(f"{statistic}_ratio") and lower > 0
        ratio = f" One is {wording.times(upper / lower)} the other." if is_known and upper / lower >= 1.2 else ""
        first = f"{values.size('high_rows'):,}"
        opening = wording.varied(said.turn.of_kind, "That compares", "Behind it are", "From")
        text = f"{opening} {first} and {rows(said, 'low_rows')}.{ratio}"
        if said.detail.ratio_of is not None and values.known("high_together", "low_together"):
            together = [wording.number(values.number(f"{end}_together"), unit) for end in ("high", "low")]
            above, below = (wording.name(name) for name in said.detail.ratio_of)
            text += f" Total {above} over total {below} is {together[0]} and {together[1]}."
        return text

    def strength(self, said: Statement[DifferenceDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        return by_size(
            said,
            (0.14, "That is a large difference: few rows of the one group look like the other."),
            (0.06, "That is a middling difference: the groups are apart, but overlap."),
            (0.0, "That is a small difference: the groups overlap widely, so it says little about a single row."),
        )

    def decision(self, said: Statement[DifferenceDetail], reach: Reach) -> Decision | None:
        """Let the better group be the model, if what tells the groups apart can be acted on."""
        values, (measure, by) = Row(said.values), subjects(said)[:2]
        lever, better_high = reach.lever(by), is_better_high_named(measure)
        statistic = telling_statistic(values)
        is_size = better_high and topics(measure) & {Topic.MONEY, Topic.STOCK}  # that pens bring less is no fault
        if lever is None or better_high is None or is_size or statistic is None or not lever.suffers:
            return None
        phrase = remedy(lever, measure)
        worst, best = ("low", "high") if better_high else ("high", "low")
        here, there = (
            wording.number(values.number(f"{end}_{statistic}"), said.units[measure]) for end in (worst, best)
        )
        who, model = (group(getattr(said.detail, end)) for end in (worst, best))
        rows = f"{values.size(f'{worst}_rows'):,} {reach.rows}"
        is_ = reach.words.agree(measure, "is", "are")
        return Decision(
            reach.said(phrase, by, getattr(said.detail, worst)),
            f"{column(said, 0)} there {is_} {here} over {rows}, {there} for {model}",
            tuple(said.values.values()),
            f"the next {column(said, 0)} of {who} {is_} nearer {there}",
            (by,),
            phrase,
        )


def _typical(said: Statement[DifferenceDetail]) -> str:
    """``Median``, ``Average``."""
    return "Median" if telling_statistic(Row(said.values)) == "median" else "Average"


def _ends(said: Statement[DifferenceDetail]) -> tuple[str, str]:
    """The measure in the highest and in the lowest group."""
    values, unit = Row(said.values), said.units[said.subjects[0]]
    statistic = telling_statistic(values)
    upper, lower = wording.amounts([values.number(f"{end}_{statistic}") for end in ("high", "low")], unit)
    return upper, lower
