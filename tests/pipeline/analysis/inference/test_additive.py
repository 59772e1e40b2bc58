"""Which columns add to one another, and what each of them explains."""

import numpy as np
import pytest
from scipy import stats

from pipeline.analysis.inference.additive import Design, choose, group_block, number_block, shares
from pipeline.analysis.inference.exact import Result
from testing.truth.driver_problems import PROBLEMS, listed


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def _as_it_is(result: Result, _freedom: int, _name: str) -> float:
    return result.p_value


def _r_squared(outcome: np.ndarray, *blocks: np.ndarray) -> float:
    x = np.column_stack([np.ones(len(outcome)), *blocks])
    left = outcome - x @ np.linalg.lstsq(x, outcome, rcond=None)[0]
    return 1 - float(left @ left) / float(outcome @ outcome)


def test_what_a_group_adds_is_the_f_test_of_two_nested_models() -> None:
    rng = np.random.default_rng(1)
    codes, other = rng.integers(0, 3, 300), rng.normal(size=300)
    outcome = _standard(0.4 * (codes == 2) + other + rng.normal(size=300))
    blocks = (group_block("group", codes), number_block("other", other))
    found = Design(outcome, blocks).add(["other"], "group", _as_it_is)
    smaller, larger = _r_squared(outcome, blocks[1].scores), _r_squared(outcome, *(b.scores for b in blocks))
    f = ((larger - smaller) / 2) / ((1 - larger) / (300 - 1 - 5 - 2 + 1 - 0))
    assert found.share == pytest.approx(larger - smaller)
    assert found.p_value >= stats.f.sf(f, 2, 293) * 0.9


def test_shares_of_two_columns_are_the_mean_of_both_orders_and_sum_to_all_that_is_explained() -> None:
    rng = np.random.default_rng(2)
    first = rng.normal(size=400)
    second = first + rng.normal(size=400)
    outcome = _standard(first + second + rng.normal(size=400))
    one, two = number_block("one", first), number_block("two", second)
    found = shares(Design(outcome, (one, two)), ["one", "two"])
    both, alone, other = (_r_squared(outcome, *x) for x in ((one.scores, two.scores), (one.scores,), (two.scores,)))
    assert found["one"] == pytest.approx((alone + both - other) / 2)
    assert sum(found.values()) == pytest.approx(both)


def test_a_decoy_of_two_columns_leaves_when_both_are_in() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.normal(size=(2, 800))
    columns = {"first": first, "second": second, "decoy": first + second + 0.2 * rng.normal(size=800)}
    design = Design(
        _standard(first + second + rng.normal(size=800)), tuple(number_block(n, v) for n, v in columns.items())
    )
    alone = {name: design.add([], name, _as_it_is).share for name in columns}
    assert max(alone, key=lambda name: alone[name]) == "decoy"
    assert {a.name for a in choose(design, 3, 0.005, _as_it_is)} == {"first", "second"}


def test_what_rises_and_falls_counts_and_a_spread_that_differs_does_not() -> None:
    rng = np.random.default_rng(4)
    bent, wide = rng.normal(size=(2, 600))
    outcome = _standard(bent**2 + (1 + 2 * (wide > 1)) * rng.normal(size=600))
    design = Design(outcome, (number_block("bent", bent), number_block("wide", wide)))
    assert [a.name for a in choose(design, 2, 0.005, _as_it_is)] == ["bent"]


def test_harder_problems_are_mostly_solved() -> None:
    lists = [listed(name, seed) for name in PROBLEMS for seed in (1, 2)]
    right = sum(len(found & planted) for found, planted in lists)
    assert right >= 0.9 * sum(len(planted) for _, planted in lists)
    assert right >= 0.95 * sum(len(found) for found, _ in lists)
