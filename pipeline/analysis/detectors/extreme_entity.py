"""One entity whose average is far away from those of all the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import special

from pipeline.analysis.bars import bars
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.distributions import normal_tail
from pipeline.analysis.inference.ledger import Ledger
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.analysis.variables.cells import Cells
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import as_python
from pipeline.story import Plot

MIN_ENTITIES = 12
MIN_ROWS = 5  # of an entity that is compared
MIN_DEVIATIONS = 5.0
SET_ASIDE = 20  # one in so many entities, two at least, may be the odd ones; the spread is judged from the others
NO_SPREAD = 0.1  # prior probability that the entities differ by their rows alone
MAX_VARIANCE_RATIO = 150.0  # times what is typical: the range of variances between entities that is looked at
GRID = 50
UNLIKELY = 20.0  # log-likelihood below the best, from which a variance isn't looked at
FAR = 5.0  # robust standard deviations from the median, beyond which values are winsorized
MIN_RANK_Z = 3.3  # standard errors of the entity's mean rank
MAX_COLUMNS = 6  # of entities
MAX_MEASURES = 40
MAX_BARS = 15


@dataclass(frozen=True)
class ExtremeEntityDetail:
    """The entity."""

    level: object


class ExtremeEntityDetector(Detector):
    """Entities' means, each over its own error and their spread; the farthest one is tested."""

    name: ClassVar[str] = "extreme_entity"
    section: ClassVar[str | None] = "who_where"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        entities = context.entities(MIN_ENTITIES)
        measures = [m for m in context.measures if context.relates_to_focus(m.name) and not m.ordinal][:MAX_MEASURES]
        for entity in entities[:MAX_COLUMNS] if measures else []:
            for measure, means in zip(measures, _means_of(context, entity.name, measures), strict=True):
                yield from self._test(context, entity, measure.name, means)

    def _test(self, context: Context, entity: Variable, measure: str, means_of: "_Means") -> Iterator[Candidate]:
        if len(means_of.levels) < MIN_ENTITIES or context.follows(entity.name, measure):
            return
        context.tests.count(self.name)
        sizes, means = means_of.sizes, means_of.sums / means_of.sizes
        own = float(np.median((means_of.squares - sizes * means**2) / (sizes - 1))) / sizes
        if not own.min() > 0:
            return
        place, deviation, p_value = farthest(means, own)
        if p_value > context.tests.CANDIDATE_P or abs(deviation) < MIN_DEVIATIONS:
            return
        level = as_python(means_of.levels[place])
        z = self._rank_z(context, entity.name, measure, level)
        if _reach(context, measure) is None:
            p_value = max(p_value, min(1.0, 2 * len(means) * float(normal_tail(z))))
        if z <= MIN_RANK_Z or p_value > context.tests.CANDIDATE_P:
            return
        yield Candidate(
            kind=self.name,
            columns=(entity.name, measure),
            n=int(sizes.sum()),
            effect="distance from the other entities, in their standard deviations",
            effect_size=deviation,
            strength=min(1.0, float(np.log2(abs(deviation) / MIN_DEVIATIONS * 2)) / 4),
            test="farthest mean, by the spread of all the others (partial posterior predictive, Bonferroni)",
            p_value=p_value,
            unexpectedness=0.8,
            detail=ExtremeEntityDetail(level),
        )

    def _rank_z(self, context: Context, entity: str, measure: str, level: object) -> float:
        """Standard errors of the entity's mean rank, so that not a single far value makes its mean."""
        inside = context.sample.rows_of(entity, level)
        ranks = context.sample.ranks[measure][inside & ~np.isnan(context.sample.numbers[measure])]
        return abs(float(ranks.mean())) * float(np.sqrt(len(ranks))) if len(ranks) else np.inf

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        entity, measure = candidate.columns
        e, m = quote(entity), context.sql(measure)
        inside = f"FILTER (entity = {literal(candidate.detail.level)})"
        means = (
            f"(SELECT {e} AS entity, avg({m}) AS average, count({m}) AS n FROM data WHERE {e} IS NOT NULL GROUP BY 1)"
        )
        columns = {
            "entity": f"any_value(entity) {inside}",
            "entity_average": f"any_value(average) {inside}",
            "entity_rows": f"any_value(n) {inside}",
            "median_of_others": f"median(average) FILTER (entity <> {literal(candidate.detail.level)})",
            "ratio": context.relative(measure, "entity_average / nullif(median_of_others, 0)"),
            "entities": "count(*)",
        }
        query = select(columns, f"{means} AS means", "average IS NOT NULL")
        values = one_row(context.connection, query)
        return Proven(query, values, _plot(context, entity, measure, values["entity"]))


