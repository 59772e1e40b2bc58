"""What a planted data set is, and the columns around what is planted."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

Generator = np.random.Generator


@dataclass(frozen=True)
class Planted:
    """A data set and what must be said of it."""

    frame: pd.DataFrame
    kinds: tuple[str, ...]  # any of these kinds of finding tells the fact
    columns: frozenset[str]  # that the finding must name
    caveat: str | None = None  # a column that a caveat must name
    focus: str | None = None
    allowed: frozenset[str] = frozenset()  # other columns that true findings may name


def background(rng: Generator, n: int, dated: bool = True) -> dict[str, object]:
    """Columns that know nothing of each other or of anything planted."""
    columns: dict[str, object] = {
        "record_id": np.arange(n) + 1000,
        "weight": rng.normal(70, 12, n),
        "income": rng.lognormal(8, 0.6, n),
        "visits_made": rng.poisson(4, n),
        "colour": rng.choice(["red", "green", "blue"], n),
        "branch": rng.choice(["A", "B", "C", "D", "E"], n),
        "member": rng.choice(["yes", "no"], n, p=[0.4, 0.6]),
    }
    if dated:
        columns["seen_on"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 700, n), unit="D")
    return columns


def rows_of_table(rng: Generator) -> int:
    return int(rng.choice([400, 1500]))


def size_at(strength: float, n: int) -> float:
    """The standardised effect at which ``strength`` is the expected z of its plain test."""
    return strength / np.sqrt(n)
