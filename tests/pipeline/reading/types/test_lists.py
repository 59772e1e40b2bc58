"""Lists in cells: ticked answers between commas are lists; places, names and sentences with commas are none."""

import random

import pytest

from pipeline.reading import infer_type
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.lists import learn_format


def ticked(options: list[str], rows: int, seed: int = 1, mark: str = ", ") -> list[str]:
    chance = random.Random(seed)
    return [mark.join(o for o in options if chance.random() < 0.5) or options[0] for _ in range(rows)]


@pytest.mark.parametrize(
    "options",
    [
        ["Excel", "Python", "SQL", "R", "Tableau"],
        ["Bus", "Fahrrad", "zu Fuß", "Auto"],
        ["Red meat", "Fish", "Eggs", "Milk", "Nuts", "None of these"],
    ],
    ids=["tools", "ways", "food"],
)
def test_ticked_answers(options: list[str]) -> None:
    values = ticked(options, 90)
    assert infer_type("Which do you use?", values).value == "list"
    written = learn_format(Evidence.of("x", values).counts)
    assert written is not None
    assert [written.parse(value) for value in values[:20]] == [value.split(", ") for value in values[:20]]


def test_an_option_with_a_comma_in_it_stays_whole() -> None:
    options = ["Email, phone or chat", "A friend", "Search", "Ads"]
    written = learn_format(Evidence.of("x", ticked(options, 120, seed=3)).counts)
    assert written is not None
    assert written.parse("Email, phone or chat, Search") == ["Email, phone or chat", "Search"]
    assert written.parse("A friend, Ads") == ["A friend", "Ads"]


def test_options_a_line_each() -> None:
    assert infer_type("ticked", ticked(["yes", "no", "maybe"], 60, mark="\n")).value == "list"


CITIES = [("Ulm", "Germany"), ("Bonn", "Germany"), ("Lyon", "France"), ("Nice", "France"), ("Rome", "Italy")]


@pytest.mark.parametrize(
    "values",
    [
        [f"{city}, {country}" for city, country in CITIES] * 20,
        [f"{city}, {country}" if n % 3 else country for n in range(20) for city, country in CITIES],
        [f"{name}, {first}" for name in ("Berg", "Dahl", "Moe") for first in ("Anna", "Bo", "Eva")] * 9,
        [f"{n} Main St, Apt {n % 7}, Springfield" for n in range(90)],
        ["It came late, and wet", "Fine", "Good, cheap, fast", "Too small, sadly", "Never again"] * 5,
        [f"{n % 9},{n % 4}" for n in range(90)],
        [f"Mozilla/5.0 (X11; Linux x86_64) Firefox/{120 + n % 3}" for n in range(90)],
    ],
    ids=["places", "places or countries", "names", "addresses", "sentences", "decimals", "browsers"],
)
def test_commas_that_divide_no_list(values: list[str]) -> None:
    assert infer_type("where", values).value != "list"
