"""A series that jumps and stays, in words."""

from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.level_change import LevelChangeDetail
from pipeline.analysis.inference.step import Form
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.carried import beside_carrier, elsewhere, ends_of, whose
from pipeline.narrative.kinds.kind import Kind, grown_by
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
        keys = ends_of(detail.carrier, "level_before", "level_after", "change")
        before, after = values.number(keys[0]), values.number(keys[1])
        by = f" {grown_by(values, keys[2])}" if values.known(f"{keys[2]}_share") else ""
        if detail.form is Form.EITHER:
            way = "went up" if after > before else "went down"
            when = f"around {day_of(values, 'change_bucket', detail.grain)}"
        else:
            way = "jumped" if after > before else "dropped"
            when = wording.at(datetime.fromisoformat(str(values["change_bucket"])), detail.grain)
        unit, every = said.units.get(detail.measure or ""), per_bucket(detail.grain, detail.aggregate)
        ends = wording.amounts([before, after], unit)
        moved = f"{whose(said)} {way}{by} {when}, from {ends[0]} to {ends[1]} {every}".rstrip()
        return wording.sentence(f"{moved}{elsewhere(said)}")

    def text(self, said: Statement[LevelChangeDetail]) -> str:
        """See :meth:`Kind.text`."""
        compared = f"That compares all {said.detail.grain}s before and since. {JUDGED[said.detail.form]}"
        return compared + beside_carrier(said, "level_before", "level_after", "before", "since")
