import pytest

from pipeline.analysis.subject import is_trial


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("variant", ["A", "B"]),
        ("ab_test", ["b", "a", "c"]),
        ("treatment", ["drug X", "drug Y"]),
        ("treat", [True, False]),
        ("group", ["control", "10% off"]),
        ("testGroup", ["Control group", "Exposed"]),
        ("groupe", ["témoin", "traité"]),
        ("cell", ["holdout", "email", "email + sms"]),
    ],
)
def test_arms_of_a_trial(name: str, levels: list[object]) -> None:
    assert is_trial(name, levels)


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("variant", ["S", "M", "L"]),
        ("group", ["north", "south"]),
        ("version", ["1.0", "2.0"]),
        ("region", ["control", "test"]),
        ("treatment", ["only one"]),
        ("treatment", [str(i) for i in range(7)]),
    ],
)
def test_groups_that_nobody_tried(name: str, levels: list[object]) -> None:
    assert not is_trial(name, levels)
