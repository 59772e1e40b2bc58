"""Seconds from earlier jobs: a law is found, few jobs are believed little, near and late ones most."""

import math

import numpy as np
import pytest

from jobs.life.forecast import Observation, predicted_s


def of_sizes(*pairs: tuple[float, float]) -> list[Observation]:
    return [Observation([math.log(size)], seconds) for size, seconds in pairs]


def test_a_power_law_is_found_and_carried_beyond_what_is_known():
    known = of_sizes(*((size, 0.01 * size**0.8) for size in np.geomspace(1e2, 1e6, 40)))
    for size in (500.0, 2e5, 1e7):
        assert predicted_s(known, [math.log(size)]) == pytest.approx(0.01 * size**0.8, rel=0.15)


def test_one_job_is_all_that_is_known():
    assert predicted_s(of_sizes((1000, 3.0)), [math.log(9000)]) == pytest.approx(3.0)


def test_few_jobs_say_little_of_a_slope():
    steep = predicted_s(of_sizes((1000, 1.0), (3000, 30.0)), [math.log(9000)])
    assert steep < 100  # the line through both would say 900


def test_the_latest_jobs_count_most():
    slow_now = [*of_sizes(*[(1000, 4.0)] * 100), *of_sizes(*[(1000, 1.0)] * 100)]
    assert predicted_s(slow_now, [math.log(1000)]) > 2.5


def test_what_lies_near_corrects_the_line():
    flat, bump = [(10.0**power, 1.0) for power in np.linspace(0, 8, 60)], [(1e4, 9.0)] * 6
    known = of_sizes(*flat, *bump)
    assert predicted_s(known, [math.log(1e4)]) > 1.5 * predicted_s(known, [math.log(1e8)])


def test_two_features_that_say_the_same_do_no_harm():
    known = [Observation([math.log(size), math.log(size)], size / 1000) for size in np.geomspace(1e2, 1e5, 30)]
    assert predicted_s(known, [math.log(1e4)] * 2) == pytest.approx(10, rel=0.1)


def test_nothing_known_is_an_error():
    with pytest.raises(ValueError, match="nothing"):
        predicted_s([], [1.0])
