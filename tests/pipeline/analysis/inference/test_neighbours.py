import numpy as np
from scipy import stats

from pipeline.analysis.inference import exact
from pipeline.analysis.inference.dependence import Dependence
from pipeline.analysis.inference.neighbours import Order, in_step


def undated(size: int) -> Dependence:
    order = Order(
        np.arange(size), np.zeros(size, bool), dated=False, blocks=np.zeros(size, int), moments=np.arange(size)
    )
    return Dependence(order=order)


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


def test_two_waves_of_one_length_under_noise_are_no_relation() -> None:
    t = np.arange(175) / 12.5 * 2 * np.pi
    rng = np.random.default_rng(9)
    first, second = np.sin(t) + 1.1 * rng.normal(size=175), np.sin(t + 0.3) + 0.2 * rng.normal(size=175)
    plain = exact.spearman(first, second)
    assert plain.p_value < 1e-8
    assert undated(175).corrected(plain).p_value == 1.0


def test_rows_in_no_order_keep_their_p_value_nearly() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=150)
    plain = exact.spearman(x, 0.5 * x + rng.normal(size=150))
    corrected = undated(150).corrected(plain)
    assert plain.p_value <= corrected.p_value < plain.p_value**0.7


def test_groups_that_change_now_and_then_along_a_file_are_no_relation() -> None:
    phase, mode = np.repeat([0, 1, 2, 3], 15), np.repeat([0, 1], [24, 36])
    _, plain = exact.independence(np.histogram2d(phase, mode, bins=(4, 2))[0])
    assert plain < 1e-6
    assert undated(60).corrected_table(phase, mode, plain) == 1.0


def test_groups_of_a_file_that_is_sorted_by_both_may_be_related() -> None:
    counts = np.array([[30, 4], [20, 12], [12, 20], [4, 30]])
    first, second = (
        np.repeat([0, 1, 2, 3], counts.sum(axis=1)),
        np.concatenate([np.repeat([0, 1], row) for row in counts]),
    )
    assert not in_step(first, second)


def side_by_side(persistence: float, apart: float, seed: int, series: int = 5, steps: int = 200) -> float:
    """The p-value of the series' levels, ``apart`` from each other, under noise of a persistence."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(steps, series))
    for step in range(1, steps):
        values[step] += persistence * values[step - 1]
    y = stats.zscore(stats.rankdata((values + apart * np.arange(series)).T.ravel()))
    codes = np.repeat(np.arange(series), steps)
    x = stats.zscore(np.array([y[codes == code].mean() for code in range(series)])[codes])
    starts = np.arange(series * steps) % steps == 0
    nothing = np.zeros(series * steps, int)
    order = Order(
        np.arange(series * steps), starts, dated=True, blocks=nothing, moments=np.tile(np.arange(steps), series)
    )
    result = exact.Result(0.0, 1e-300, series * steps, x, y)
    return Dependence(order=order).corrected(result, series - 1, groups=[codes]).p_value


def test_series_side_by_side_differ_in_level() -> None:
    assert max(side_by_side(0.5, 1.0, seed) for seed in range(10)) < 1e-10


def test_walks_side_by_side_do_not_differ_in_level() -> None:
    assert sum(side_by_side(1.0, 0.0, seed) < 1e-4 for seed in range(60)) <= 1


def test_a_group_that_grows_over_time_is_told_whatever_stretches_chance_brings() -> None:
    size = 3_000
    t = np.linspace(-0.5, 0.5, size)
    order = Order(np.arange(size), np.zeros(size, bool), True, np.zeros(size, int), np.arange(size))
    plain, corrected = [], []
    for seed in range(60):
        group = (np.random.default_rng(seed).random(size) < 0.5 + 0.3 * t).astype(int)
        result = exact.difference(group, t)
        plain.append(result.p_value)
        corrected.append(Dependence(order=order).corrected(result, groups=(group,)).p_value)
    plainly = np.array(plain) < 1e-9
    assert plainly.sum() > 30
    assert np.array(corrected)[plainly].max() < 1e-5
