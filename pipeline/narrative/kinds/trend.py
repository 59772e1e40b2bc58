"""A series that rises or falls, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.trend import TrendDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.carried import beside_carrier, elsewhere, ends_of, whose
from pipeline.narrative.kinds.kind import Kind, by_size, grown_by, size_of
from pipeline.narrative.naming import day_of, per_bucket
from pipeline.narrative.statement import Statement


class TrendKind(Kind[TrendDetail]):
    """Its level first and last."""

    name: ClassVar[str] = "trend"
    label: ClassVar[str] = "Trend over time"

    def headline(self, said: Statement[TrendDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail = Row(said.values), said.detail
        keys = ends_of(detail.carrier, "first_level", "last_level", "change")
        subject, size = whose(said), _size(values, keys[2], said.units.get(detail.measure or ""))
        rose = "rose" if values.number(keys[1]) > values.number(keys[0]) else "fell"
        days = ("first_bucket", "first_end", "last_start", "last_bucket")
        first, first_end, last_start, last = (day_of(values, name, detail.grain) for name in days)
        ends = f"{last_start} to {last} against {first} to {first_end}"  # the same points as the size
        return wording.sentence(f"{subject} {rose} {size}, {ends}{elsewhere(said)}")

    def text(self, said: Statement[TrendDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail, unit = Row(said.values), said.detail, said.units.get(said.detail.measure or "")
        keys = ends_of(detail.carrier, "first_level", "last_level", "change")
        before, after = (wording.number(values.number(key), unit) for key in keys[:2])
        every = per_bucket(detail.grain, detail.aggregate)
        days = ("first_bucket", "first_end", "last_start", "last_bucket")
        first, first_end, last_start, last = (day_of(values, name, detail.grain) for name in days)
        told = f"It was {before} {every}from {first} to {first_end}, and {after} {every}from {last_start} to {last}."
        return told + beside_carrier(said, "first_level", "last_level", "first", "last")

    def strength(self, said: Statement[TrendDetail]) -> str | None:
        """See :meth:`Kind.strength`."""
        return by_size(
            said,
            (0.7, "The single points keep close to that line."),
            (0.4, "The single points swing around that line, but follow it."),
            (0.0, "The single points swing widely around that line, so a few of them can look the other way."),
        )


def _size(values: Row, change: str, unit: str | None) -> str:
    """The change as a share of the first level, where there is one; else as it is: ``by 12%``, ``by 3.4``."""
    if values.known(f"{change}_share"):
        return grown_by(values, change)
    return f"by {size_of(values.number(change), unit)}"
