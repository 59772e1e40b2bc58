"""Numbers with something at them: flags, limits, sides of an account, magnitudes, markers for what is missing."""

import pytest

from pipeline.reading.remarks import remarks
from pipeline.reading.types import Evidence, plan_column
from pipeline.story import ColumnType

PLAIN = ["12.5", "13.1", "9.8", "10.4", "11.0", "12.2", "14.9", "8.7"]


@pytest.mark.parametrize(
    ("values", "expected", "told"),
    [
        (["6806*", "7173"], [6806, 7173], "number_marks"),
        (["7.8(b)", "5.9¹", "6.7 r", "3.3", "4.1"], [7.8, 5.9, 6.7, 3.3, 4.1], "number_marks"),
        (["61.6 bu", "73.5 b", "64.6", "65.1"], [61.6, 73.5, 64.6, 65.1], "number_marks"),
        (["<0.5", "1.05", ">50"], [0.5, 1.05, 50], "number_limits"),
        (["~120", "130", "ca. 140"], [120, 130, 140], "number_about"),
        (["R$ 1,2 mi", "R$ 3 bi"], [1_200_000, 3_000_000_000], "number_scales"),
        (["Rs. 1.2 L", "Rs 3.4 Cr"], [120_000, 34_000_000], "number_scales"),
        (["300 mil. Kč", "1.5 mld Kč"], [300_000_000, 1_500_000_000], "number_scales"),
        (["≤ 2", "3", "4"], [2, 3, 4], "number_limits"),
        (["250,000+", "12,500", "99,000"], [250_000, 12_500, 99_000], "number_at_least"),
        (["5.2 ± 0.3", "4.8 ± 0.2"], [5.2, 4.8], "number_spreads"),
        (["85.85 Dr", "1,250.00 Cr"], [-85.85, 1250], "number_sides"),
        (["3.567,38 S", "2.822,61 H"], [-3567.38, 2822.61], "number_sides"),
        (["₹12.5 Cr", "₹35 Lakh"], [125_000_000, 3_500_000], "number_scales"),
        (["12,4 M€", "1,2 Md€", "350 k€"], [12_400_000, 1_200_000_000, 350_000], "number_scales"),
        (["3.5万円", "12万円", "1億円"], [35_000, 120_000, 100_000_000], "number_scales"),
        (["512 KB", "2 MB", "4 MB"], [0.5, 2, 4], "number_scales"),
        (["250 g", "1 kg", "2 kg"], [0.25, 1, 2], "number_scales"),
        (["2,5 Mio. EUR", "400 Tsd. EUR"], [2_500_000, 400_000], "number_scales"),
        (["1,5 млн", "300 тыс."], [1_500_000, 300_000], "number_scales"),
    ],
)
def test_the_number_and_its_mark_are_told_apart(values: list[str], expected: list[float], told: str) -> None:
    plan = plan_column(Evidence.of("x", values))
    assert plan.type == ColumnType.NUMERIC
    assert [plan.value(text) for text in values] == pytest.approx(expected)
    assert [warning.kind for warning in remarks("x", plan, dict.fromkeys(values, 1))] == [told]


@pytest.mark.parametrize("marker", ["[c]", "..", ":", "x", "(D)", "/", "suppressed", "[low]", "s", "…", ": c"])
def test_markers_amid_numbers_are_missing_values(marker: str) -> None:
    values = [*PLAIN, *[marker] * 3]
    plan = plan_column(Evidence.of("rate", values))
    assert plan.type == ColumnType.NUMERIC
    assert [plan.value(text) for text in (marker, "12.5")] == [None, 12.5]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("size", ["S", "M", "L", "38", "40", "42"] * 10),
        ("grade", ["A", "B", "1", "2", "C", "D"] * 10),
        ("section", ["1(a)", "1(b)", "2(a)", "3(c)"] * 10),
        ("answer", ["low", "mid", "high", "low"] * 10),
    ],
)
def test_words_stay_words(name: str, values: list[str]) -> None:
    plan = plan_column(Evidence.of(name, values))
    assert (plan.type, plan.value(values[0])) == (ColumnType.CATEGORICAL, values[0])


def test_a_unit_of_a_few_values_is_none_of_the_column() -> None:
    values = [str(20_000 + 13 * n) for n in range(60)] + ["2.98%", "4.1%"]
    plan = plan_column(Evidence.of("persons", values))
    assert (plan.unit, plan.value("2.98%"), plan.value("20000")) == (None, None, 20_000)


def test_a_balance_that_is_all_credit_is_not_multiplied() -> None:
    plan = plan_column(Evidence.of("balance", ["4,914.15 Cr", "4,015.14 Cr", "3,341.45 Cr"]))
    assert plan.value("4,914.15 Cr") == 4914.15


def test_one_odd_value_spoils_no_column() -> None:
    years = [str(year) for year in range(1990, 2023)]
    assert plan_column(Evidence.of("year", [*years, "unknown"])).type == ColumnType.DATETIME
    assert plan_column(Evidence.of("year", [*years, "see notes"])).type == ColumnType.DATETIME
    codes = ["09100", "09101", "09102", "10115"] * 10
    kept = plan_column(Evidence.of("district", [*codes, "based on a census"]))
    assert (kept.type, kept.value("09100")) == (ColumnType.CATEGORICAL, "09100")
    dates = [f"2024-01-{day:02}" for day in range(1, 29)]
    assert plan_column(Evidence.of("day", [*dates, "soon"])).type == ColumnType.DATETIME


def test_nines_are_missing_values_in_each_column_of_a_file() -> None:
    from pipeline.reading.columns import plan_grid

    warm = Evidence.of("Jul", [*PLAIN, "-99.9", "-99.9"])
    once = Evidence.of("Aug", [*PLAIN, "-99.9"])
    plans = plan_grid([warm, once], {})
    assert [plan.value("-99.9") for plan in plans] == [None, None]
    assert plan_grid([once], {})[0].value("-99.9") == -99.9
    shares = Evidence.of("share", ["99.9", "99.9", "97.2", "95.1", "98.8", "96.0"])
    assert plan_column(shares).value("99.9") == 99.9
