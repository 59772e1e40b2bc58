"""What a corner of two columns was chosen from is paid for, however often the file repeats its rows."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.analysis.facts.segment import Segment, SegmentFact
from pipeline.analysis.facts.view import View
from pipeline.analysis.subject import find_subject
from pipeline.options import Options
from testing.truth.tables import table_of


def least_p(seed: int, copies: int) -> float:
    """The least p-value of a segment of 90 rows of noise, repeated."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "income": rng.lognormal(8, 0.5, 90),
            "age": rng.integers(18, 80, 90),
            "hours": rng.normal(38, 5, 90),
            "sector": rng.choice(["public", "private"], 90),
            "region": rng.choice(["N", "S", "E", "W"], 90),
            "left": rng.random(90) < 0.3,
        }
    )
    context = make_context(table_of(pd.concat([frame] * copies, ignore_index=True)), Options())
    view = View.of(context, find_subject(context, "left"))
    return min((draft.claim.p_value for draft in SegmentFact().draft(view) if draft.claim), default=1.0)


def test_copies_of_rows_prove_no_segment_of_noise() -> None:
    assert least_p(1, copies=4) > 1e-2


def _corners(more: float) -> list[Segment]:
    """The segments of what two columns make, and a third one adds to as much as is said."""
    rng = np.random.default_rng(97)
    n = 4_000
    frame = pd.DataFrame(
        {
            "kind": rng.choice(["fog", "sun"], n),
            "wind": rng.choice(["calm", "storm"], n),
            "place": rng.choice(["hill", "coast"], n),
        }
    )
    is_fog, is_storm = frame["kind"] == "fog", frame["wind"] == "storm"
    level = 5.0 * is_fog + 4.0 * is_storm + 4.0 * (is_fog & is_storm)
    frame["rain"] = (level + more * (frame["place"] == "hill") * level + rng.normal(5, 1, n)).round(2)
    context = make_context(table_of(frame), Options())
    view = View.of(context, find_subject(context, "rain"))
    return [draft.detail for draft in SegmentFact().draft(view)]


@pytest.mark.parametrize(("more", "is_told"), [(0.4, False), (2.0, True)])
def test_a_third_condition_is_told_beside_the_two_where_it_adds_much(more: float, *, is_told: bool) -> None:
    first, *others = _corners(more)
    assert len(first.high) == 2
    assert any(set(first.high) < set(other.high) for other in others) is is_told
