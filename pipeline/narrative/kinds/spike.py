"""A single moment that leaps out, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.spike import SpikeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.naming import day_of, of_measure, per_bucket
from pipeline.narrative.statement import Statement


class SpikeKind(Kind[SpikeDetail]):
    """What it was, and what is usual around it."""

    name: ClassVar[str] = "spike"
    label: ClassVar[str] = "Spike"

    def headline(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail = Row(said.values), said.detail
        up = "up" if values.number("spike_level") > values.number("usual_level") else "down"
        subject = of_measure(detail.measure, detail.aggregate)
        return wording.sentence(f"{subject} leapt {up} at {day_of(values, 'spike_bucket', detail.grain)}")

    def text(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail, unit = Row(said.values), said.detail, said.units.get(said.detail.measure or "")
        level, usual = values.number("spike_level"), values.number("usual_level")
        subject, every = of_measure(detail.measure, detail.aggregate), per_bucket(detail.grain, detail.aggregate)
        times = f", {wording.times(level / usual)} the usual" if usual > 0 and level / usual >= 1.5 else ""
        days = ("spike_bucket", "from_bucket", "to_bucket")
        when, first, last = (day_of(values, name, detail.grain) for name in days)
        often = f"{wording.number(usual, unit)} {every.strip()}".rstrip()
        return wording.sentence(
            f"{subject} was {wording.number(level, unit)} at {when}{times}; from {first} to {last} it was usually "
            f"{often}."
        )
