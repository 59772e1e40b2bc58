"""Numbers in texts, by value: rounded, scaled, in percent."""

import pytest

from testing.story.numbers import are_half_stated, stated


def test_each_number_has_its_scale_and_half_a_unit_of_its_last_digit() -> None:
    numbers = stated("from $138.4 million to −2,730, up 5.6 %")
    assert [number.value for number in numbers] == pytest.approx([138.4e6, 2730, 5.6])
    assert [number.margin for number in numbers] == pytest.approx([0.05e6, 0.5, 0.05], rel=1e-3)
    assert [number.is_percent for number in numbers] == [False, False, True]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.727, "73% of women"),
        (0.727, "73 percent"),
        (1.328, "33% over budget"),
        (0.874, "13% less"),
        (-25_729.0, "lost 25.7k"),
        (12.24, "12.2 hours"),
        ("2014-05-01", "passed in May 2014"),
    ],
)
def test_a_value_is_found_in_each_of_its_forms(value: float | str, text: str) -> None:
    assert are_half_stated([value], text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.727, "72% of women"), (12.24, "12.3 hours"), ("2014-05-01", "passed in June 2014"), (7.0, "version a7")],
)
def test_another_value_is_not_taken_for_it(value: float | str, text: str) -> None:
    assert not are_half_stated([value], text)


def test_half_of_the_values_are_enough_and_zeros_count_for_nothing() -> None:
    assert are_half_stated([3, 7, 100.5], "3 and 7")
    assert not are_half_stated([3, 7, 100.5], "3 and 8")
    assert not are_half_stated([0], "0 of all")
