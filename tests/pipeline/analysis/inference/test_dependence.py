import numpy as np

from pipeline.analysis.inference import exact
from pipeline.analysis.inference.clusters import copied_rows
from pipeline.analysis.inference.dependence import Dependence
from pipeline.analysis.inference.neighbours import Order
from pipeline.analysis.variables.sample import Grouping, Sample


def test_values_that_entities_carry_count_once_an_entity() -> None:
    rng = np.random.default_rng(4)
    who = np.repeat(np.arange(30), 20)
    x, y = rng.normal(size=30)[who], rng.normal(size=30)[who] + 0.1 * rng.normal(size=600)
    plain = exact.spearman(x, y)
    assert plain.p_value < 0.05
    by_entity = exact.spearman(x[::20], y[::20])
    corrected = Dependence(clusters={"who": who}).corrected(plain)
    assert corrected.p_value > 0.01
    assert by_entity.p_value > 0.01


def test_a_relation_within_entities_stays() -> None:
    rng = np.random.default_rng(5)
    who = np.repeat(np.arange(30), 20)
    x = rng.normal(size=600)
    y = x + 3 * rng.normal(size=30)[who] + rng.normal(size=600)
    assert Dependence(clusters={"who": who}).corrected(exact.spearman(x, y)).p_value < 1e-6


def order_of(size: int) -> Order:
    return Order(
        np.arange(size),
        np.zeros(size, dtype=bool),
        dated=True,
        blocks=np.zeros(size, dtype=int),
        moments=np.arange(size),
    )


def test_two_random_walks_do_not_correlate_but_cause_and_echo_do() -> None:
    false = 0
    for seed in range(60):
        steps = np.random.default_rng(seed).normal(size=(200, 2)).cumsum(axis=0)
        result = exact.spearman(steps[:, 0], steps[:, 1])
        false += Dependence(order=order_of(200)).corrected(result).p_value < 1e-3
    assert false <= 1
    rng = np.random.default_rng(8)
    walk = rng.normal(size=200).cumsum()
    echo = walk + rng.normal(size=200)
    assert Dependence(order=order_of(200)).corrected(exact.spearman(walk, echo)).p_value < 1e-6


def test_copied_rows_are_one_cluster_and_small_groups_are_not() -> None:
    rng = np.random.default_rng(6)
    income = np.tile(rng.lognormal(size=50), 4)
    sample = Sample(200, 200, {"income": income, "age": np.tile(rng.integers(20, 60, 50), 4).astype(float)}, *[{}] * 6)
    codes = copied_rows(sample)
    assert codes is not None
    assert len(np.unique(codes)) == 50
    groups = {
        name: Grouping(name, rng.integers(0, 2, 200), ("a", "b"), np.array([100, 100])) for name in ("sex", "admitted")
    }
    assert copied_rows(Sample(200, 200, {}, groups, *[{}] * 5)) is None


def test_the_groups_that_are_compared_are_no_clusters_of_themselves() -> None:
    rng = np.random.default_rng(9)
    city = rng.integers(0, 8, 400)
    region = city // 2
    value = rng.normal(size=400) + 0.8 * region
    dependence = Dependence(clusters={"city": city})
    by_city, by_region = (exact.difference(codes, value) for codes in (city, region))
    renumbered = 7 - city
    assert dependence.corrected(by_city, 7, groups=(renumbered,)).p_value == by_city.p_value < 1e-9
    assert dependence.corrected(by_region, 3, groups=(region,)).p_value > by_region.p_value


def test_a_file_sorted_by_its_groups_still_shows_their_difference_where_neighbours_are_a_little_alike() -> None:
    rng = np.random.default_rng(10)
    group = np.repeat([0, 1, 2], 400)
    family = np.repeat(rng.normal(size=400), 3)  # three neighbours share a little
    value = 0.6 * group + rng.normal(size=1200) + 0.4 * family
    order = Order(np.arange(1200), np.zeros(1200, dtype=bool), dated=False, blocks=group, moments=np.arange(1200))
    result = exact.difference(group, value)
    assert Dependence(order=order).corrected(result, 2, groups=(group,)).p_value < 1e-6
    walk = rng.normal(size=1200).cumsum()
    wandering = exact.difference(group, walk)
    assert Dependence(order=order).corrected(wandering, 2, groups=(group,)).p_value > 1e-3


def test_enough_changes_nothing_that_is_kept() -> None:
    stopped_early = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        who = np.sort(rng.integers(0, 30, 400))  # neighbours are alike
        dependence = Dependence(clusters={"who": who}, order=order_of(400))
        rows, columns = (
            (rng.random(30)[who] + 0.3 * rng.random(400) > 0.6).astype(int),
            (rng.random(30)[who] + 0.3 * rng.random(400) > 0.6).astype(int),
        )
        columns = np.where(rng.random(400) < seed / 60, rows, columns)
        _, plain = exact.independence(np.bincount(rows * 2 + columns, minlength=4).reshape(2, 2))
        whole = dependence.corrected_table(rows, columns, plain)
        stopped = dependence.corrected_table(rows, columns, plain, 1e-3)
        assert (stopped > 1e-3) == (whole > 1e-3)
        assert stopped == whole or whole > 1e-3
        stopped_early.append(stopped != whole)
    assert any(stopped_early)
    assert not all(stopped_early)


def test_equal_ratings_are_no_cluster_of_their_own() -> None:
    rng = np.random.default_rng(6)
    who = rng.integers(0, 3, 600)
    rating = np.clip(np.round(7 - 0.9 * who + rng.normal(0, 1.8, 600)), 1, 10)
    plain = exact.difference(who, rating)
    dependence = Dependence(nests={"rating": rating.astype(int)})
    assert dependence.corrected(plain, 2, groups=(who,), of=("rating",)).p_value == plain.p_value < 1e-8
    assert (
        dependence.corrected(plain, 2, groups=(who,)).p_value > 1e6 * plain.p_value
    )  # as of any other column that it follows
