"""A trial whose file is listed by arm and outcome, with the scale that the outcome was cut from."""

from functools import cache

import numpy as np
import pandas as pd

from pipeline.story import Analysis, Fact, Verdict
from tests.pipeline.analysis.facts.tables import told

SCALE = ["1_Death", "2_Worse", "3_A_little_worse", "4_No_change", "5_Better", "6_Much_better"]


def trial() -> pd.DataFrame:
    """Of 60 patients 42 improve with the drug, of 60 without it 20; severity tells more than the arm does."""
    rng = np.random.default_rng(21)
    improved = np.repeat([True, False, True, False], [42, 18, 20, 40])
    step = np.where(improved, rng.integers(5, 7, 120), rng.integers(1, 5, 120))
    severity = np.where(improved, rng.choice([1, 2], 120, p=[0.75, 0.25]), rng.choice([1, 2], 120, p=[0.1, 0.9]))
    severity[:6] = 3
    return pd.DataFrame(
        {
            "patient_id": [f"P{number:03d}" for number in range(120)],
            "arm": np.repeat(["Streptomycin", "Control"], 60),
            "condition": np.array(["1_Fair", "2_Poor", "3_Good"])[severity - 1],
            "film_6m": np.array(SCALE)[step - 1],
            "improved": improved,
        }
    )


@cache
def story() -> Analysis:
    return told(trial())


def splits() -> list[Fact]:
    return [fact for fact in story().facts if fact.kind == "split"]


def test_the_arm_is_told_first_and_beyond_chance() -> None:
    first = splits()[0]
    assert first.columns == ("improved", "arm")
    assert first.verdict is Verdict.BEYOND_CHANCE
    assert first.id in story().outline.lead


def test_a_headline_passes_over_groups_of_a_few_rows() -> None:
    (fact,) = [fact for fact in splits() if "condition" in fact.columns]
    assert "Good 100%" in fact.text
    assert "Good" not in fact.headline
    assert "with condition Fair" in fact.headline
