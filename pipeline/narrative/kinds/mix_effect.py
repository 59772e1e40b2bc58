"""An average that moves with the mix of its groups, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.mix_effect import MixEffectDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.statement import Statement


class MixEffectKind(Kind[MixEffectDetail]):
    """The change, and its two parts."""

    name: ClassVar[str] = "mix_effect"
    label: ClassVar[str] = "Mix effect"

    def headline(self, said: Statement[MixEffectDetail]) -> str:
        """See :meth:`Kind.headline`."""
        return f"The change in the average {column(said, 0)} comes from the mix of {column(said, 1)}"

    def text(self, said: Statement[MixEffectDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        keys = ("before", "after", "from_mix", "within_groups")
        before, after, mix, within = (wording.number(values.number(key), unit) for key in keys)
        return (
            f"The average {column(said, 0)} went from {before} in the earlier half of the rows to {after} in the later "
            f"half. Of that change, {mix} comes from the shares of the groups of {column(said, 1)} and {within} from "
            "changes within the groups."
        )
