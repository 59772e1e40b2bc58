"""Where most rows lack something, are late or lie beyond a limit: the group, and the test of its column."""

from dataclasses import dataclass, replace

import numpy as np

from pipeline.analysis.facts.fact import Claim
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import literal, quote
from pipeline.story import Scalar

MIN_APART = 0.05  # of the group's share from that of all rows
MIN_GROUP = 10  # rows
MAX_LEVELS = 24
MAX_P = 1e-3  # of the column's test


@dataclass(frozen=True)
class WorstGroup:
    """A group of one column, and the claim that the column's groups differ."""

    column: str
    level: Scalar
    claim: Claim

    @property
    def sql(self) -> str:
        """SQL: the condition of its rows."""
        return f"{quote(self.column)} = {literal(self.level)}"

    def counts(self, name: str, condition: str, among: str | None = None) -> dict[str, str]:
        """SQL: of how many of the group's rows, or of those ``among`` them, a condition called ``name`` holds."""
        looked_at = self.sql if among is None else f"{self.sql} AND {among}"
        return {
            "part": literal(self.level),
            "part_rows": f"count(*) FILTER ({looked_at})",
            f"part_{name}": f"count(*) FILTER ({self.sql} AND {condition})",
            "part_share": f"part_{name} / nullif(part_rows, 0)",
        }

    def picked(self, view: View) -> "WorstGroup":
        """The same, its test corrected for all columns from which this one was picked (Bonferroni)."""
        p_value = min(1.0, self.claim.p_value * max(1, len(view.groups)))
        return replace(self, claim=replace(self.claim, p_value=p_value, is_counted=False))


def worst_group(view: View, name: str, counted: np.ndarray, among: np.ndarray | None = None) -> WorstGroup | None:
    """The group with the largest share of ``counted`` rows; None where no column tells rows apart by enough.

    ``name``: the column that is looked at itself, no groups of it. ``among``: the rows that are looked at, if not all.
    The test is that of the column alone: see :meth:`WorstGroup.picked`.
    """
    rows = np.ones(len(counted), dtype=bool) if among is None else among
    most, found = MIN_APART, None
    for group in view.groups:
        if group.column == name or not _is_looked_at(view, group):
            continue
        inside = (group.codes >= 0) & rows
        n = np.bincount(group.codes[inside], minlength=len(group.levels))
        hits = np.bincount(group.codes[inside], counted[inside], len(group.levels))
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(n >= MIN_GROUP, hits / n, -1.0)
        apart = float(shares.max() - counted[rows].mean())
        p_value = exact.independence(np.column_stack([hits, n - hits]))[1] if apart > most else 1.0
        if p_value < MAX_P:
            claim = Claim("chi-squared and likelihood-ratio test", p_value, matters=True, is_counted=True)
            level: Scalar = group.levels[int(shares.argmax())]  # type: ignore[assignment]
            most, found = apart, WorstGroup(group.column, level, claim)
    return found


def _is_looked_at(view: View, group: Group) -> bool:
    """Whether a column has few groups, and no steps of a scale."""
    parts = view.context.variables[group.column]
    return len(group.levels) <= MAX_LEVELS and (parts.time_part or not parts.ordinal)
