"""A series that jumps and stays, in words."""

from datetime import datetime
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
        if detail.form is Form.EITHER:
            way = "went up" if after > before else "went down"
            when = f"around {day_of(values, 'change_bucket', detail.grain)}"
        else:
            way = "jumped" if after > before else "dropped"
            when = wording.at(datetime.fromisoformat(str(values["change_bucket"])), detail.grain)
        unit, every = said.units.get(detail.measure or ""), per_bucket(detail.grain, detail.aggregate)
        ends = wording.amounts([before, after], unit)
        return wording.sentence(f"{series(said)} {way}{by} {when}, from {ends[0]} to {ends[1]} {every}".rstrip())

    def text(self, said: Statement[LevelChangeDetail]) -> str:
        """See :meth:`Kind.text`."""
        return f"That compares all {said.detail.grain}s before and since. {JUDGED[said.detail.form]}"
