"""A single moment that leaps out, in words."""

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
        up = "up" if values.number("spike_level") > values.number("usual_level") else "down"
        level, usual = (wording.number(values.number(f"{end}_level"), unit) for end in ("spike", "usual"))
        subject, when = series(said), day_of(values, "spike_bucket", detail.grain)
        return wording.sentence(f"{subject} leapt {up} to {level} at {when}, usually {usual}")

    def text(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        level, usual = values.number("spike_level"), values.number("usual_level")
        times = f" It is {wording.times(level / usual)} the usual." if usual > 0 and level / usual >= 1.5 else ""
        first, last = (day_of(values, name, detail.grain) for name in ("from_bucket", "to_bucket"))
        return f"The usual is that of {first} to {last}, by {detail.grain}.{times}"
