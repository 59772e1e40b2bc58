"""The tables that all programs get: seeded, of mixed columns, always with a date."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

PART = 200_000  # rows made at once


@dataclass(frozen=True)
class Shape:
    """Of a table."""

    rows: int
    columns: int

    def holds(self, other: "Shape") -> bool:
        """Whether the other table is no longer and no wider."""
        return other.rows <= self.rows and other.columns <= self.columns

    def __str__(self) -> str:
        return f"{self.rows:,} x {self.columns:,}"


QUICK = (Shape(1_000, 20),)
SHAPES = (Shape(1_000, 20), Shape(100_000, 20), Shape(1_000_000, 20), Shape(1_000, 200), Shape(1_000, 2_000))


def write(shape: Shape, path: Path, seed: int = 1) -> None:
    """Write a table as CSV: a key, a date, categories, truth values, counts, texts and amounts, some related."""
    rng = np.random.default_rng(seed)
    for start in range(0, shape.rows, PART):
        rows = min(PART, shape.rows - start)
        frame = _part(rng, start, rows, shape.columns)
        frame.to_csv(path, mode="a" if start else "w", header=not start, index=False)


def _part(rng: np.random.Generator, start: int, rows: int, columns: int) -> pd.DataFrame:
    region = rng.choice(["North", "South", "East", "West"], rows, p=[0.4, 0.3, 0.2, 0.1])
    revenue = np.round(rng.lognormal(4, 0.6, rows) * np.where(region == "North", 1.5, 1.0), 2)
    made: dict[str, object] = {
        "order_id": np.arange(start + 100_000, start + 100_000 + rows),
        "ordered_at": pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 730, rows), unit="D"),
        "region": region,
        "revenue": revenue,
        "cost": np.round(revenue * rng.normal(0.6, 0.1, rows), 2),
    }
    for place in range(len(made), columns):
        made[f"{KINDS[place % len(KINDS)]}_{place}"] = _column(rng, KINDS[place % len(KINDS)], rows)
    return pd.DataFrame(made)


KINDS = ("amount", "group", "count", "rate", "flag", "note", "amount", "score")


def _column(rng: np.random.Generator, kind: str, rows: int) -> object:
    match kind:
        case "group":
            return rng.choice([f"group {number}" for number in range(12)], rows)
        case "count":
            return rng.poisson(20, rows)
        case "rate":
            return np.round(rng.beta(2, 5, rows), 4)
        case "flag":
            return rng.choice(["yes", "no"], rows)
        case "note":
            return rng.choice(["as agreed", "called back, no answer", 'says "later"', ""], rows)
        case "score":
            return rng.integers(1, 6, rows)
        case _:
            return np.round(rng.normal(100, 15, rows), 2)
