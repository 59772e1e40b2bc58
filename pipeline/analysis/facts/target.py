"""What is summed up over rows: the subject of a story, a measure beside it, or the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline import wording
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal
from pipeline.analysis.variables.sample import Sample
from pipeline.story import Form, Scalar


@dataclass(frozen=True)
class Target:
    """Something that is summed up over rows: the subject, a companion, or the number of rows."""

    column: str | None
    form: Form
    value: Scalar
    sql: str  # the number of one row
    unit: str | None
    stock: bool = False  # adds up over entities at one moment, never over time
    is_interval: bool = False  # its zero is a convention: no value is so many per cent of another
    is_rate: bool = False  # a part of something, as the per cent of trains on time
    named_per_cent: bool = False  # by its header alone: on_time_pct
    is_duration: bool = False  # from one date of a row to another, which is missing while the case is open
    is_net: bool = False  # answers from 0 to 10 to whether somebody would recommend it: 100, 0 or -100 of a row
    undecided: tuple[Scalar, ...] = ()  # of a share: values of rows without an outcome yet, which count as missing

    @property
    def aggregate(self) -> str:
        """SQL: the target over many rows."""
        return {Form.TOTAL: f"sum({self.sql})", Form.COUNT: "count(*)"}.get(self.form, f"avg({self.sql})")

    @property
    def is_awaited(self) -> bool:
        """Whether rows that began last mostly miss it: it comes later."""
        return self.is_duration or bool(self.undecided)

    @property
    def is_per_cent(self) -> bool:
        """Whether its levels are so many per cent, so that differences of them are points."""
        return self.unit == "%" or self.named_per_cent

    @property
    def is_relative(self) -> bool:
        """Whether a change may be told in per cent of what it was: of per cents these would be taken for points."""
        return not self.is_interval and not self.is_rate and self.form is not Form.SHARE

    @property
    def mean(self) -> str:
        """SQL: the mean of the rows, whatever the form."""
        return f"avg({self.sql})"

    def plotted(self, values: npt.ArrayLike) -> np.ndarray:
        """Levels as a chart shows them: shares in per cent."""
        levels = np.asarray(values, dtype=float)
        return 100 * levels if self.form is Form.SHARE else levels

    @property
    def plotted_unit(self) -> str | None:
        """The unit of what :meth:`plotted` gives."""
        return "%" if self.form is Form.SHARE else self.unit

    @property
    def is_share(self) -> bool:
        """Whether :meth:`plotted` gives shares."""
        return self.form is Form.SHARE

    @property
    def label(self) -> str:
        """What a chart shows of it: "Total sales", "Average price", "Rows with churn = yes"."""
        if self.form is Form.SHARE:
            return f"Rows with {self.name} = {label(self.value)}"
        if self.is_net:
            return "Net promoter score"
        return {Form.TOTAL: f"Total {self.name}", Form.COUNT: "Number of rows"}.get(self.form, f"Average {self.name}")

    @property
    def label_inside(self) -> str:
        """The same within a sentence: "total sales"."""
        return wording.lowered(self.label)

    @property
    def name(self) -> str:
        """The column's name; of the number of rows, "rows"."""
        return self.column or "rows"

    def numbers(self, sample: Sample) -> np.ndarray | None:
        """The target's number in each row of the sample, NaN where missing; None where the sample doesn't tell."""
        if self.column is None:
            return np.ones(sample.size)
        if self.form is not Form.SHARE:
            values = sample.numbers.get(self.column)
            return net(values) if self.is_net and values is not None else values
        factor = sample.factor(self.column)
        if factor is None or self.value not in factor.levels:
            return None
        return hits(factor.levels, factor.codes, self.value, self.undecided)


PROMOTER, DETRACTOR = 9, 6  # of answers from 0 to 10: who gives at least, at most so much (Reichheld 2003)


def net(answers: np.ndarray) -> np.ndarray:
    """100 for each promoter, -100 for each detractor, 0 for those between, whose mean is the net promoter score."""
    scores = 100.0 * ((answers >= PROMOTER).astype(float) - (answers <= DETRACTOR))
    return np.where(np.isnan(answers), np.nan, scores)


def net_sql(column: str) -> str:
    """SQL: the same of a column."""
    ways = f"WHEN {column} >= {PROMOTER} THEN 100 WHEN {column} <= {DETRACTOR} THEN -100 WHEN {column} >= 0 THEN 0"
    return f"(CASE {ways} END)"


def hits(levels: Sequence[object], codes: np.ndarray, value: Scalar, undecided: Sequence[Scalar]) -> np.ndarray:
    """1.0 for each row with the value, 0.0 for others, NaN where it is missing or undecided."""
    waiting = [-1, *(i for i, level in enumerate(levels) if level in undecided)]
    hit = levels.index(value) if value in levels else -2
    return np.where(np.isin(codes, waiting), np.nan, (codes == hit).astype(float))


def decided(sql: str, undecided: Sequence[Scalar]) -> str:
    """SQL: a column without its values of rows that have no outcome yet."""
    for value in undecided:
        sql = f"nullif({sql}, {literal(value)})"
    return sql
