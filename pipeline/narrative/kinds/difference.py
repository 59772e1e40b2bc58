"""A measure that differs between groups of rows, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.difference import DifferenceDetail, telling_statistic
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, by_size, column, group_among, in_general, say
from pipeline.narrative.naming import group
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class DifferenceKind(Kind[DifferenceDetail]):
    """Highest in one group, lowest in another."""

    name: ClassVar[str] = "difference"
    label: ClassVar[str] = "Difference between groups"
    effect: ClassVar[str] = "difference of the averages"

    def headline(self, said: Statement[DifferenceDetail]) -> str:
        """See :meth:`Kind.headline`."""
        measure, by = column(said, 0), column(said, 1)
        high, low = group(said.detail.high), group(said.detail.low)
        if said.detail.of_two:
            return f"{measure} is higher where {by} is {high} than where it is {low}"
        return f"{measure} is highest where {by} is {high} and lowest where it is {low}"

    def text(self, said: Statement[DifferenceDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        statistic = telling_statistic(values)
        upper, lower = values.number(f"high_{statistic}"), values.number(f"low_{statistic}")
        ratio = f", {wording.times(upper / lower)} as much" if lower > 0 and upper / lower >= 1.2 else ""
        typical = "typically" if statistic == "median" else "on average"
        text = (
            f"{column(said, 0)} is {typical} {wording.number(upper, unit)} where {column(said, 1)} is "
            f"{group(said.detail.high)} ({wording.count(values.size('high_rows'), 'row')}) and "
            f"{wording.number(lower, unit)} where it is {group(said.detail.low)} "
            f"({wording.count(values.size('low_rows'), 'row')}){ratio}."
        )
        if said.detail.ratio_of is not None and values.known("high_together", "low_together"):
            together = [wording.number(values.number(f"{end}_together"), unit) for end in ("high", "low")]
            above, below = (wording.name(name) for name in said.detail.ratio_of)
            text += f" Of their rows together, total {above} over total {below}, it is {together[0]} and {together[1]}."
        return text

    def strength(self, said: Statement[DifferenceDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        return by_size(
            said,
            (0.14, "That is a large difference: few rows of the one group look like the other."),
            (0.06, "That is a middling difference: the groups are apart, but overlap."),
            (0.0, "That is a small difference: the groups overlap widely, so it says little about a single row."),
        )

    def advice(self, said: Statement[DifferenceDetail], before: int) -> tuple[Sentence, ...]:
        """Compare cases of the two ends with those who know them."""
        top, bottom = group_among(said, "high_group"), group_among(said, "low_group")
        if top is None or bottom is None:
            return in_general(said, before)
        measure, by = column(said, 0), column(said, 1)
        if before:
            return say(said, f"Do the same for {measure} between {top} and {bottom} ({by}).")
        return say(
            said,
            f"Put some rows where {by} is {top} beside some where it is {bottom}, and go through them with someone who "
            f"knows both: is {measure} recorded the same way, and are they the same sort of case?",
            "Quote the difference only among rows that are alike, as its caveat does."
            if said.caveats
            else "If so, ask what the two do differently, and which of them should be the model for the other.",
        )
