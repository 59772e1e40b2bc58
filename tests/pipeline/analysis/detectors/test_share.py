import numpy as np
import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_one_of_several_groups_has_most_of_the_rows() -> None:
    frame = unrelated()
    frame["supplier"] = np.random.default_rng(3).choice(["Acme", "Bolt", "Core"], 400, p=[0.8, 0.1, 0.1])
    (finding,) = findings_of(frame, "share")
    assert finding.columns == ("supplier",)
    assert finding.values["share"] == pytest.approx((frame["supplier"] == "Acme").mean())


def test_that_one_of_two_answers_is_the_common_one_is_no_news() -> None:
    frame = unrelated()
    frame["late"] = np.random.default_rng(4).random(400) < 0.07
    assert not findings_of(frame, "share")
