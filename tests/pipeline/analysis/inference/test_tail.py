import numpy as np

from pipeline.analysis.inference.tail import tail_p


def test_too_few_values_show_no_tail() -> None:
    assert tail_p(np.array([9.0])) == 1.0
    assert tail_p(np.array([])) == 1.0


def test_every_short_length_gives_a_probability() -> None:
    rng = np.random.default_rng(25)
    for length in range(30):
        distances = np.abs(rng.normal(size=length))
        assert 0 <= tail_p(distances) <= 1
        distances[: length * 2 // 3] = 0  # half of them or more lie at their centre
        assert 0 <= tail_p(distances) <= 1


def test_the_farthest_of_normal_values_is_no_news_and_a_far_one_is() -> None:
    rng = np.random.default_rng(24)
    distances = np.abs(rng.normal(size=200))
    assert tail_p(distances) > 1e-3
    assert tail_p(np.append(distances, 12.0)) < 1e-4
