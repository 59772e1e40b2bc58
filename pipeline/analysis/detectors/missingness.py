"""Values of one column are missing much more often in some rows than in others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference import exact, screen
from pipeline.analysis.pairs import bars_of_groups
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.analysis.variables.sample import Grouping
from pipeline.story import Plot

MIN_MISSING = 5  # rows
MIN_DIFFERENCE = 0.1  # of the shares missing, between two groups
MAX_COLUMNS = 200  # that have missing values and are looked at


@dataclass(frozen=True)
class MissingnessDetail:
    """The groups where most and fewest values are missing."""

    high: object
    low: object


class MissingnessDetector(Detector):
    """Whether a value is there, against every dimension: a table of counts for each pair."""

    name: ClassVar[str] = "missingness"
    section: ClassVar[str | None] = "doubt"
    repeats_facts: ClassVar[bool] = True
    comes_of: ClassVar[frozenset[str]] = frozenset({"open_cases"})

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        absent = incomplete_columns(context)
        if not absent or not context.groupings:
            return
        groupings = [context.sample.groupings[v.name] for v in context.groupings]
        p_values, strengths = screen.shares_by_group(groupings, np.column_stack(list(absent.values())))
        in_scope = _in_scope(context, list(absent))
        context.tests.count(self.name, int(in_scope.sum()))
        promising = in_scope & (p_values <= context.tests.CANDIDATE_P * screen.SLACK)
        names = list(absent)
        suspects = (
            Suspect(
                (names[j], groupings[i].name),
                float(strengths[i, j]),
                partial(self._test, context, names[j], absent[names[j]], groupings[i]),
            )
            for i, j in zip(*np.nonzero(promising), strict=True)
            if not context.follows(groupings[i].name, names[j])
        )
        yield from strongest_first(context, self.name, suspects)

    def _test(self, context: Context, name: str, missing: np.ndarray, grouping: Grouping) -> Candidate | None:
        inside = grouping.codes >= 0
        absent = np.bincount(grouping.codes[inside], missing[inside], len(grouping.levels))
        effect, p_value = exact.independence(np.column_stack([absent, grouping.sizes - absent]))
        shares = absent / grouping.sizes
        if p_value > context.tests.CANDIDATE_P or np.ptp(shares) < MIN_DIFFERENCE:
            return None
        dependence = context.dependence.without(name)
        return Candidate(
            kind=self.name,
            columns=(name, grouping.name),
            n=int(inside.sum()),
            effect="Cramér's V",
            effect_size=effect,
            strength=0.8 * effect,
            test="chi-squared and likelihood-ratio test",
            p_value=dependence.corrected_table(grouping.codes, missing.astype(int), p_value),
            unexpectedness=0.7,
            detail=MissingnessDetail(grouping.levels[int(shares.argmax())], grouping.levels[int(shares.argmin())]),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        column, dimension = candidate.columns
        high, low = candidate.detail.high, candidate.detail.low
        query = _proof(column, dimension, high, low)
        values = one_row(context.connection, query)
        more, less = values.number("high_share"), values.number("low_share")
        if more - less < MIN_DIFFERENCE:
            return None
        return Proven(query, values, _plot(context, column, dimension, (high, low)))


def incomplete_columns(context: Context) -> dict[str, np.ndarray]:
    """Columns with missing values, and where they are in the sample; of columns that miss the same rows the first."""
    found: dict[bytes, tuple[str, np.ndarray]] = {}
    for name in sorted(context.variables, key=lambda name: name != context.focus):
        variable, missing = context.variables[name], context.sample.missing.get(name)
        if (
            name in context.empty_by_design
            or missing is None
            or not MIN_MISSING <= variable.column.missing <= context.row_count - MIN_MISSING
        ):
            continue
        found.setdefault(missing.tobytes(), (name, missing))
        if len(found) == MAX_COLUMNS:
            break
    return dict(found.values())


def _proof(column: str, dimension: str, high: object, low: object) -> str:
    c, d = quote(column), quote(dimension)
    columns: dict[str, str] = {}
    for end, value in (("high", high), ("low", low)):
        inside = f"FILTER ({d} = {literal(value)})"
        columns |= {
            f"{end}_group": f"any_value({d}) {inside}",
            f"{end}_share": f"avg(CAST({c} IS NULL AS DOUBLE)) {inside}",
            f"{end}_rows": f"count(*) {inside}",
        }
    columns |= {"missing": f"count(*) FILTER ({c} IS NULL)", "rows": "count(*)"}
    return select(columns, where=f"{d} IS NOT NULL")


def _plot(context: Context, column: str, dimension: str, ends: tuple[object, object]) -> Plot:
    c, d = quote(column), quote(dimension)
    frame = context.connection.execute(
        f"SELECT {d} AS level, 100 * avg(CAST({c} IS NULL AS DOUBLE)) AS value FROM data WHERE {d} IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30"
    ).df()
    name = f"Rows without {column}"
    return bars_of_groups(frame, dimension, name, f"share of {wording.lowered(name)}", "%", ends, is_share=True)


def _in_scope(context: Context, absent: Sequence[str]) -> np.ndarray:
    """Of each grouping (rows) and incomplete column whether they are two, and what the user asked for."""
    in_scope = np.array([[v.name] for v in context.groupings]) != np.array([absent])
    if context.focus is not None:
        in_scope &= [[context.relates_to_focus(name, v.name) for name in absent] for v in context.groupings]
    return np.asarray(in_scope)
