"""A few of many entities hold most of a measure's total, or of the rows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.sql import one_row, quote
from pipeline.analysis.variables.cells import Cells
from pipeline.analysis.variables.sample import as_float
from pipeline.story import Plot

MIN_ENTITIES = 10
MIN_OF_ROWS = 20  # entities, for their shares of the rows to be told
TOP = 0.2  # of the entities
MIN_SHARE = 0.6  # of the total, held by the top fifth
MAX_COLUMNS = 5  # entity columns looked at
MAX_BARS = 20


@dataclass(frozen=True)
class ConcentrationDetail:
    """What is added up."""

    measure: str | None  # None: the rows are counted


class ConcentrationDetector(Detector):
    """Counted, not tested: Pareto's share of the top fifth of the entities."""

    name: ClassVar[str] = "concentration"
    section: ClassVar[str | None] = "who_where"
    news_of_one: ClassVar[News | None] = News.DOMINANCE

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        entities = context.entities(MIN_ENTITIES)
        measures = [None, *(m.name for m in context.measures if m.adds_up)]
        for entity in entities[:MAX_COLUMNS]:
            told = measures if entity.column.distinct >= MIN_OF_ROWS else measures[1:]  # of few entities no rows
            in_scope = [m for m in told if context.relates_to_focus(entity.name, m or entity.name)]
            if in_scope:
                yield from self._of(context, entity.name, in_scope)

    def _of(self, context: Context, entity: str, measures: Sequence[str | None]) -> Iterator[Candidate]:
        rows, sizes = _summed(context, entity, measures) or _scanned(context, entity, measures)
        for measure, size in zip(measures, sizes, strict=True):
            share, row_share = _top_shares(size, rows)
            if not MIN_SHARE <= share <= 1:
                continue
            if measure is not None and share < row_share + 0.05:
                continue  # follows from who has most rows
            yield Candidate(
                kind=self.name,
                columns=(entity,) if measure is None else (entity, measure),
                n=int(rows.sum()),
                effect="share of the total that the top fifth holds",
                effect_size=share,
                strength=(share - TOP) / (1 - TOP),
                unexpectedness=0.6,
                detail=ConcentrationDetail(measure),
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        entity, measure = candidate.columns[0], candidate.detail.measure
        query = _proof(context, entity, measure)
        values = one_row(context.connection, query)
        return Proven(query, values, _plot(context, entity, measure))


def _summed(
    context: Context, entity: str, measures: Sequence[str | None]
) -> tuple[np.ndarray, list[np.ndarray]] | None:
    """The rows of each entity, and the size of each measure; None where not all rows are held."""
    sample, factor = context.sample, context.sample.factor(entity)
    if not sample.complete or factor is None or any(m is not None and m not in sample.numbers for m in measures):
        return None
    inside = factor.codes >= 0
    cells = Cells(inside, factor.codes[inside], (len(factor.levels),))
    rows = cells.rows()
    return rows, [rows if measure is None else _sums(cells, sample.numbers[measure]) for measure in measures]


def _sums(cells: Cells, values: np.ndarray) -> np.ndarray:
    """Of the values in each cell; NaN where there are none."""
    return np.where(cells.sizes(values) > 0, cells.sums(values), np.nan)


def _scanned(context: Context, entity: str, measures: Sequence[str | None]) -> tuple[np.ndarray, list[np.ndarray]]:
    """The same by one scan of a table that is too long to be held."""
    sizes = ", ".join(f"{_size(context, measure)} AS size{i}" for i, measure in enumerate(measures))
    e = quote(entity)
    columns = context.connection.execute(
        f"SELECT count(*) AS rows, {sizes} FROM data WHERE {e} IS NOT NULL GROUP BY {e} ORDER BY {e}"
    ).fetchnumpy()
    rows = as_float(np.asarray(columns["rows"]))
    return rows, [as_float(np.ma.asarray(columns[f"size{i}"])) for i in range(len(measures))]


def _size(context: Context, measure: str | None) -> str:
    return "count(*)" if measure is None else f"sum({context.sql(measure)})"


def _top_shares(size: np.ndarray, rows: np.ndarray) -> tuple[float, float]:
    """The shares of all sizes and of all rows that the top fifth by size holds; NaN where the sizes add up to nothing.

    Both arrays: one value an entity. A size that is missing, NaN, comes last.
    """
    total = float(np.nansum(size))
    top = np.argsort(-size, kind="stable")[: math.ceil(round(TOP * len(size), 6))]
    return float(np.nansum(size[top])) / total if total else math.nan, float(rows[top].sum() / rows.sum())


def _proof(context: Context, entity: str, measure: str | None) -> str:
    e = quote(entity)
    sizes = (
        f"SELECT {e} AS entity, {_size(context, measure)} AS size, count(*) AS rows, "
        f"row_number() OVER (ORDER BY {_size(context, measure)} DESC, {e}) AS place, count(*) OVER () AS entities "
        f"FROM data WHERE {e} IS NOT NULL GROUP BY 1"
    )
    top = f"place <= ceil({TOP} * entities)"
    return (
        f"SELECT sum(size) FILTER ({top}) / nullif(sum(size), 0) AS share, "
        f"sum(rows) FILTER ({top}) / CAST(sum(rows) AS DOUBLE) AS row_share, count(*) FILTER ({top}) AS top_entities, "
        "count(*) AS entities, min(entity) FILTER (place = 1) AS largest, "
        "max(size) FILTER (place = 1) / nullif(sum(size), 0) AS largest_share, CAST(sum(rows) AS BIGINT) AS rows "
        f"FROM ({sizes}) AS sizes"
    )


def _plot(context: Context, entity: str, measure: str | None) -> Plot:
    e = quote(entity)
    frame: pd.DataFrame = context.connection.execute(
        f"SELECT CAST({e} AS VARCHAR) AS entity, CAST({_size(context, measure)} AS DOUBLE) AS size, "
        "100 * sum(size) OVER (ORDER BY size DESC, entity) / sum(size) OVER () AS so_far, count(*) OVER () AS entities "
        f"FROM data WHERE {e} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MAX_BARS}"
    ).df()
    name = "Rows" if measure is None else f"Total {measure}"
    return Plot(
        kind="pareto",
        title=f"The largest {entity} by {wording.lowered(name)}, and what they hold together",
        frame=frame[["entity", "size"]],
        x="entity",
        y="size",
        x_label=entity,
        y_label=name,
        alt_text=f"Bar chart of the {wording.lowered(name)} of the largest values of {entity}.",
        y_unit=context.unit(measure) if measure else None,
        fit=frame[["entity", "so_far"]].rename(columns={"so_far": "size"}),
        total=int(frame["entities"].iloc[0]),
        counted=f"values of {entity}",
    )
