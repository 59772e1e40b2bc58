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
        (0.9996, None, "1.0"),
        (1234.56, None, "1,235"),
        (0.01234, "kg", "0.0123 kg"),
        (5.6, None, "5.6"),
        (5.602, None, "5.60"),
        (0.5, None, "0.5"),
        (0.0000000012345, None, "0.00000000123"),
        (1.5e-20, None, "1.50e-20"),
        (-12.5, "€", "−€12.50"),
        (217.4, "$", "$217"),
        (0.82, "$", "$0.82"),
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


@pytest.mark.parametrize(
    ("sizes", "unit", "texts"),
    [
        ([484_247, 733_215], None, ["484,000", "733,000"]),
        ([135_450, 143_093], None, ["135,500", "143,100"]),  # of the difference two digits are left
        ([126_772.1, 93_876.4, 80_775.9], "$", ["$127,000", "$94,000", "$81,000"]),
        ([9.05, 6.46, 0.0185], None, ["9.05", "6.46", "0.019"]),
        ([4_460_000, 900_000], None, ["4.46 million", "900,000"]),
        ([58_123.4, 1_110_000, 0], "€", ["€58,000", "€1.11 million", "€0"]),
        ([5_000_000, 2_300_000_000], None, ["5 million", "2.3 billion"]),
        ([1_309, 500], None, ["1,309", "500"]),
        ([-25_729.4, 76_381.4], None, ["−25,700", "76,400"]),
        ([3.2, 19.79], "$", ["$3.20", "$19.79"]),
        ([96.7213, 96.7531], None, ["96.72", "96.75"]),  # never more than four digits
        ([0.1, 0.25], "kg", ["0.10 kg", "0.25 kg"]),
        ([0, 12.345], None, ["0", "12.3"]),
        ([], None, []),
    ],
)
def test_what_is_compared_has_the_same_last_digit(sizes, unit, texts):
    assert wording.amounts(sizes, unit) == texts


@pytest.mark.parametrize(
    ("shares", "texts"),
    [
        ([0.43, 0.11, 0.028], ["43%", "11%", "3%"]),
        ([0.63, 0.001], ["63%", "0.1%"]),
        ([0.052, 0.021], ["5.2%", "2.1%"]),
        ([0.614, 0.611], ["61.4%", "61.1%"]),
        ([0.614, 0.611, 0.2], ["61%", "61%", "20%"]),
        ([0.11, 0.099], ["11%", "10%"]),
        ([0.1164, 0.1024], ["11.6%", "10.2%"]),  # 1.4 points, not two
        ([0.999, 0.5], ["99.9%", "50%"]),
    ],
)
def test_shares_that_are_compared(shares, texts):
    assert wording.percents(shares) == texts


def test_a_difference_of_shares_is_told_in_points():
    assert [wording.points(size) for size in (0.143, -0.01)] == ["14 percentage points", "1 percentage point"]


def test_one_day_is_no_days():
    assert [wording.number(size, "days") for size in (1, 2, 1.5)] == ["1 day", "2 days", "1.5 days"]
    assert wording.amounts([1.0, 3.0], "hours") == ["1 hour", "3 hours"]


@pytest.mark.parametrize(
    ("factor", "told"), [(4.26, "4.3-fold"), (8.0, "8-fold"), (7.98, "8-fold"), (152.6, "153-fold")]
)
def test_many_times_as_much_are_so_many_fold(factor, told):
    assert wording.fold(factor) == told
    assert wording.grown(factor - 1, factor) == wording.grown_by(factor - 1, factor) == told
    assert wording.multiple(factor) == f"×{told.removesuffix('-fold')}"


def test_what_is_not_many_times_as_much_is_more_by_per_cents():
    assert (wording.grown(-0.37, None), wording.grown_by(1.5, None)) == ("37%", "by 150%")
