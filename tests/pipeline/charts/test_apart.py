"""Labels above each other."""

import pytest

from pipeline.charts.apart import apart


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([0, 50, 100], [0, 50, 100]),  # there is room
        ([10, 12, 60], [10, 20, 60]),
        ([95, 98, 100], [80, 90, 100]),  # at the top the pile sinks
        ([0, 0, 5, 100], [0, 10, 20, 100]),
    ],
)
def test_labels_keep_their_distance_and_stay_in_the_chart(places, expected):
    assert apart(places, 10, 100) == expected
