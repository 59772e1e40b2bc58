"""A single moment that leaps out, in words."""

from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.spike import SpikeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.carried import beside_carrier, elsewhere, ends_of, whose
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.naming import day_of
from pipeline.narrative.statement import Statement


class SpikeKind(Kind[SpikeDetail]):
    """What it was, and what is usual around it."""

    name: ClassVar[str] = "spike"
    label: ClassVar[str] = "Spike"

    def headline(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail, unit = Row(said.values), said.detail, said.units.get(said.detail.measure or "")
        keys = ends_of(detail.carrier, "usual_level", "spike_level", "ratio")
        leapt = "leapt" if values.number(keys[1]) > values.number(keys[0]) else "dropped"
        usual, level = (wording.number(values.number(key), unit) for key in keys[:2])
        when = wording.at(datetime.fromisoformat(str(values["spike_bucket"])), detail.grain)
        return wording.sentence(f"{whose(said)} {leapt} to {level} {when}, usually {usual}{elsewhere(said)}")

    def text(self, said: Statement[SpikeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        usual, level = (values.number(k) for k in ends_of(detail.carrier, "usual_level", "spike_level", "ratio")[:2])
        times = (
            f" It is {wording.times(level / usual)} the usual."
            if values.known("ratio") and usual > 0 and level / usual >= 1.5
            else ""
        )
        first, last = (day_of(values, name, detail.grain) for name in ("from_bucket", "to_bucket"))
        size = values.size("run_buckets")
        begun = wording.at(datetime.fromisoformat(str(values["run_from"])), detail.grain)
        lasted = f" It lasted {wording.count(size, detail.grain)}, beginning {begun}." if size > 1 else ""
        told = f"The usual is that of {first} to {last}, by {detail.grain}.{times}{lasted}"
        return told + beside_carrier(said, "usual_level", "spike_level", "around it", "then")
