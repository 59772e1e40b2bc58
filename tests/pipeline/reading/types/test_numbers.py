from dataclasses import replace

import pytest

from pipeline.reading.types.numbers import NumberFormat, learn_format


def read(texts: list[str], hint: str | None = None) -> tuple[list[float | None], str | None]:
    written, _ = learn_format(dict.fromkeys(texts, 1), hint)
    return [written.parse(text) for text in texts], written.unit


@pytest.mark.parametrize(
    ("texts", "values", "unit"),
    [
        (["$1,234.50", "$3.20"], [1234.5, 3.2], "$"),
        (["1.234,50 €", "3,20 €"], [1234.5, 3.2], "€"),
        (["45 %", "12.5 %"], [45, 12.5], "%"),
        (["12 kg", "3 kg"], [12, 3], "kg"),
        (["(300)", "1,500"], [-300, 1500], None),
        (["-5", "−3", "4-"], [-5, -3, -4], None),
        (["1.2e3", "4E-2"], [1200, 0.04], None),
        (["1.2M", "300K", "7"], [1_200_000, 300_000, 7], None),
        (["$1.5bn", "$2m"], [1_500_000_000, 2_000_000], "$"),
        (["1'234.5", "12'000"], [1234.5, 12000], None),
        (["1 234,5", "12\u00a0345,6"], [1234.5, 12345.6], None),
        (["12,34,567", "1,00,000"], [1234567, 100000], None),
        (["3,5", "1234,25"], [3.5, 1234.25], None),
        (["+3.5%", "-2.5%"], [3.5, -2.5], "%"),
        (["USD 5", "USD 1,000"], [5, 1000], "USD"),
    ],
)
def test_numbers_as_people_write_them(texts: list[str], values: list[float], unit: str | None) -> None:
    assert read(texts) == (values, unit)


def test_three_digits_after_a_mark_are_decided_over_the_column() -> None:
    assert read(["1.234", "12.5"])[0] == [1.234, 12.5]
    assert read(["1.234", "1.234.567"])[0] == [1234, 1234567]
    assert read(["1,234", "12,000"])[0] == [1234, 12000]
    assert read(["1,234", "0,5"])[0] == [1.234, 0.5]
    assert read(["1.234", "2.500"], hint=",")[0] == [1234, 2500]
    assert read(["1,234", "2,500"], hint=",")[0] == [1.234, 2.5]


@pytest.mark.parametrize(
    "text", ["1.2.3", "192.168.1.1", "12-14", "5 6", "1,23", "kg 5", "abc", "1e", "12:30", "(5", ""]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert NumberFormat(plain=False).parse(text) is None


def test_a_unit_that_others_do_not_have_is_not_cut_off() -> None:
    values, _ = read(["5 kg", "6 kg", "7 kg", "8 lb"])
    assert values == [5, 6, 7, None]


def test_whole_numbers_stay_exact() -> None:
    assert NumberFormat().parse("123456789012345678") == 123456789012345678


def test_what_was_read_while_the_format_was_learned_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    written, readable = learn_format({"$1,200.50": 2, "3.5": 1, "none": 1})
    assert readable == 3
    monkeypatch.setattr(NumberFormat, "read", None)
    assert [written.parse(text) for text in ("$1,200.50", "3.5")] == [1200.5, 3.5]
    assert replace(written, decimal=",").known == {}
