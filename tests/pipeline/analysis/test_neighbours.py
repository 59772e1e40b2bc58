import numpy as np

from pipeline.analysis import exact
from pipeline.analysis.dependence import Dependence
from pipeline.analysis.neighbours import Order


def undated(size: int) -> Dependence:
    return Dependence(order=Order(np.arange(size), np.zeros(size, bool), dated=False, blocks=np.zeros(size, int)))


def test_short_walks_without_dates_do_not_correlate() -> None:
    false = 0
    for seed in range(100):
        steps = np.random.default_rng(seed).normal(size=(40, 2)).cumsum(axis=0)
        false += undated(40).corrected(exact.spearman(steps[:, 0], steps[:, 1])).p_value < 1e-4
    assert false <= 1


def test_two_waves_that_fit_for_a_while_are_no_relation() -> None:
    t = np.arange(660) / 660 * 2 * np.pi
    rng = np.random.default_rng(3)
    first, second = np.sin(2 * t) + 0.3 * rng.normal(size=660), np.sin(2.1 * t) + 0.3 * rng.normal(size=660)
    plain = exact.spearman(first, second)
    assert plain.p_value < 1e-20
    assert undated(660).corrected(plain).p_value > 1e-4


def test_rows_in_no_order_keep_their_p_value_nearly() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=150)
    plain = exact.spearman(x, 0.5 * x + rng.normal(size=150))
    corrected = undated(150).corrected(plain)
    assert plain.p_value <= corrected.p_value < plain.p_value**0.7
