"""A series that jumps and stays, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.level_change import LevelChangeDetail
from pipeline.analysis.inference.step import Form
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.naming import day_of, of_measure, per_bucket
from pipeline.narrative.statement import Statement

JUDGED = {
    Form.STEP: "One jump describes the series better than a steady slope does.",
    Form.EITHER: "A steady slope describes the series nearly as well: which of the two it was can't be told.",
}


class LevelChangeKind(Kind[LevelChangeDetail]):
    """Up or down, when, from what to what."""

    name: ClassVar[str] = "level_change"
    label: ClassVar[str] = "Change of level"

    def headline(self, said: Statement[LevelChangeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail = Row(said.values), said.detail
        before, after = values.number("level_before"), values.number("level_after")
        share = abs(values.number("change_share")) if before > 0 and after >= 0 else None
        by = f" by {wording.percent(share)}" if share is not None else ""
        subject, when = of_measure(detail.measure, detail.aggregate), day_of(values, "change_bucket", detail.grain)
        return wording.sentence(f"{subject} jumped {'up' if after > before else 'down'}{by} in one step at {when}")

    def text(self, said: Statement[LevelChangeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        before, after = values.number("level_before"), values.number("level_after")
        unit, when = said.units.get(detail.measure or ""), day_of(values, "change_bucket", detail.grain)
        subject, every = of_measure(detail.measure, detail.aggregate), per_bucket(detail.grain, detail.aggregate)
        return wording.sentence(
            f"{subject} was {wording.number(before, unit)} {every}before {when} and {wording.number(after, unit)} "
            f"{every}from then on. {JUDGED[detail.form]}"
        )
