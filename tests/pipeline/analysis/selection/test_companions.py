"""More rows make larger totals: one movement, told once."""

import numpy as np
import pandas as pd

from pipeline.story import Finding
from testing.truth.score import analysis_of


def sales(falling: float = 0.0) -> pd.DataFrame:
    """More and more rows a day; what each brings falls by a part."""
    rng = np.random.default_rng(11)
    day = np.sort(np.floor(300 * np.sqrt(rng.random(4000)))).astype(int)
    frame = pd.DataFrame({"sold": pd.Timestamp("2022-01-01") + pd.to_timedelta(day, unit="D")})
    for name, level in (("revenue", 50.0), ("units", 4.0)):
        frame[name] = level * (1 - falling * day / 300) + rng.normal(0, level / 10, 4000)
    return frame


def trends(frame: pd.DataFrame) -> list[Finding]:
    return [finding for finding in analysis_of(frame).findings if finding.kind == "trend"]


def test_totals_that_rise_with_the_number_of_rows_are_told_beside_it():
    (finding,) = trends(sales())
    assert finding.headline.startswith("The number of rows rose")
    assert finding.text.endswith("The total **units** and the total **revenue** move along with it.")
    assert not [
        f for f in analysis_of(sales()).findings if f.kind in {"growth", "level_change"} and "revenue" in f.columns
    ]


def test_an_average_that_moves_by_itself_is_told_too():
    told = {finding.headline.partition(" by ")[0] for finding in trends(sales(falling=0.3))}
    assert {"The average **revenue** fell", "Average **units** fell"} <= told
