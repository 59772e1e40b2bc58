import pytest

from pipeline import wording


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, None, "0"),
        (1234, None, "1,234"),
        (999_999, None, "999,999"),
        (1_234_567, "$", "$1.23 million"),
        (1_500_000, None, "1.5 million"),
        (999_999.6, None, "1 million"),
        (999_700, None, "999,700"),
        (999_999_600, None, "1 billion"),
        (2_000_000_000_000, "kg", "2 trillion kg"),
        (3e21, None, "3.00e21"),
        (12.3456, "%", "12.3%"),
        (99.96, None, "100"),
        (9.996, None, "10.0"),
        (0.9996, None, "1.00"),
        (1234.56, None, "1,235"),
        (0.01234, "kg", "0.0123 kg"),
        (5.6, None, "5.6"),
        (5.602, None, "5.60"),
        (0.5, None, "0.5"),
        (0.0000000012345, None, "0.00000000123"),
        (1.5e-20, None, "1.50e-20"),
        (-12.5, "€", "−€12.5"),
        (-0.0, None, "0"),
    ],
)
def test_number(value, unit, text):
    assert wording.number(value, unit) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="can't be written"):
        wording.number(value)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.1234, "12%"),
        (0.0123, "1.2%"),
        (0.01, "1%"),
        (0.0994, "9.9%"),
        (0.0996, "10%"),
        (0.0004, "0.04%"),
        (0.994, "99%"),
        (0.9951, "99.5%"),
        (0.99961, "99.96%"),
        (2.5, "250%"),
        (-0.25, "−25%"),
    ],
)
def test_percent(share, text):
    assert wording.percent(share) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (2.345, "2.3 times"),
        (12.34, "12 times"),
        (99.6, "100 times"),
        (1.0, "1 times"),
        (5_624_285_988.3, "5.62 billion times"),
    ],
)
def test_times(ratio, text):
    assert wording.times(ratio) == text


def test_count():
    assert wording.count(1, "row") == "1 row"
    assert wording.count(1234, "row") == "1,234 rows"
    assert wording.count(2, "category", "categories") == "2 categories"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1536, "1.5 kB"), (123_456, "123 kB"), (9_960_000, "10 MB"), (6e9, "6.0 GB")],
)
def test_file_size(size, text):
    assert wording.file_size(int(size)) == text
