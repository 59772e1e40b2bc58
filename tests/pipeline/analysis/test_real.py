"""Real data sets say what is known of them, and nothing that is known to be wrong."""

import pytest

from testing.truth.real import real_score
from testing.truth.real_data import REAL

SLOW = {"diamonds", "flights"}  # tens of thousands of rows; the bench has them


@pytest.mark.parametrize("name", [name for name in REAL if name not in SLOW])
def test_a_real_data_set_says_what_is_known_of_it(name: str) -> None:
    score = real_score(name)
    assert score.missed == ()
    assert score.forbidden == ()
    assert score.wrong == ()
