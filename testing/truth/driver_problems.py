"""Harder problems of what goes with a focus column: weak, bent and joint effects among decoys that only look alike.

Friedman's first is the public one of Friedman (1991), Multivariate adaptive regression splines, Ann. Stat. 19.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.analysis.context import make_context
from pipeline.analysis.detectors.driver import DriverDetector
from pipeline.options import Options
from testing.truth.tables import table_of

Generator = np.random.Generator
CERTAIN = 2e-4  # p-value of a list that a story's false-discovery rate keeps


@dataclass(frozen=True)
class Problem:
    """A table, the column that is asked about, and the columns that it is made of."""

    frame: pd.DataFrame
    focus: str
    drivers: frozenset[str]


def friedman(rng: Generator) -> Problem:
    """Five of ten columns: two act together, one is bent, one is weak."""
    n = int(rng.choice([300, 600, 1500]))
    x = rng.random((n, 10))
    y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    frame = _named(x).assign(y=y + rng.normal(0, rng.choice([1, 2.5]), n))
    return Problem(frame, "y", frozenset(f"c{i}" for i in range(5)))


def correlated(rng: Generator) -> Problem:
    """Three of twelve columns, each of which goes with its neighbours."""
    n, p = int(rng.choice([500, 1500])), 12
    x = rng.normal(size=(n, p)) @ np.linalg.cholesky(0.6 ** np.abs(np.subtract.outer(range(p), range(p)))).T
    frame = _named(x).assign(y=x[:, 1] - 0.7 * x[:, 5] + 0.5 * x[:, 9] + rng.normal(0, 1.3, n))
    return Problem(frame, "y", frozenset({"c1", "c5", "c9"}))


def outcome(rng: Generator) -> Problem:
    """Four of twelve columns decide between yes and no, the last by both of its ends."""
    n = int(rng.choice([600, 1500]))
    x = rng.normal(size=(n, 12))
    odds = 1.2 * x[:, 0] - x[:, 1] + 0.7 * x[:, 2] + 0.5 * (x[:, 3] ** 2 - 1)
    frame = _named(x).assign(y=np.where(rng.random(n) < 1 / (1 + np.exp(-odds)), "yes", "no"))
    return Problem(frame, "y", frozenset(f"c{i}" for i in range(4)))


def mixed(rng: Generator) -> Problem:
    """Groups and numbers, one bent, one weak, one that turns another on; beside them decoys and noise."""
    n = int(rng.choice([500, 1200, 3000]))
    alpha, beta, bent = rng.normal(size=n), rng.normal(size=n), rng.random(n) * 100
    grade, half = rng.choice(list("ABCD"), n, p=[0.4, 0.3, 0.2, 0.1]), rng.choice(["x", "y"], n)
    lift = np.select([grade == "A", grade == "B", grade == "C"], [0, 0.8, -0.4], 1.2) + 0.5 * (half == "x")
    y = alpha + 0.45 * beta + 0.6 * np.abs((bent - 50) / 25) + 0.8 * alpha * (half == "x") + lift
    columns = {"alpha": alpha, "beta": beta, "bent": bent, "grade": grade, "half": half}
    decoys = {
        "like_alpha": alpha + rng.normal(0, 0.6, n),
        "like_both": alpha + beta + rng.normal(size=n),
        "like_grade": np.where(rng.random(n) < 0.75, grade, rng.choice(list("ABCD"), n)),
    }
    noise = {f"noise_{i}": rng.normal(size=n) if i % 2 else rng.choice(list("pqrst"), n) for i in range(6)}
    frame = pd.DataFrame(columns | decoys | noise).assign(score=y + rng.normal(0, 1.2, n))
    return Problem(frame, "score", frozenset(columns))


def _named(x: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(x, columns=[f"c{i}" for i in range(x.shape[1])])


PROBLEMS: Mapping[str, Callable[[Generator], Problem]] = {
    problem.__name__: problem for problem in (friedman, correlated, outcome, mixed)
}


def listed(name: str, seed: int) -> tuple[frozenset[str], frozenset[str]]:
    """The columns that the list of a problem names, and those that it should name."""
    problem = PROBLEMS[name](np.random.default_rng([zlib.crc32(name.encode()), seed]))
    table = table_of(problem.frame)
    try:
        context = make_context(table, Options(focus=problem.focus))
        found = [c for c in DriverDetector().detect(context) if c.p_value is not None and c.p_value <= CERTAIN]
    finally:
        table.close()
    return frozenset(column for c in found for column in c.columns) - {problem.focus}, problem.drivers
