import pytest

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.inference.ledger import Ledger
from pipeline.analysis.selection.discovery import Weights, control_false_discoveries, discoveries


def candidate(name: str, p_value: float | None, *, kind: str = "difference", repeated: bool = False) -> Candidate:
    return Candidate(kind, (name,), 100, "effect", 0.5, 0.5, p_value=p_value, is_repeated=repeated)


def test_the_step_up_rule_counts_every_test() -> None:
    results = [candidate("a", 1e-6), candidate("b", 9e-5), candidate("c", 8e-4)]
    kept = control_false_discoveries(results, tests_run=100)
    # thresholds 1e-4, 2e-4, 3e-4
    assert [c.columns for c in kept] == [("a",), ("b",)]
    assert kept[1].q_value == pytest.approx(9e-5 * 100 / 2)


def test_what_was_counted_stays_and_weak_results_never_do() -> None:
    kept = control_false_discoveries([candidate("counted", None), candidate("weak", 5e-3)], tests_run=1)
    assert [c.columns for c in kept] == [("counted",)]


@pytest.mark.parametrize(("tests", "about"), [(100, 5), (100, 50), (100, 99), (7, 7), (7, 0)])
def test_weights_have_a_mean_of_one_and_the_others_keep_four_fifths(tests: int, about: int) -> None:
    weights = Weights.of(tests, about)
    assert (about * weights.about + (tests - about) * weights.other) / tests == pytest.approx(1.0)
    assert 0.8 - 1e-12 <= weights.other <= 1.0 <= weights.about <= 3.0


def test_a_weak_result_about_the_subject_is_kept_where_another_isnt() -> None:
    results = [candidate("clear", 1e-7), candidate("subject", 4e-4), candidate("other", 4e-4)]
    weights = Weights.of(100, 5)
    kept = control_false_discoveries(results, 100, weights=weights, is_about=lambda c: c.columns == ("subject",))
    # 4e-4 * 100 / 2 = 0.02 against 0.01; divided by a weight of 3 it is 0.0067
    assert {c.columns[0] for c in kept} == {"clear", "subject"}
    assert kept[1].q_value == pytest.approx(4e-4 * 100 / 2 / weights.about)


def test_what_is_certain_or_told_twice_makes_no_other_result_look_better() -> None:
    results = [candidate("copies", 1e-300), candidate("a", 1e-6), candidate("a again", 1e-6, repeated=True)]
    border = candidate("border", 2.5e-4)
    kept = control_false_discoveries([*results, border], 100, is_certain=lambda c: c.columns == ("copies",))
    # of the others two count: 2.5e-4 * 100 / 2 is above the rate, / 4 would be below
    assert {c.columns[0] for c in kept} == {"copies", "a", "a again"}


def test_paradoxes_are_a_family_of_their_own() -> None:
    tests = Ledger()
    tests.count("difference", 20, about=4)
    tests.count("paradox", 10_000, paradoxes=True)
    results = [candidate("a", 1e-5), candidate("p", 1e-6, kind="paradox"), candidate("q", 1e-8, kind="paradox")]

    def found(given: list[Candidate]) -> set[str]:
        kept = discoveries(
            given, tests, is_paradox=lambda c: c.kind == "paradox", is_about=lambda _: False, is_certain=lambda _: False
        )
        return {c.columns[0] for c in kept}

    assert found(results) == {"a", "p", "q"}  # 1e-5 * 20 stands out, 1e-5 * 10,020 would not
    assert found(results[:2]) == {"a"}  # 1e-6 * 10,000 is no first paradox
