"""What is only known of the rows that an outcome counts, such as why they left: how often each of it was named."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.story import Form, Plot

MAX_ELSEWHERE = 0.02  # of the rows with a reason, that the outcome doesn't count
MIN_KNOWN = 0.5  # of the rows that it counts
MIN_ROWS = 20
MAX_LEVELS = 30
TOLD = 4


@dataclass(frozen=True)
class Reasons:
    """What the words need beside the values."""

    target: Target
    by: str
    told: int  # the commonest first
    groups: int


class ReasonsFact(FactKind):
    """The commonest values of each column that says more of what the story counts, and of nothing else."""

    name: ClassVar[str] = "reasons"

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        for place, group in enumerate(reasons_of(view)[:2]):
            yield _draft(view, group, 7.6 - place)


def reasons_of(view: View) -> list[Group]:
    """The columns of few groups that are known where the outcome came, and hardly anywhere else."""
    if view.target.form is not Form.SHARE:
        return []
    hit = view.subject_values == 1
    return [group for group in view.groups if len(group.levels) <= MAX_LEVELS and _is_of(hit, group.codes >= 0)]


def _is_of(hit: np.ndarray, known: np.ndarray) -> bool:
    """Whether what is known is so of the rows that are counted only, and of most of these."""
    both = np.count_nonzero(hit & known)
    is_of_them = np.count_nonzero(known & ~hit) <= MAX_ELSEWHERE * np.count_nonzero(known)
    return bool(both >= MIN_ROWS and both >= MIN_KNOWN * np.count_nonzero(hit) and is_of_them and not hit.all())


def _draft(view: View, group: Group, worth: float) -> Draft:
    target, hit = view.target, view.subject_values == 1
    sizes = np.bincount(group.codes[hit & (group.codes >= 0)], minlength=len(group.levels))
    order = [int(i) for i in np.argsort(-sizes, kind="stable") if sizes[i] > 0]
    shown = [group.levels[i] for i in order[:TOLD]]
    aggregates = {"rows": "count(*)"}
    columns = cells(shown, aggregates) | {"all_rows": "sum(rows)"}
    columns |= {f"share_{i}": f"rows_{i} / all_rows" for i in range(1, len(shown) + 1)}
    return Draft(
        kind=ReasonsFact.name,
        section="how_much",
        columns=view.columns(target.column, group.column),
        n=int(sizes.sum()),
        query=proof_of_cells(
            columns, aggregates, grouped(group.sql, aggregates, f"{target.sql} = 1 AND {group.sql} IS NOT NULL")
        ),
        worth=worth,
        detail=Reasons(target, group.column, len(shown), len(order)),
        compares=False,
        plot=lambda _: _plot(group, sizes, order),
    )


def _plot(group: Group, sizes: np.ndarray, order: list[int]) -> Plot:
    return bars(
        [group.levels[i] for i in order],
        sizes[order],
        by=group.column,
        shown="Rows",
        alt_text=f"Bar chart of the number of rows for each {group.column}.",
        total=len(order),
    )
