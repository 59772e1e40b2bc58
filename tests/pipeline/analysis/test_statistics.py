import numpy as np
import pandas as pd

from bench.truth.tables import table_of
from pipeline.analysis import DETECTORS, analyze
from pipeline.options import Options


def test_says_what_was_looked_for_in_how_many_tests_and_what_came_of_it() -> None:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({f"x{i}": rng.normal(size=200) for i in range(4)})
    frame["x1"] += frame["x0"]
    statistics = analyze(table_of(frame), Options(), lambda _: None).statistics
    rows = {row["kind"]: row for row in statistics.looked_for}
    assert rows["correlation"]["tests"] == 6  # pairs of four measures
    assert rows["correlation"]["findings"] == 1
    assert rows["correlation"]["label"] == DETECTORS["correlation"].label
    assert rows["shape"]["findings"] == 0
    assert sum(row["tests"] for row in statistics.looked_for) == statistics.tests.run
