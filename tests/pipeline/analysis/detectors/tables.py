"""Small tables and what is told of them, for the tests of single detectors."""

import numpy as np
import pandas as pd

from pipeline.story import Finding
from testing.truth.score import analysis_of


def findings_of(frame: pd.DataFrame, kind: str) -> list[Finding]:
    """The findings of one kind; their SQL is checked on the way."""
    return [finding for finding in analysis_of(frame).findings if finding.kind == kind]


def unrelated(rows: int = 400, seed: int = 5) -> pd.DataFrame:
    """Columns that know nothing of each other."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "length": rng.normal(50, 5, rows),
            "load": rng.lognormal(2, 0.5, rows),
            "colour": rng.choice(["red", "green", "blue"], rows),
            "city": rng.choice([f"town {i}" for i in range(15)], rows),
            "paid": rng.random(rows) < 0.3,
        }
    )
