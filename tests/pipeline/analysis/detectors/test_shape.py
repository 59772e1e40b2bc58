import numpy as np
import pytest

from pipeline.analysis.detectors.shape import two_peaks
from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_two_peaks_and_the_valley_between_them() -> None:
    rng = np.random.default_rng(12)
    values = np.r_[rng.normal(10, 1, 300), rng.normal(20, 1, 500)]
    found = two_peaks(values)
    assert found is not None
    valley, p_value, depth = found
    assert 12 < valley < 18
    assert p_value < 1e-6
    assert depth > 0.9


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.6, 0.9, 1.2])
def test_a_valley_is_found_wherever_it_lies_between_the_bins(shift: float) -> None:
    rng = np.random.default_rng(15)
    found = two_peaks(np.r_[rng.normal(10, 1, 160), rng.normal(15 + shift, 1, 240)])
    assert found is not None
    assert 11.5 < found[0] < 13.5 + shift
    assert found[1] < 1e-5


def test_a_plain_has_no_peaks() -> None:
    rng = np.random.default_rng(16)
    found = [two_peaks(rng.random(300)) for _ in range(40)]
    assert not [peaks for peaks in found if peaks is not None and peaks[1] < 1e-3]


@pytest.mark.parametrize("step", [1.0, 5.0])
def test_rounding_makes_no_peaks(step: float) -> None:
    rng = np.random.default_rng(13)
    values = np.round(rng.normal(57, 2.2 * step, 3000) / step) * step
    values[rng.random(3000) < 0.03] += 0.3 * step
    found = two_peaks(values)
    assert found is None or found[1] > 1e-3


def test_a_column_that_is_mostly_zero() -> None:
    frame = unrelated()
    frame["refund"] = np.where(np.arange(400) % 4 == 0, frame["load"], 0.0)
    (finding,) = findings_of(frame, "shape")
    assert finding.values["zero_share"] == 0.75
    assert finding.values["median_of_others"] == pytest.approx(frame["load"][::4].median())


def test_heaps_are_more_than_the_steps_of_the_scale_give() -> None:
    rng = np.random.default_rng(14)
    frame = unrelated()
    frame["grams"] = 25.0 * rng.integers(100, 240, 400)  # read from a scale in steps of 25
    assert not findings_of(frame, "shape")
    frame["minutes_told"] = np.where(rng.random(400) < 0.7, 10 * rng.integers(1, 13, 400), rng.integers(1, 130, 400))
    (finding,) = findings_of(frame, "shape")
    assert finding.values["round_share"] == pytest.approx((frame["minutes_told"] % finding.values["base"] == 0).mean())
