import pytest

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.selection.discovery import control_false_discoveries


def candidate(name: str, p_value: float | None) -> Candidate:
    return Candidate("difference", (name,), 100, "effect", 0.5, 0.5, p_value=p_value)


def test_the_step_up_rule_counts_every_test() -> None:
    results = [candidate("a", 1e-6), candidate("b", 9e-5), candidate("c", 8e-4)]
    kept = control_false_discoveries(results, tests_run=100)
    # thresholds 1e-4, 2e-4, 3e-4
    assert [c.columns for c in kept] == [("a",), ("b",)]
    assert kept[1].q_value == pytest.approx(9e-5 * 100 / 2)


def test_what_was_counted_stays_and_weak_results_never_do() -> None:
    kept = control_false_discoveries([candidate("counted", None), candidate("weak", 5e-3)], tests_run=1)
    assert [c.columns for c in kept] == [("counted",)]
