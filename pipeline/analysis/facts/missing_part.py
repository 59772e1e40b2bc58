"""What is missing of the subject or of a main column, where most, and what the rows without it are like."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.plots.gaps import missing_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.reasons import reasons_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import Group, View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import literal, quote
from pipeline.story import Form, Scalar

MIN_SHARE = 0.02
MIN_APART = 0.05
MAX_TOLD = 3
MAX_LEVELS = 24


@dataclass(frozen=True)
class MissingPart:
    """What the words need beside the values."""

    column: str
    by: str | None
    level: Scalar
    target: Target | None  # the subject among the rows without a value; None where it is the subject that misses


class MissingPartFact(FactKind):
    """The columns with most gaps, the subject first."""

    name: ClassVar[str] = "missing_part"
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        sample = view.context.sample
        told = {
            *view.open_ends(view.target),
            *(group.column for group in reasons_of(view)),
        }  # as open cases, as reasons
        gaps = [
            (name != view.subject.column, -missing.mean(), name)
            for name, missing in sample.missing.items()
            if missing.mean() >= MIN_SHARE and name in view.context.variables and name not in told
        ]
        for place, (_, _, name) in enumerate(sorted(gaps)[:MAX_TOLD]):
            yield self._draft(view, name, sample.missing[name], place)

    def _draft(self, view: View, name: str, missing: np.ndarray, place: int) -> Draft:
        where, claim = where_most(view, name, missing)
        m = quote(name)
        columns = {"missing": f"count(*) - count({m})", "rows": "count(*)", "share": "missing / rows"}
        if where is not None:
            columns |= part_columns(m, *where)
        target = view.target if name != view.subject.column and view.target.form is not Form.COUNT else None
        if target is not None:
            columns |= {
                "without": f"{target.mean} FILTER ({m} IS NULL)",
                "with": f"{target.mean} FILTER ({m} IS NOT NULL)",
            }
        return Draft(
            kind=self.name,
            section="doubt",
            columns=view.columns(name, where[0] if where else None),
            n=view.row_count,
            query=proof_of(columns),
            worth=6.0 - place,
            detail=MissingPart(name, where[0] if where else None, where[1] if where else None, target),
            claim=claim,
            compares=where is not None,
            plot=lambda values: missing_plot(view, name, where, values),
        )


def part_columns(missing: str, by: str, level: Scalar) -> dict[str, str]:
    """SQL: how many of a group's rows lack a column, given as SQL."""
    condition = f"{quote(by)} = {literal(level)}"
    return {
        "part_missing": f"count(*) FILTER ({condition} AND {missing} IS NULL)",
        "part_rows": f"count(*) FILTER ({condition})",
        "part_known": "part_rows - part_missing",
        "part_share": "part_missing / nullif(part_rows, 0)",
        "part": literal(level),
    }


def where_most(
    view: View, name: str, missing: np.ndarray, among: np.ndarray | None = None
) -> tuple[tuple[str, Scalar] | None, Claim | None]:
    """The group with the largest share of gaps among the dimensions, and the test of that dimension.

    ``among``: the rows that are looked at, if not all.
    """
    rows: np.ndarray = np.ones(len(missing), dtype=bool) if among is None else among
    best: tuple[float, tuple[str, Scalar] | None, Claim | None] = (MIN_APART, None, None)
    for group in view.groups:
        if group.column == name or not _is_looked_at(view, group):
            continue
        inside = (group.codes >= 0) & rows
        n = np.bincount(group.codes[inside], minlength=len(group.levels))
        gaps = np.bincount(group.codes[inside], missing[inside], len(group.levels))
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(n >= 10, gaps / n, -1.0)
        apart = float(shares.max() - missing[rows].mean())
        if apart > best[0]:
            _, p_value = exact.independence(np.column_stack([gaps, n - gaps]))
            if p_value < 1e-3:
                claim = Claim("chi-squared and likelihood-ratio test", p_value, True, False, True)
                best = (apart, (group.column, group.levels[int(shares.argmax())]), claim)  # type: ignore[assignment]
    return best[1], best[2]


def _is_looked_at(view: View, group: Group) -> bool:
    """Whether a column has few groups, and no steps of a scale."""
    parts = view.context.variables[group.column]
    return len(group.levels) <= MAX_LEVELS and (parts.time_part or not parts.ordinal)
