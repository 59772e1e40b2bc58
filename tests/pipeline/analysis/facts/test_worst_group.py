"""The group of which most is late or missing: large enough, no step of a scale, and corrected for its choice."""

from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.worst_group import worst_group

ROWS = 400
HALVES = np.arange(ROWS) % 2
COUNTED = np.where(HALVES == 1, np.arange(ROWS) % 10 < 6, np.arange(ROWS) % 10 == 0).astype(float)


def group(name: str, codes: np.ndarray) -> Group:
    return Group(name, f'"{name}"', tuple("abc")[: int(codes.max()) + 1], codes)


def view(*groups: Group, **flags: bool) -> SimpleNamespace:
    """A view of these groups, as far as it is looked at."""
    variable = SimpleNamespace(**({"time_part": False, "ordinal": False} | flags))
    context = SimpleNamespace(variables={each.column: variable for each in groups})
    return SimpleNamespace(groups=groups, context=context)


def test_the_group_with_the_largest_share_is_found() -> None:
    worst = worst_group(view(group("desk", HALVES)), "done", COUNTED)
    assert (worst.column, worst.level) == ("desk", "b")
    assert worst_group(view(group("desk", HALVES)), "desk", COUNTED) is None  # no group of itself
    assert worst.sql == "\"desk\" = 'b'"


def test_a_group_of_fewer_than_ten_rows_is_none() -> None:
    codes = HALVES.copy()
    codes[COUNTED == 1] = np.where(np.arange((COUNTED == 1).sum()) < 9, 2, codes[COUNTED == 1])
    assert worst_group(view(group("desk", codes)), "done", COUNTED).level == "b"  # c has nine rows, all counted


@pytest.mark.parametrize(("flags", "is_found"), [({}, True), ({"ordinal": True}, False)])
def test_steps_of_a_scale_are_no_groups(flags, is_found) -> None:
    assert (worst_group(view(group("desk", HALVES), **flags), "done", COUNTED) is not None) is is_found
    assert worst_group(view(group("month", HALVES), ordinal=True, time_part=True), "done", COUNTED) is not None


def test_one_of_three_columns_has_a_p_value_of_three_times_its_own_which_is_counted() -> None:
    looked_at = view(group("desk", HALVES), group("day", np.zeros(ROWS, int)), group("hour", np.zeros(ROWS, int)))
    worst = worst_group(looked_at, "done", COUNTED)
    picked = worst.picked(looked_at)
    assert worst.claim.is_counted
    assert not picked.claim.is_counted
    assert picked.claim.p_value / worst.claim.p_value == pytest.approx(3)
    assert (picked.column, picked.level) == (worst.column, worst.level)


def test_a_difference_that_chance_makes_is_none() -> None:
    few = slice(0, 40)
    counted = (np.arange(40) % 8 < 3).astype(float)
    assert worst_group(view(group("desk", HALVES[few])), "done", counted) is None
