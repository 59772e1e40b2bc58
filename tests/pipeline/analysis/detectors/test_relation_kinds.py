"""Kinds of findings about two or three columns: each is told where it was planted, with scipy's numbers."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.analysis import analyze
from pipeline.narrative.words import with_words
from pipeline.options import Options
from pipeline.story import Finding
from testing.truth.tables import table_of
from tests.pipeline.narrative.backing import unsupported


def findings(frame: pd.DataFrame, focus: str | None = None) -> list[Finding]:
    return list(with_words(analyze(table_of(frame), Options(focus=focus), lambda _: None)).findings)


def columns(seed: int, n: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({name: rng.normal(size=n) for name in ("weight", "dose", "other")})
    return frame.assign(colour=rng.choice(["red", "green", "blue"], n), member=rng.choice(["yes", "no"], n))


@pytest.mark.parametrize("focus", [None, "weight", "member"])
def test_columns_that_know_nothing_of_each_other_have_nothing_to_tell(focus: str | None) -> None:
    kinds = {"correlation", "relationship", "paradox", "driver", "difference", "rate", "association"}
    assert not kinds & {f.kind for seed in range(3) for f in findings(columns(seed), focus)}


def test_a_correlation_is_told_with_spearmans_own_number() -> None:
    frame = columns(10)
    frame["answer"] = np.exp(0.6 * frame["dose"] + np.random.default_rng(1).normal(size=400))
    told = next(f for f in findings(frame) if f.kind == "correlation")
    expected = stats.spearmanr(frame["dose"], frame["answer"])
    assert set(told.columns) == {"dose", "answer"}
    assert told.values["correlation"] == pytest.approx(expected.statistic)
    assert told.p_value == pytest.approx(expected.pvalue, rel=0.5)


def test_columns_that_are_mostly_zero_do_not_correlate_by_a_few_shared_rows() -> None:
    first, second = np.zeros(60), np.zeros(60)
    first[:9], second[4:13] = np.arange(1, 10), np.arange(1, 10)
    overlap = stats.hypergeom.sf(4, 60, 9, 9)  # five rows of nine shared
    assert overlap > 1e-3
    told = findings(pd.DataFrame({"seldom": first, "rarely": second, "size": np.arange(60) % 7 + 0.5}))
    assert not [f for f in told if f.kind == "correlation"]


def test_what_goes_with_the_focus_is_listed_and_nothing_else() -> None:
    frame = columns(11)
    frame["happiness"] = frame["dose"] + 1.2 * (frame["colour"] == "red") + np.random.default_rng(2).normal(size=400)
    told = next(f for f in findings(frame, "happiness") if f.kind == "driver")
    assert told.columns == ("happiness", "dose", "colour")


def test_a_rate_that_turns_round_within_groups_is_told_as_a_paradox() -> None:
    rng = np.random.default_rng(12)
    easy = rng.random(3000) < 0.5
    women = rng.random(3000) < np.where(easy, 0.15, 0.85)
    admitted = rng.random(3000) < np.where(easy, 0.65, 0.15) + 0.15 * women
    frame = pd.DataFrame({"faculty": np.where(easy, "easy", "hard"), "gender": np.where(women, "f", "m")})
    frame["admitted"] = np.where(admitted, "yes", "no")
    told = next(f for f in findings(frame) if f.kind == "paradox")
    assert set(told.columns) == {"faculty", "gender", "admitted"}
    overall, within = told.values["overall"], told.values["within"]
    assert isinstance(overall, float)
    assert isinstance(within, float)
    rates = pd.Series(admitted).groupby(women).mean()
    assert abs(overall) == pytest.approx(abs(rates[True] - rates[False]))
    assert overall * within < 0


def test_a_paradox_of_a_year_and_a_yes_keeps_the_year_in_its_headline() -> None:
    rng = np.random.default_rng(14)
    easy = rng.random(3000) < 0.5
    later = rng.random(3000) < np.where(easy, 0.15, 0.85)
    admitted = rng.random(3000) < np.where(easy, 0.65, 0.15) + 0.15 * later
    frame = pd.DataFrame({"faculty": np.where(easy, "easy", "hard"), "year": np.where(later, 85, 78)})
    frame["admitted"] = np.where(admitted, "yes", "no")
    told = next(f for f in findings(frame) if f.kind == "paradox")
    assert "85" in told.headline
    assert not unsupported(told.headline, told.values.values(), ["faculty", "year", "admitted", "yes", "no"])


def test_customers_of_three_rows_each_count_once() -> None:
    rng = np.random.default_rng(13)
    false = 0
    for _ in range(10):
        who = np.repeat(np.arange(20), 3)
        frame = pd.DataFrame({"customer_id": [f"K{i}" for i in who], "age": rng.normal(size=20)[who]})
        frame["region"] = rng.choice(["North", "South"], 20)[who]
        frame["spend"] = rng.normal(size=20)[who] + 0.2 * rng.normal(size=60)
        false += any(
            f.kind in {"difference", "correlation"} and "customer_id" not in f.columns for f in findings(frame)
        )
    assert false == 0
