"""A series that jumps and stays, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.level_change import LevelChangeDetail
from pipeline.analysis.inference.step import Form
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, grown_by, series
from pipeline.narrative.naming import day_of, per_bucket
from pipeline.narrative.statement import Statement

JUDGED = {
    Form.STEP: "It came at once, not bit by bit.",
    Form.EITHER: "It may as well have come bit by bit: the figures fit both.",
}


class LevelChangeKind(Kind[LevelChangeDetail]):
    """Up or down, when, from what to what."""

    name: ClassVar[str] = "level_change"
    label: ClassVar[str] = "Change of level"

    def headline(self, said: Statement[LevelChangeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail = Row(said.values), said.detail
        before, after = values.number("level_before"), values.number("level_after")
        by = f" {grown_by(values, 'change')}" if values.known("change_share") else ""
        subject, when = series(said), day_of(values, "change_bucket", detail.grain)
        way = "up" if after > before else "down"
        if detail.form is Form.EITHER:
            return wording.sentence(f"{subject} went {way}{by} around {when}")
        return wording.sentence(f"{subject} jumped {way}{by} in one step at {when}")

    def text(self, said: Statement[LevelChangeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        unit, every = said.units.get(detail.measure or ""), per_bucket(detail.grain, detail.aggregate)
        before, after = (wording.number(values.number(f"level_{end}"), unit) for end in ("before", "after"))
        return f"It was {before} {every}until then and {after} {every}since. {JUDGED[detail.form]}"
