"""A single moment that leaps out, in words."""

from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.spike import SpikeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, series
from pipeline.narrative.naming import day_of
from pipeline.narrative.statement import Statement


class SpikeKind(Kind[SpikeDetail]):
    """What it was, and what is usual around it."""

    name: ClassVar[str] = "spike"
    label: ClassVar[str] = "Spike"

    def headline(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail, unit = Row(said.values), said.detail, said.units.get(said.detail.measure or "")
        leapt = "leapt" if values.number("spike_level") > values.number("usual_level") else "dropped"
        level, usual = (wording.number(values.number(f"{end}_level"), unit) for end in ("spike", "usual"))
        when = wording.at(datetime.fromisoformat(str(values["spike_bucket"])), detail.grain)
        return wording.sentence(f"{series(said)} {leapt} to {level} {when}, usually {usual}")

    def text(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        level, usual = values.number("spike_level"), values.number("usual_level")
        times = (
            f" It is {wording.times(level / usual)} the usual."
            if values.known("ratio") and usual > 0 and level / usual >= 1.5
            else ""
        )
        first, last = (day_of(values, name, detail.grain) for name in ("from_bucket", "to_bucket"))
        size = values.size("run_buckets")
        begun = wording.at(datetime.fromisoformat(str(values["run_from"])), detail.grain)
        lasted = f" It lasted {wording.count(size, detail.grain)}, beginning {begun}." if size > 1 else ""
        return f"The usual is that of {first} to {last}, by {detail.grain}.{times}{lasted}"
