import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import analyze
from pipeline.options import Options
from testing.truth.tables import table_of


def test_says_what_was_looked_for_in_how_many_tests_and_what_came_of_it() -> None:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({f"x{i}": rng.normal(size=200) for i in range(4)})
    frame["x1"] += frame["x0"]
    statistics = analyze(table_of(frame), Options(), lambda _: None).statistics
    rows = {row["kind"]: row for row in statistics.looked_for}
    assert rows["correlation"]["tests"] == 6  # pairs of four measures
    assert rows["correlation"]["findings"] == 1
    assert rows["shape"]["findings"] == 0
    assert sum(row["tests"] for row in statistics.looked_for) == statistics.tests.run


def test_the_commonest_words_of_a_text_column_are_counted() -> None:
    rng = np.random.default_rng(4)
    words = [["late", "parcel", "friendly staff", "fine price"][i] for i in rng.integers(0, 4, 300)]
    texts = [f"number {i} of all comments: {word}" for i, word in enumerate(words)]
    statistics = analyze(table_of(pd.DataFrame({"comment": texts})), Options(), lambda _: None).statistics
    shares = {row["word"]: row["share"] for row in statistics.frequencies if row["column"] == "comment"}
    assert shares["staff"] == pytest.approx(np.mean([word == "friendly staff" for word in words]))
    assert "number" not in shares  # in all rows
