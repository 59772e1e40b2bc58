"""What a corner of two columns was chosen from is paid for, however often the file repeats its rows."""

import numpy as np
import pandas as pd

from pipeline.analysis.context import make_context
from pipeline.analysis.facts.segment import SegmentFact
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
