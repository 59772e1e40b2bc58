import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import analyze, context
from pipeline.analysis.selection.suspects import MAX_TESTED
from pipeline.options import Options
from testing.truth.tables import table_of


def test_of_very_many_related_pairs_the_strongest_are_told_and_the_others_counted() -> None:
    rng = np.random.default_rng(31)
    common = rng.normal(size=400)
    frame = pd.DataFrame({f"answer {i}": common + rng.normal(0, 1.5, 400) for i in range(60)})
    frame["dose"] = rng.normal(size=400)
    frame["response"] = frame["dose"] + 0.3 * rng.normal(size=400)
    analysis = analyze(table_of(frame), Options(), lambda _: None)
    pairs = 62 * 61 // 2
    tests = next(row for row in analysis.statistics.looked_for if row["kind"] == "correlation")["tests"]
    assert tests == pairs
    correlations = [set(f.columns) for f in analysis.findings if f.kind == "correlation"]
    assert {"dose", "response"} in correlations
    left_out = analysis.statistics.coverage.pairs_left_out["correlation"]
    assert pairs - MAX_TESTED - 61 * 2 <= left_out < pairs


def test_few_related_pairs_are_all_tested() -> None:
    rng = np.random.default_rng(32)
    frame = pd.DataFrame({f"x{i}": rng.normal(size=200) for i in range(6)})
    frame["x1"] += frame["x0"]
    assert not analyze(table_of(frame), Options(), lambda _: None).statistics.coverage.pairs_left_out


def test_of_a_very_wide_table_the_focus_and_the_dates_are_looked_at_wherever_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(context, "MAX_COLUMNS", 50)
    rng = np.random.default_rng(33)
    frame = pd.DataFrame(rng.normal(size=(30, 100))).add_prefix("gene ")
    frame["seen"] = pd.date_range("2024-01-01", periods=30)
    frame["outcome"] = frame["gene 0"] + 0.01 * rng.normal(size=30)
    analysis = analyze(table_of(frame), Options(focus="outcome"), lambda _: None)
    assert analysis.statistics.coverage.columns_left_out == 52
    assert analysis.findings[0].columns[:2] == ("outcome", "gene 0")
