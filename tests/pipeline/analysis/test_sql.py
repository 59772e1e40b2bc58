"""A proof's values as a story holds them."""

import pytest

from pipeline.analysis.sql import plain


@pytest.mark.parametrize("noise", [-1e-12, 0.0, 1e-12])
def test_a_mean_that_ends_in_a_five_is_rounded_one_way_whatever_the_order_of_its_sum(noise):
    assert plain(4754.4183475 + noise) == plain(4754.4183475)


def test_what_is_no_number_is_none():
    assert plain(float("nan")) is None
    assert plain(float("inf")) is None
