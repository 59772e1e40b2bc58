"""What somebody says afterwards depends on the wait and on how it ended; neither depends on it."""

import numpy as np
import pandas as pd
import pytest

from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def facts():
    rng = np.random.default_rng(6)
    n = 1500
    wait = rng.gamma(2, 50, n).round()
    solved = rng.uniform(size=n) < 0.9 - wait / 600
    csat = np.clip((4.6 - wait / 90 + 0.8 * solved + rng.normal(0, 0.6, n)).round(), 1, 5)
    started = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.sort(rng.uniform(0, 180 * 86400, n)).round(), unit="s")
    frame = pd.DataFrame({"started": started, "wait_seconds": wait, "resolved": np.where(solved, "yes", "no")})
    return told(frame.assign(csat=csat)).facts


def test_nothing_is_explained_by_what_was_said_of_it(facts) -> None:
    for fact in facts:
        if fact.section == "depends_on" and "csat" in fact.columns:
            assert fact.detail.target.column == "csat"


def test_the_judgement_is_told_by_what_it_judges(facts) -> None:
    told_by = {fact.detail.by for fact in facts if fact.kind == "split" and fact.detail.target.column == "csat"}
    along = {fact.detail.along for fact in facts if fact.kind == "band" and fact.detail.target.column == "csat"}
    assert told_by == {"resolved"}
    assert along == {"wait_seconds"}


def test_a_companion_says_the_band_of_the_subject_no_second_time(facts) -> None:
    pairs = [frozenset(fact.columns) for fact in facts if fact.kind in {"split", "band"}]
    assert pairs.count(frozenset({"resolved", "wait_seconds"})) == 1
