"""Of a split the groups that can't be told from the first are named together; a file listed by price has no order."""

import numpy as np
import pandas as pd

from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import told

TOWNS = ["Ash", "Birch", "Cedar", "Dell", "Elm", "Fir", "Glen", "Hill", "Inn"]


def by_town() -> Fact:
    """Homes listed by price, from the start again five times: Ash and Birch are dearest, Inn has but eight homes."""
    rng = np.random.default_rng(22)
    sizes = [60, 60, 60, 60, 60, 60, 60, 60, 8]
    level = np.repeat([300, 300, 250, 200, 180, 170, 160, 150, 400], sizes)
    price = (level + rng.normal(0, 30, len(level))) * 1_000
    frame = pd.DataFrame({"town": np.repeat(TOWNS, sizes), "rooms": rng.integers(1, 7, len(level)), "price": price})
    parts = [part.sort_values("price") for _, part in frame.groupby(rng.integers(0, 5, len(level)))]
    (fact,) = [f for f in told(pd.concat(parts)).facts if f.kind == "split" and "town" in f.columns]
    return fact


def test_of_many_groups_large_ones_are_told_and_those_named_together_that_are_close() -> None:
    fact = by_town()
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert "Inn" not in fact.text
    assert "too close to say which of Ash and Birch is first" in fact.text.replace("Birch and Ash", "Ash and Birch")
