"""What is converted in one step is what it is text by text."""

import random

import pytest

from pipeline.reading.plain_columns import convert_plain
from pipeline.reading.types import Evidence, plan_column
from pipeline.reading.types.plain_texts import PlainTexts

WRITTEN = {
    "plain": ("{}{}", "{}{}"),
    "dollars": ("{}${}", "{}{}"),
    "euros": ("{}{} €", "{}{}€"),
    "per cent": ("{}{}%", "{}{} %"),
    "kilograms": ("{}{}kg", "{}{} kg"),
    "rupees": ("{}₹{}", "{}{}₹"),
}
AMOUNTS = ("0", "7", "12.5", "0.25", "1,234", "12,345,678.90", "007", "1234", "99.0")


@pytest.mark.parametrize("forms", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("seed", range(4))
def test_at_once_as_one_by_one(forms: tuple[str, str], seed: int) -> None:
    chance = random.Random(seed)
    amounts = AMOUNTS if seed % 2 else [amount for amount in AMOUNTS if "," not in amount]
    texts: list[str | None] = [
        chance.choice(forms).format(chance.choice(["", "-"]), chance.choice(amounts)) for _ in range(40)
    ]
    plan = plan_column(Evidence.of("amount", texts))
    texts[::7] = [None] * 6
    array = convert_plain(texts, plan)
    assert array is None or array.to_pylist() == [plan.value(text) for text in texts]
    assert array is not None or plan.storage == "VARCHAR" or plan.sentinels


@pytest.mark.parametrize("odd", ["$5$", "5 $ 5", "$1,23", "1,2345", "5 kg", "€5", "$-", "5%", "--5", "$ ", "1,234,5"])
def test_anything_else_is_left_to_be_read_one_by_one(odd: str) -> None:
    texts = [f"${number}.50" for number in range(1, 40)]
    plan = plan_column(Evidence.of("amount", texts))
    assert plan.unit == "$"
    assert convert_plain(texts, plan) is not None
    assert convert_plain([*texts, odd], plan) is None


def test_texts_are_plain_numbers_or_none_of_them_is() -> None:
    plain = PlainTexts.of(["1", "-2.5", ".5", "3.", "+1e6", "007"])
    assert plain is not None
    assert plain.numbers.tolist() == [1, -2.5, 0.5, 3, 1_000_000, 7]
    found = plain.have_points, plain.have_exponents, plain.have_zero_led, plain.are_digits
    assert found == (True, True, True, False)
    for odd in ("1e1234", "nan", "1_0", " 1", "", "1-2", "e5", "1.2.3", "٣", "1\n2"):
        assert PlainTexts.of(["1", odd]) is None
    assert PlainTexts.of([]) is None
