"""What a row comes to may jump while the total of all doesn't: the first paragraph says so behind the level."""

import re

import numpy as np
import pandas as pd

from pipeline.narrative.lead import lead
from tests.pipeline.analysis.facts.tables import told

ROWS = 4_000
JUMP = re.compile(
    r"The average freight cost (jumped|went up) by [\d.]+% (on|around) \d+ (March|April) 2024, from \d+ to \d+\.$"
)


def freight(dearer: float) -> pd.DataFrame:
    """Shipments of two years by distance, each of them dearer by so much from April 2024 on."""
    rng = np.random.default_rng(77)
    day = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 730, ROWS)), unit="D")
    distance = rng.choice([30.0, 120.0, 190.0], ROWS) * (1 + rng.normal(0, 0.05, ROWS))
    cost = 35 + 0.9 * distance + rng.normal(0, 20, ROWS) + dearer * (day >= "2024-04-01")
    return pd.DataFrame({"pickup_date": day, "distance_km": distance.round(1), "freight_cost": cost.round(2)})


def sentences(frame: pd.DataFrame) -> list[str]:
    return [sentence.text.replace("*", "") for sentence in lead(told(frame))]


def test_a_jump_of_the_average_stands_behind_the_total() -> None:
    level, jump, depends = sentences(freight(25.0))
    assert " came to " in level
    assert JUMP.match(jump)
    assert "distance" in depends.lower()


def test_none_is_said_where_there_is_none() -> None:
    assert not any(JUMP.match(sentence) for sentence in sentences(freight(0.0)))
