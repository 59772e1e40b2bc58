"""Ranks of values."""

import numpy as np


def average_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, equal values with the mean of theirs; none may be missing."""
    order = np.argsort(values)  # in which equal ones may stand in any order
    ordered = values[order]
    begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(values)]
    ends = np.append(np.flatnonzero(begins), len(values))
    ranks = np.empty(len(values))
    ranks[order] = (0.5 * (ends[:-1] + ends[1:] + 1))[np.cumsum(begins) - 1]
    return ranks


def tied(ranks: np.ndarray) -> float:
    """The sum of t³ - t over groups of t equal ranks, by which ties lessen the variance of ranks."""
    _, sizes = np.unique(ranks, return_counts=True)
    sizes = sizes.astype(float)
    return float((sizes**3 - sizes).sum())
