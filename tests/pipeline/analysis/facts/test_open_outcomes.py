"""Cases without an outcome are no losses: they count in no share, and the last ones don't look like a fall."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.stage import Analysis
from pipeline.story import Verdict
from tests.pipeline.analysis.facts.tables import told

DEALS = 900
LAST_DAY = pd.Timestamp("2025-06-30")


@pytest.fixture(scope="module", params=[("won", "lost", ["open"]), ("Closed Won", "Closed Lost", ["Demo", "Proposal"])])
def deals(request) -> tuple[pd.DataFrame, str, Analysis]:
    """Deals of which one in four is won throughout, after 30 to 100 days; what began last is still on the way."""
    won, lost, stages = request.param
    rng = np.random.default_rng(8)
    created = LAST_DAY - pd.to_timedelta(rng.integers(0, 540, DEALS), unit="D")
    closed = created + pd.to_timedelta(rng.integers(30, 100, DEALS), unit="D")
    ends = np.where(rng.uniform(size=DEALS) < 0.25, won, lost)
    frame = pd.DataFrame(
        {
            "deal_id": [f"D{i:05}" for i in range(DEALS)],
            "source": rng.choice(["web", "event", "referral"], DEALS),
            "amount": rng.lognormal(9, 0.5, DEALS).round(-2),
            "created": created,
            "closed": closed.where(closed <= LAST_DAY),
            "stage": np.where(closed <= LAST_DAY, ends, rng.choice(stages, DEALS)),
        }
    )
    return frame, won, told(frame)


def test_the_share_is_of_those_decided(deals) -> None:
    frame, won, analysis = deals
    decided = frame[frame.closed.notna()]
    (level,) = (fact for fact in analysis.facts if fact.id == analysis.outline.lead[0])
    assert analysis.subject.value == won
    assert (level.values["known"], level.values["undecided"]) == (len(decided), DEALS - len(decided))
    assert level.values["share"] == pytest.approx((decided.stage == won).mean())
    assert f"Of {len(decided)} deals decided so far" in level.headline
    assert f"Another {DEALS - len(decided)} are open" in level.headline


def test_no_fall_is_told_of_the_last_ones(deals) -> None:
    frame, _, analysis = deals
    first_open = frame.created[frame.closed.isna()].min()
    changes = [fact for fact in analysis.facts if fact.kind == "change" and "stage" in fact.columns]
    assert changes
    for change in changes:
        assert change.verdict is not Verdict.BEYOND_CHANCE
        assert pd.Timestamp(change.values["last_period"]) < first_open
    for fact in analysis.facts:  # nor how the stages grew, which only says what is young
        assert not (fact.kind in {"group_change", "contribution"} and {"amount", "stage"} <= {*fact.columns})


def test_the_open_ones_are_told_once(deals) -> None:
    frame, _, analysis = deals
    (fact,) = (fact for fact in analysis.facts if fact.kind == "open_cases")
    assert fact.values["open"] == frame.closed.isna().sum()
    assert not [f for f in analysis.facts if f.kind == "missing_part" and "closed" in f.columns]
