"""No value is so many times another where zero is a convention."""

import numpy as np
import pandas as pd
import pytest

from tests.pipeline.analysis.facts import tables


@pytest.mark.parametrize(("header", "has_ratio"), [("temp_c", False), ("flow_lpm", True)])
def test_degrees_are_no_multiples_of_each_other(header: str, has_ratio: bool) -> None:
    rng = np.random.default_rng(12)
    at = pd.date_range("2024-03-01", periods=24 * 60, freq="h")
    site = rng.choice(["roof", "cellar", "yard"], len(at))
    course = 20 + 8 * np.sin((at.hour - 9) / 24 * 2 * np.pi) + 12 * (site == "roof") + rng.normal(0, 1, len(at))
    told = tables.told(pd.DataFrame({"at": at, "site": site, header: np.round(course, 2)}))
    texts = {finding.kind: finding.text for finding in told.findings}
    assert {"seasonality", "difference"} <= set(texts)
    for kind in ("seasonality", "difference"):
        assert (" times " in texts[kind]) is has_ratio
