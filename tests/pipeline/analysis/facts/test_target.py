"""What stands for a row: of answers from 0 to 10 to whether somebody would recommend it, promoter or detractor."""

import numpy as np
import pandas as pd
import pytest

from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    region = rng.choice(["North", "South"], 900)
    score = np.clip(rng.normal(np.where(region == "North", 8.8, 6.8), 1.8).round(), 0, 10).astype(int)
    return pd.DataFrame({"region": region, "likelihood_to_recommend": score, "age": rng.integers(18, 80, 900)})


@pytest.fixture(scope="module")
def facts(answers):
    return told(answers).facts


def nps(scores: pd.Series) -> float:
    return 100 * float((scores >= 9).mean() - (scores <= 6).mean())


def test_the_net_promoter_score_is_told_with_who_is_which(answers, facts) -> None:
    (level,) = [fact for fact in facts if fact.kind == "level"]
    assert level.values["mean"] == pytest.approx(nps(answers["likelihood_to_recommend"]))
    assert level.headline.startswith("NPS is ")
    assert "are promoters" in level.text


def test_groups_are_compared_by_it(answers, facts) -> None:
    (split,) = [fact for fact in facts if fact.kind == "split" and "region" in fact.columns]
    for place in (1, 2):
        own = answers[answers["region"] == split.values[f"level_{place}"]]
        assert split.values[f"mean_{place}"] == pytest.approx(nps(own["likelihood_to_recommend"]))


def test_shuffled_answers_differ_nowhere(answers) -> None:
    rng = np.random.default_rng(5)
    shuffled = answers.assign(likelihood_to_recommend=rng.permutation(answers["likelihood_to_recommend"]))
    assert {fact.verdict for fact in told(shuffled).facts if fact.kind in {"split", "band"}} <= {"undecided", "alike"}
