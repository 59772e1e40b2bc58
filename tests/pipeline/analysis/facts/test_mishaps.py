"""What went wrong with rows is told in a story of what they cost, with what it goes along with."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Analysis, Fact
from tests.pipeline.analysis.facts.tables import told

ROWS = 4_000


def shipments(name: str, yes: object, no: object, heavy: float) -> pd.DataFrame:
    """Shipments of which so many of the heavy ones went wrong, and two in a hundred of the others."""
    rng = np.random.default_rng(41)
    weight = rng.gamma(2.2, 180, ROWS).round()
    wrong = rng.random(ROWS) < np.where(weight >= 700, heavy, 0.02)
    return pd.DataFrame(
        {
            "pickup_date": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 360, ROWS), unit="D"),
            "carrier": rng.choice(["North", "South"], ROWS),
            "weight_kg": weight,
            "freight_cost": (40 + 0.2 * weight + rng.normal(0, 25, ROWS)).round(2),
            name: np.where(wrong, yes, no),
        }
    )


def about(analysis: Analysis, column: str) -> list[Fact]:
    return [fact for fact in analysis.facts if column in fact.columns and fact.kind == "band"]


@pytest.mark.parametrize(
    ("name", "yes", "no"), [("damaged", "Yes", "No"), ("reklamiert", "ja", "nein"), ("accident", True, False)]
)
def test_it_is_told_apart_from_the_subject(name, yes, no) -> None:
    analysis = told(shipments(name, yes, no, 0.12))
    assert analysis.subject.column == "freight_cost"
    (fact,) = about(analysis, name)
    (section,) = (section for section in analysis.outline.sections if fact.id in section.points)
    assert (section.name, section.points[0]) == ("stands_out", fact.id)
    assert "weight" in fact.headline.lower()
    assert fact.values["above_value"] > 3 * fact.values["below_value"]


def test_nothing_is_told_where_it_goes_along_with_nothing() -> None:
    assert about(told(shipments("damaged", "Yes", "No", 0.02)), "damaged") == []


def test_an_answer_that_is_no_mishap_is_left_to_the_detectors() -> None:
    assert about(told(shipments("express", "Yes", "No", 0.12)), "express") == []
