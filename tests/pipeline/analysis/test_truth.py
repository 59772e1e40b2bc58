"""The quick version of the bench of truth: one draw of every null data set and of every planted fact."""

import pytest

from testing.truth.calibration import calibrated_strengths
from testing.truth.nulls import NULLS
from testing.truth.planted import PLANTS
from testing.truth.score import false_findings, mismatches, score
from testing.truth.slips import SLIPS, slip_score

SEED = 21
TIMES = 2.0  # the strength at which the plain test of the fact alone all but always succeeds


@pytest.mark.parametrize("name", NULLS)
def test_nothing_is_found_where_nothing_is(name: str) -> None:
    assert not false_findings(name, SEED)


@pytest.mark.parametrize("name", PLANTS)
def test_a_strong_fact_is_told_early_with_its_caveat(name: str) -> None:
    result = score(name, TIMES * calibrated_strengths()[name], SEED)
    assert result.found_early
    assert result.caveat
    assert result.false == 0
    assert not mismatches


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_and_nothing_else_is_called_one(name: str) -> None:
    result = slip_score(name, SEED)
    assert result.reported
    assert result.false == 0