@dataclass(frozen=True)
class _Means:
    """Entities with enough rows: numbers, sums and sums of squares of their values."""

    levels: np.ndarray
    sizes: np.ndarray
    sums: np.ndarray
    squares: np.ndarray

    @classmethod
    def of(cls, levels: np.ndarray, sizes: np.ndarray, sums: np.ndarray, squares: np.ndarray) -> "_Means":
        """Of those with enough rows."""
        enough = sizes >= MIN_ROWS
        return cls(levels[enough], sizes[enough], sums[enough], squares[enough])


def farthest(means: np.ndarray, own: np.ndarray) -> tuple[int, float, float]:
    """The place of the farthest mean, its distance from the median in standard deviations, and the p-value of that.

    ``own``: the variance of each mean that comes from its rows. To it comes a variance between the entities, the same
    for all, which the other entities tell: the p-value (Bonferroni) is averaged over what it may be (partial posterior
    predictive p-value: Bayarri & Berger 2000, J. Am. Stat. Assoc. 95); 1.0 where it is above ``CANDIDATE_P`` even with
    none. Misleads where more than a few are far off.
    """
    distances = means - np.median(means)
    order = np.argsort(-np.abs(distances) / np.sqrt(own + np.median(distances**2)), kind="stable")
    place = int(order[0])
    aside = max(2, len(means) // SET_ASIDE) - 1
    least_p = 2 * len(means) * float(normal_tail(abs(distances[place]) / np.sqrt(own[place])))
    if least_p > Ledger.CANDIDATE_P:
        return place, float(distances[place] / np.sqrt(own[place])), 1.0
    kept = order[1 + aside :]
    between, weights = _between(distances[kept] ** 2, own[kept], aside)
    tails = normal_tail(abs(distances[place]) / np.sqrt(own[place] + between))
    deviation = float(distances[place] / np.sqrt(own[place] + weights @ between))
    return place, deviation, min(1.0, 2 * len(means) * float(weights @ tails))


def _between(squares: np.ndarray, own: np.ndarray, aside: int) -> tuple[np.ndarray, np.ndarray]:
    """Variances that there may be between entities, and their posterior probabilities.

    From the squared distances from the middle, normal with the variance ``own`` and that one; ``aside`` more lie
    beyond all of them. Prior: none at all with probability ``NO_SPREAD``, else as one over the standard deviation.
    """
    typical = float(np.median(own))
    most = MAX_VARIANCE_RATIO * max(typical, float(np.median(squares)))

    def log_likelihood(between: float) -> float:
        total = own + between
        ratios = squares / total
        return float(-(ratios + np.log(total)).sum() / 2 + aside * special.log_ndtr(-np.sqrt(ratios.max())))

    grid = np.r_[0.0, np.geomspace(typical / MAX_VARIANCE_RATIO, most, GRID)]
    likely = np.array([log_likelihood(between) for between in grid])
    inside = np.flatnonzero(likely > likely.max() - UNLIKELY)
    grid = np.linspace(grid[max(inside[0] - 1, 0)], grid[min(inside[-1] + 1, GRID)], GRID)
    likely = np.array([log_likelihood(between) for between in np.r_[0.0, grid]])
    density = 0.5 / np.sqrt(typical + grid) / (np.sqrt(typical + most) - np.sqrt(typical))
    prior = np.r_[NO_SPREAD, (1 - NO_SPREAD) * density * np.gradient(grid)]
    weights = np.exp(likely - likely.max()) * prior
    return np.r_[0.0, grid], weights / weights.sum()


def _reach(context: Context, measure: str) -> tuple[float, float] | None:
    """Where far values are winsorized to; None where most values are the same, so that nothing says what is far."""
    values = context.sample.numbers[measure]
    middle = float(np.nanmedian(values))
    reach = FAR * 1.4826 * float(np.nanmedian(np.abs(values - middle)))
    return (middle - reach, middle + reach) if reach > 0 else None


def _means_of(context: Context, entity: str, measures: Sequence[Variable]) -> Iterator[_Means]:
    """The entities' values of each measure, in memory where all rows are there; else see :func:`_moments`."""
    factor = context.sample.factor(entity)
    if factor is None or not context.sample.complete:
        columns = context.connection.execute(_moments(context, entity, measures)).fetchnumpy()
        names = np.ma.getdata(columns["entity"])
        for i in range(len(measures)):
            yield _Means.of(names, *(np.ma.filled(columns[f"{part}{i}"], 0).astype(float) for part in "nsq"))
        return
    inside = factor.codes >= 0
    cells, names = Cells(inside, factor.codes[inside], (len(factor.levels),)), np.array(factor.levels, dtype=object)
    for measure in measures:
        values, reach = context.sample.numbers[measure.name], _reach(context, measure.name)
        if reach is not None:
            values = np.clip(values, *reach) - sum(reach) / 2
        yield _Means.of(names, cells.sizes(values), cells.sums(values), cells.sums(values**2))


def _moments(context: Context, entity: str, measures: Sequence[Variable]) -> str:
    """SQL: for each entity the number n, sum s and sum of squares q of each measure's values.

    They are counted from the measure's middle, which keeps the squares' difference exact, and the far ones are
    winsorized (Huber 1964). Half the time of SQL's own mean and variance.
    """
    e = quote(entity)
    winsorized = ", ".join(f"{_winsorized_sql(context, measure.name)} AS x{i}" for i, measure in enumerate(measures))
    listed = ", ".join(
        f"count(x{i}) AS n{i}, sum(x{i}) AS s{i}, sum(x{i} * x{i}) AS q{i}" for i in range(len(measures))
    )
    return (
        f"SELECT entity, {listed} FROM (SELECT {e} AS entity, {winsorized} FROM data WHERE {e} IS NOT NULL) AS rows "
        "GROUP BY 1 ORDER BY 1"
    )


def _winsorized_sql(context: Context, measure: str) -> str:
    x, reach = context.sql(measure), _reach(context, measure)
    if reach is None:
        return f"CAST({x} AS DOUBLE)"
    low, high = reach
    middle, half = (low + high) / 2, (high - low) / 2
    return f"CASE WHEN {x} < {low!r} THEN {-half!r} WHEN {x} > {high!r} THEN {half!r} ELSE {x} - {middle!r} END"


def _plot(context: Context, entity: str, measure: str, level: object) -> Plot:
    e, m = quote(entity), context.sql(measure)
    frame: pd.DataFrame = context.connection.execute(
        f"SELECT {e} AS entity, avg({m}) AS average FROM data WHERE {e} IS NOT NULL AND {m} IS NOT NULL GROUP BY 1 "
        f"HAVING count(*) >= {MIN_ROWS} OR {e} = {literal(level)} ORDER BY abs(avg({m})) DESC, 1"
    ).df()
    chosen = (frame.index < MAX_BARS - 1) | (frame["entity"] == level)
    return bars(
        frame["entity"][chosen],
        frame["average"][chosen],
        by=entity,
        shown=f"Average {measure}",
        alt_text=f"Bar chart of the average {measure} by {entity}, {label(level)} marked.",
        unit=context.unit(measure),
        marked=[level],
    )
