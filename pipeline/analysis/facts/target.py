"""What is summed up over rows: the subject of a story, a measure beside it, or the number of rows."""

from dataclasses import dataclass

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
    is_duration: bool = False  # from one date of a row to another, which is missing while the case is open

    @property
    def aggregate(self) -> str:
        """SQL: the target over many rows."""
        return {Form.TOTAL: f"sum({self.sql})", Form.COUNT: "count(*)"}.get(self.form, f"avg({self.sql})")

    @property
    def mean(self) -> str:
        """SQL: the mean of the rows, whatever the form."""
        return f"avg({self.sql})"

    @property
    def name(self) -> str:
        """The column's name; of the number of rows, "rows"."""
        return self.column or "rows"
