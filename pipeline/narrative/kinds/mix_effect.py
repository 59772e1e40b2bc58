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
        values, unit = Row(said.values), said.units[said.subjects[0]]
        before, after = (wording.number(values.number(key), unit) for key in ("before", "after"))
        return f"Average {column(said, 0)} went from {before} to {after} as the mix of {column(said, 1)} changed"

    def text(self, said: Statement[MixEffectDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        mix, within = (wording.number(values.number(key), unit) for key in ("from_mix", "within_groups"))
        return (
            f"The mix accounts for {mix} of it, changes within each {column(said, 1)} for {within}. The earlier half "
            f"of the {said.wording.row.many} is compared with the later one."
        )
