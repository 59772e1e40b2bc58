import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import wording
from pipeline.narrative.check import sentences, written_numbers
from tests.pipeline.narrative.backing import keep_supported, unsupported


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It is 12.", 12),
        ("It is 12.", 12.4),
        ("It is 1,235 rows.", 1234.5678),
        ("It rose to $1.23 million.", 1_234_567.8),
        ("It rose to \\$1.23 million.", 1_234_567.8),
        ("Sales of €3 billion", 2.96e9),
        ("a total of 12 thousand", 12_345),
        ("a share of 12%", 0.1234),
        ("a share of 12%", 12.34),
        ("0.04% of all", 0.0004),
        ("5 percentage points", 0.05),
        ("fell by 12%", -0.1234),
        ("it is −0.52", -0.5211),
        ("it is -0.52", -0.5211),
        ("it is −$12", -12.2),
        ("2.3 times as much", 2.345),
        ("(0.0123)", 0.012345),
        ("1.50e-20 g", 1.5e-20),
        ("from 0.5 to", 0.45),
        ("2,024 rows", 2024),
    ],
)
def test_numbers_are_compared_as_they_are_rounded(text, value):
    assert unsupported(text, [value]) == []


@pytest.mark.parametrize(
    ("text", "values", "wrong"),
    [
        ("It is 13.", [12], ["13"]),
        ("It is 12.", [12.6], ["12"]),
        ("It is 12.3.", [12.4], ["12.3"]),
        ("a share of 12%", [0.13], ["12%"]),
        ("a ratio of 12", [0.12], ["12"]),
        ("It rose to $1.24 million.", [1_234_567], ["$1.24 million"]),
        ("1 million", [1], ["1 million"]),
        ("it is −0.52", [0.52], ["−0.52"]),
        ("12 of 40", [12], ["40"]),
        ("no values at all: 7", [], ["7"]),
        ("true is not 1", [True], ["1"]),
        ("10–20", [10], ["20"]),
        ("a name, **20–30**", [], ["20", "30"]),
    ],
)
def test_a_number_that_no_value_gives_is_found(text, values, wrong):
    assert unsupported(text, values) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "In **Q1 2019 sales** it is so.",
        "Where **age** is **20\\–30** it is so.".replace("\\–", "–"),
        "Where **code** is **a\\*7** it is so.",
        "In **\u2068مبيعات 9\u2069** it is so.",
        "Words like R2D2, H1 or COVID19 are no numbers.",
        "R² is a name.",
    ],
)
def test_names_are_no_numbers(text):
    assert unsupported(text, ["20–30"], ["Q1 2019 sales", "age", "code", "a*7", "مبيعات 9"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2024",
        "March 2024",
        "Q1 2024",
        "in 2024",
        "2024-03-05",
        "5 March 2024, 14:00",
    ],
)
@pytest.mark.parametrize("value", ["2024-03-05 14:30:00", "2024-03-05T14:30:00"])
def test_dates_are_compared_as_finely_as_they_are_written(text, value):
    assert unsupported(text, [value]) == []


@pytest.mark.parametrize(
    "text", ["6 March 2024", "April 2024", "Q2 2024", "in 2025", "2024-03-06", "5 March 2024, 15:00", "5 March 2023"]
)
def test_a_date_that_no_value_gives_is_found(text):
    assert unsupported(text, ["2024-03-05 14:30:00"]) == [text.removeprefix("in ")]


def test_times_of_day():
    assert unsupported("It peaks at **14:00** and is lowest at **4:00**.", [14, 4]) == []
    assert unsupported("at 14:30", ["2024-03-05 14:30:00"]) == []
    assert unsupported("at 14:30", [14]) == ["14:30"]
    assert unsupported("at 15:00", [14]) == ["15:00"]


def test_a_quotation_is_not_looked_at():
    assert unsupported("where **note** says “24h”", [], ["note"]) == []


def test_a_day_is_not_taken_for_a_number():
    assert unsupported("5 March 2024", [5, 2024]) == ["5 March 2024"]


@settings(derandomize=True)
@given(
    st.floats(min_value=-1e17, max_value=1e17, allow_nan=False, allow_subnormal=False),
    st.sampled_from([None, "$", "%", "kg"]),
)
def test_every_number_that_wording_writes_is_understood(value, unit):
    assert unsupported(f"It is {wording.number(value, unit)} now.", [value]) == []


@settings(derandomize=True)
@given(st.floats(min_value=-1e4, max_value=1e4, allow_nan=False, allow_subnormal=False))
def test_every_share_that_wording_writes_is_understood(share):
    assert unsupported(f"It is {wording.percent(share)} now.", [share]) == []


@settings(derandomize=True)
@given(st.text())
def test_every_name_that_wording_writes_is_left_alone(name):
    assert unsupported(f"In {wording.name(name)} it is so.", [], [name]) == []


def test_written_numbers():
    (number,) = written_numbers("about $1.2 million more")
    assert (number.size, number.step, number.negative, number.percent) == (1_200_000, 100_000, False, False)


def test_sentences_end_outside_of_names_and_numbers():
    text = "In **St. Louis. No 5** it is 1.5 kg. Is it? Yes! The end"
    assert sentences(text) == ["In **St. Louis. No 5** it is 1.5 kg.", "Is it?", "Yes!", "The end"]


def test_a_sentence_that_fails_is_dropped():
    kept, dropped = keep_supported("It is 5. It is 6. It is 7.", [5, 7])
    assert kept == "It is 5. It is 7."
    assert dropped == ["It is 6."]


def test_so_many_people_are_a_unit():
    assert unsupported("There are 3.6 murders per 100,000 of **pop**.", [3.61], ["pop"]) == []
    assert unsupported("There are 100,000 murders.", [3.61]) == ["100,000"]
