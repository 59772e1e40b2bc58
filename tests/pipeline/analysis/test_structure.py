import numpy as np
import pandas as pd

from bench.truth.tables import table_of
from pipeline.analysis import analyze
from pipeline.options import Options


def test_columns_that_follow_from_others_are_told_once_as_structure() -> None:
    rng = np.random.default_rng(12)
    n = 300
    frame = pd.DataFrame({"price": np.round(rng.lognormal(3, 0.4, n), 2), "pieces": rng.integers(1, 30, n)})
    frame["paid"] = np.round(frame["price"] * frame["pieces"], 2)
    frame["celsius"] = np.round(rng.normal(15, 8, n), 1)
    frame["fahrenheit"] = frame["celsius"] * 9 / 5 + 32
    for name in ("food", "rent", "travel"):
        frame[name] = np.round(rng.gamma(2, 100, n), 2)
    frame["spent"] = frame["food"] + frame["rent"] + frame["travel"]
    frame["code"] = rng.choice(["N", "S", "E"], n)
    frame["region"] = frame["code"].map({"N": "North", "S": "South", "E": "East"})
    analysis = analyze(table_of(frame), Options(), lambda _: None)
    told = {(note.columns[0], frozenset(note.columns[1:])) for note in analysis.quality if note.kind == "structure"}
    assert told == {
        ("paid", frozenset({"price", "pieces"})),
        ("celsius", frozenset({"fahrenheit"})),
        ("spent", frozenset({"food", "rent", "travel"})),
        ("code", frozenset({"region"})),
    }
    pairs = [{"paid", "price"}, {"celsius", "fahrenheit"}, {"spent", "food"}, {"code", "region"}]
    assert not [f for f in analysis.findings if any(pair <= set(f.columns) for pair in pairs)]
