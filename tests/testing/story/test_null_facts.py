"""Facts beyond chance on null data: what is true of the file there is none."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.story import Fact, Verdict
from testing.story import null_facts

FACT = Fact(
    id="a1",
    kind="change",
    headline="",
    text="",
    columns=("walk", "date"),
    values={},
    n=9,
    sql="",
    score=1.0,
    verdict=Verdict.BEYOND_CHANCE,
)


@pytest.mark.parametrize("make", [null_facts.flat_periods, null_facts.flat_events])
def test_no_fact_of_flat_data_is_beyond_chance(make) -> None:
    assert [null_facts.false_facts(make.__name__, seed) for seed in (101, 102)] == [[], []]


def test_flat_events_are_as_many_in_each_month_but_for_chance() -> None:
    frame = null_facts.flat_events(np.random.default_rng(5))
    counts = frame.groupby(frame["order_date"].dt.to_period("M")).size()
    assert counts.std() < 2 * np.sqrt(counts.mean())  # Poisson


@pytest.mark.parametrize(
    ("name", "fact", "is_false"),
    [
        ("random_walks", FACT, False),
        ("random_walks", replace(FACT, kind="season"), True),
        ("flat_periods", FACT, True),
        ("flat_periods", replace(FACT, verdict=Verdict.UNDECIDED), False),
        ("gaps", FACT, False),
        ("gaps", replace(FACT, columns=("m0",)), True),
        ("panel_walks", replace(FACT, kind="split", columns=("segment",)), False),
    ],
)
def test_that_a_walk_moved_is_true_of_its_file(name: str, fact: Fact, is_false: bool, monkeypatch) -> None:
    class Analysis:
        facts = (fact,)

    monkeypatch.setattr(null_facts, "analysis_of", lambda frame: Analysis)
    assert null_facts.false_facts(name, 1) == ([fact] if is_false else [])
