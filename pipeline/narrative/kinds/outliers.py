"""Single values far away from all others, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.outliers import OutliersDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.statement import Statement


class OutliersKind(Kind[OutliersDetail]):
    """How many, how far, and where the rest is."""

    name: ClassVar[str] = "outliers"
    label: ClassVar[str] = "Distribution with outliers"

    def headline(self, said: Statement[OutliersDetail]) -> str:
        """See :meth:`Kind.headline`."""
        far = wording.count(Row(said.values).size("outliers"), "value")
        return f"{column(said, 0)} has {far} far away from all others"

    def text(self, said: Statement[OutliersDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit = Row(said.values), said.units[said.subjects[0]]
        outliers = values.size("outliers")
        keys = ("farthest", "median", "lower_quartile", "upper_quartile")
        farthest, middle, lower, upper = (wording.number(values.number(key), unit) for key in keys)
        return (
            f"{wording.count(outliers, 'value')} of {column(said, 0)} lie{'s' if outliers == 1 else ''} far outside "
            f"the rest, the farthest at {farthest}; the median is {middle} and half of the values lie between {lower} "
            f"and {upper}."
        )
