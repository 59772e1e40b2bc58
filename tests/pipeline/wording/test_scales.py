"""Scales that answers stand on."""

import pytest

from pipeline.wording.scales import places_on_scale


@pytest.mark.parametrize(
    "rising",
    [
        ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
        ["never", "rarely", "sometimes", "often", "always"],
        ["nie", "selten", "manchmal", "häufig", "immer"],
        ["Jamais", "Rarement", "Parfois", "Souvent", "Toujours"],
        ["Nunca", "A veces", "Siempre"],
        ["trifft nicht zu", "trifft eher nicht zu", "teils/teils", "trifft eher zu", "trifft zu"],
        ["Low", "Medium", "High", "Critical"],
        ["XS", "S", "M", "L", "XL", "XXL"],
        ["Primary school", "High School", "Bachelor’s degree", "Master's degree", "PhD"],
        ["1 - Very poor", "2 - Poor", "3 - Fair", "4 - Good", "5 - Very good"],
        ["Month-to-month", "One year", "Two year"],
        ["Montag", "Dienstag", "Sonntag"],
        ["small", "large", "Don't know"],
    ],
)
def test_the_steps_of_a_scale_rise_from_its_low_end(rising):
    places = places_on_scale(rising)
    assert places == sorted(places)
    assert places_on_scale(rising[::-1]) == places[::-1]


@pytest.mark.parametrize("names", [["M", "S"], ["north", "high"], ["Medium"], ["low", "sometimes"], ["a", "b", "c"]])
def test_names_of_no_scale_or_of_two_have_no_order(names):
    assert places_on_scale(names) is None
