"""A difference that is gone or turned round among rows that are alike otherwise is no news by itself."""

import numpy as np
import pandas as pd

from pipeline.analysis.facts.adjusted import AdjustedFact
from pipeline.narrative.recommendations import recommendations
from tests.pipeline.analysis.facts.tables import told


def _orders(*, by_goods: bool) -> pd.DataFrame:
    """The head office buys what comes late; ``by_goods``: whether that, and not who buys, makes it late."""
    rng = np.random.default_rng(6)
    n = 3_000
    raw = rng.random(n) < 0.5
    central = rng.random(n) < np.where(raw, 0.85, 0.2)
    late = np.where(raw, 0.45, 0.1) + np.where(central, -0.04, 0.02) if by_goods else np.where(central, 0.4, 0.15)
    return pd.DataFrame(
        {
            "order_no": np.arange(n) + 70_000,
            "goods": np.where(raw, "Raw material", "Office"),
            "team": np.where(central, "Central", "Local"),
            "late": np.where(rng.random(n) < late, "Yes", "No"),
        }
    )


def _advice(frame: pd.DataFrame) -> str:
    return " ".join(s.text for paragraph in recommendations(told(frame)) for s in paragraph.sentences)


def _lead(frame: pd.DataFrame) -> list[tuple[str, str | None]]:
    story = told(frame)
    facts = {fact.id: fact for fact in story.facts}
    return [(facts[i].kind, getattr(facts[i].detail, "by", None)) for i in story.outline.lead]


def test_a_difference_that_others_explain_leads_with_what_is_left_of_it() -> None:
    frame = _orders(by_goods=True)
    assert AdjustedFact.overturned(told(frame).facts) == {("late", "team")}
    assert ("adjusted", "team") in _lead(frame)
    assert ("split", "team") not in _lead(frame)


def test_nobody_is_advised_to_act_on_what_others_explain() -> None:
    assert "Central" not in _advice(_orders(by_goods=True))
    assert "Central" in _advice(_orders(by_goods=False))


def test_a_difference_that_stays_leads_as_it_is() -> None:
    frame = _orders(by_goods=False)
    assert AdjustedFact.overturned(told(frame).facts) == {("late", "goods")}  # which the team explains
    assert ("split", "team") in _lead(frame)


def test_what_may_be_chance_is_not_said_to_be_turned_round() -> None:
    (fact,) = (f for f in told(_orders(by_goods=True)).facts if f.kind == "adjusted")
    assert fact.verdict == "undecided"
    assert "no more so among" in fact.headline
