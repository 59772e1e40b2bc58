from datetime import datetime

import pytest

from pipeline import wording


@pytest.mark.parametrize(
    ("grain", "text"),
    [
        ("year", "2024"),
        ("quarter", "Q1 2024"),
        ("month", "March 2024"),
        ("day", "5 March 2024"),
        ("week", "5 March 2024"),
        ("hour", "5 March 2024, 14:00"),
    ],
)
def test_day(grain, text):
    assert wording.day(datetime(2024, 3, 5, 14, 30), grain) == text
