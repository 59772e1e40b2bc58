"""Columns, and single groups of columns, as one number a row, so that all their relations are correlations."""

from dataclasses import dataclass

import numpy as np

from pipeline.analysis.context import Context
from pipeline.analysis.sql import literal, quote
from pipeline.analysis.variables.sample import Grouping

MAX_FEATURES = 60
MAX_LEVELS = 5  # of a dimension whose groups are looked at one by one


@dataclass(frozen=True)
class Feature:
    """A measure's ranks, or whether a row is in one group: a number a row, and the same in SQL."""

    column: str
    level: object | None  # None: a measure
    source: str  # SQL of the column
    scores: np.ndarray  # mean 0, variance 1; 0 where missing
    present: np.ndarray

    @property
    def sql(self) -> str:
        """The value of a row."""
        return self.source if self.level is None else f"CAST({self.source} = {literal(self.level)} AS INTEGER)"


def features_of(context: Context) -> list[Feature]:
    """Each measure, and each group of the small dimensions; of two groups one will do."""
    features = []
    for variable in context.measures:
        if not variable.ordinal:
            present = ~np.isnan(context.sample.numbers[variable.name])
            features.append(Feature(variable.name, None, variable.sql, context.sample.ranks[variable.name], present))
    for variable in context.groupings:
        grouping = context.sample.groupings[variable.name]
        if len(grouping.levels) > MAX_LEVELS:
            continue
        chosen = [chosen_level(grouping)] if len(grouping.levels) == 2 else range(len(grouping.levels))
        features.extend(_indicator(grouping, level) for level in chosen)
    return features[:MAX_FEATURES]


def chosen_level(outcome: Grouping) -> int:
    """Of two values the one to speak of: true, one and yes; else the rarer."""
    for i, value in enumerate(outcome.levels):
        if value is True or value == 1 or str(value).casefold() in {"yes", "y", "true", "1"}:
            return i
    return int(np.argmin(outcome.sizes))


def _indicator(grouping: Grouping, level: int) -> Feature:
    present = grouping.codes >= 0
    hits = (grouping.codes == level).astype(float)
    share = float(hits[present].mean())
    scores = np.where(present, (hits - share) / np.sqrt(max(share * (1 - share), 1e-12)), 0.0)
    return Feature(grouping.name, grouping.levels[level], quote(grouping.name), scores, present)


def centred_within(matrix: np.ndarray, present: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Each column of ``matrix`` (rows, features) less its mean in each group, over the rows where it is present."""
    k = int(codes.max(initial=0)) + 1
    one_hot = np.zeros((len(codes), k))
    one_hot[np.arange(len(codes)), codes] = 1.0
    means = (one_hot.T @ matrix) / np.maximum(one_hot.T @ present, 1)
    return np.asarray((matrix - means[codes]) * present)


def within_groups(scores: np.ndarray, codes: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """One feature less its mean in each group, over the rows ``inside``; 0 elsewhere."""
    result = np.zeros(len(scores))
    sizes = np.maximum(np.bincount(codes[inside]), 1)
    result[inside] = scores[inside] - (np.bincount(codes[inside], scores[inside]) / sizes)[codes[inside]]
    return result


def correlations(matrix: np.ndarray, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of every two centred features, over the rows where both are present: the correlation, and how many rows."""
    squares = (matrix**2).T @ present
    scale = np.sqrt(squares * squares.T)
    r = np.divide(matrix.T @ matrix, scale, out=np.zeros_like(scale), where=scale > 1e-9)
    return np.clip(r, -1, 1), present.T @ present
