import pytest

from pipeline.reading import infer_type
from pipeline.reading.columns import plan_grid
from pipeline.reading.types import Evidence, plan_column
from pipeline.reading.types.missing import sentinels
from pipeline.reading.types.override import plan_as
from pipeline.story import ColumnType

CASES: list[tuple[str, list[str | None], str]] = [
    ("amount", ["1", "2", "", None, "5"], "numeric"),
    ("amount", ["1", "NA", "3", "n/a", "-", "8"], "numeric"),
    ("children", ["0", "1", "1", "0"], "numeric"),
    ("active", ["0", "1", "1", "0"], "boolean"),
    ("smoker", ["Yes", "No", "No"], "boolean"),
    ("works", ["ja", "nein", "ja"], "boolean"),
    ("gender", ["M", "F", "F"], "categorical"),
    ("year", ["2019", "2020", "2021"], "datetime"),
    ("population", ["2019", "2020", "2021"], "numeric"),
    ("zip", ["10115", "80331", "10115"], "categorical"),
    ("zip", ["01234", "10115", "99999"], "categorical"),
    ("stock", ["007", "012", "007"], "categorical"),
    ("stars", ["1", "5", "4", "4", "5", "1"], "categorical"),
    ("elo rating", ["1502", "1833", "2011", "1700", "1699", "1444"], "numeric"),
    ("id", ["1", "2", "3", "4"], "identifier"),
    ("customer_id", ["17", "17", "23", "23", "17", "23"], "categorical"),
    ("", ["0", "1", "2", "3"], "identifier"),
    ("n", ["1", "2", "3", "4"], "numeric"),
    ("key", ["550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"], "identifier"),
    ("order", ["A-1001", "A-1002", "B-1003", "C-1009", "D-1000"], "identifier"),
    ("clock", ["10:30", "11:45", "12:10", "13:00", "14:20"], "text"),
    ("name", ["Anna Berg", "Bo Dahl", "Cato Lie"], "text"),
    ("city", ["Oslo", "Bergen", "Oslo", "Oslo"], "categorical"),
    ("link", ["https://a.example/b", "www.b.example"], "url"),
    ("tags", ['["a"]', "[]", '["b", "c"]'], "list"),
    ("genres", ["Drama|Comedy", "Drama", "Comedy", "Comedy|Drama"], "list"),
    ("created_at", ["1700000000", "1700086400", "1700259200"], "datetime"),
    ("number", ["1700000000000", "1700086400000", "1700259200000"], "datetime"),
    ("phone", ["4930123456", "4989765432", "4940111222"], "identifier"),
    ("order_date", ["45000", "45003", "45010"], "datetime"),
    ("sales", ["45000", "45003", "45010"], "numeric"),
    ("Monat", ["01.2023", "02.2023", "11.2023"], "datetime"),
    ("Zeitraum", ["09.2023", "10.2023", "11.2023"], "datetime"),
    ("mois", ["9.2023", "10.2023", "11.2023"], "datetime"),
    ("period", ["2023.01", "2023.02", "2023.12"], "datetime"),
    ("ratio", ["1.2023", "2.2023", "11.2019"], "numeric"),
    ("date", ["1949.083", "1949.167", "1949.25"], "numeric"),
    ("level", ["2023.01", "2023.02", "2023.12"], "numeric"),
    ("month", ["01.2023", "02.2023", "13.2023"], "numeric"),
    ("country", ["NA", "DE", "US", "NA"], "categorical"),
    ("nothing", ["", None, "NA", "n/a"], "empty"),
    ("nothing", ["", None, "-", "n/a"], "empty"),
    ("long", ["1" * 20, "2" * 20, "3" * 20], "identifier"),
]


@pytest.mark.parametrize(("name", "values", "expected"), CASES)
def test_types(name: str, values: list[str | None], expected: str) -> None:
    assert infer_type(name, values) == expected


def test_all_values_count_not_a_sample() -> None:
    values = [str(number) for number in range(100_000)]
    assert infer_type("x", values) == ColumnType.NUMERIC
    assert infer_type("x", [*values, "007"]) != ColumnType.NUMERIC


def test_a_few_unreadable_values_do_not_hide_a_number_many_do() -> None:
    numbers = [str(number) for number in range(30)]
    assert infer_type("x", [*numbers, "about five"]) == ColumnType.NUMERIC
    assert infer_type("x", [*numbers[:10], *["about five"] * 5]) != ColumnType.NUMERIC


def test_sentinels_need_evidence() -> None:
    ages = {float(age): 1 for age in range(20, 60)}
    assert sentinels({**ages, 999.0: 3}) == {999.0}
    assert sentinels({**ages, 999.0: 1}) == set()
    assert sentinels({float(number): 2 for number in range(980, 1010)}) == set()
    assert sentinels({**ages, -99.0: 2}) == {-99.0}


def test_the_users_type_reads_what_it_can() -> None:
    mixed = Evidence.of("x", ["12", "13", "n/a", "twelve", "fifteen"])
    plan = plan_as(ColumnType.NUMERIC, mixed)
    assert [plan.value(text) for text in ("12", "n/a", "twelve")] == [12, None, None]
    years = Evidence.of("x", ["2001", "2002", "2003"])
    assert str(plan_as(ColumnType.DATETIME, years).value("2002")) == "2002-01-01 00:00:00"
    assert plan_as(ColumnType.CATEGORICAL, years).value("2002") == "2002"
    colors = plan_as(ColumnType.BOOLEAN, Evidence.of("x", ["left", "right", "left"]))
    assert [colors.value(text) for text in ("left", "right", "up")] == [False, True, None]
    assert plan_as(ColumnType.LIST, Evidence.of("x", ["a,b", "c"])).value("a,b") == ["a", "b"]


def test_numbers_are_whole_only_where_their_column_is() -> None:
    whole = plan_column(Evidence.of("x", ["170043200000045015", "5"]))
    mixed = plan_column(Evidence.of("x", ["170043200000045015", "1.5"]))
    assert whole.value("170043200000045015") == 170043200000045015
    assert [type(mixed.value(text)) for text in ("170043200000045015", "5")] == [float, float]
    assert mixed.value("1e400") is None


def test_leading_zeros_are_kept() -> None:
    plan = plan_column(Evidence.of("code", ["007", "012", "007"]))
    assert plan.value("007") == "007"


def test_a_code_that_stands_once_in_each_of_several_columns_is_no_value() -> None:
    numbers = [f"{n * 7 % 13 - 6}.{n % 9}" for n in range(20)]
    evidences = [Evidence.of(name, [*numbers, last]) for name, last in (("a", "-99.99"), ("b", "-99.99"), ("c", "1.5"))]
    plans = plan_grid(evidences, {})
    assert [sorted(plan.sentinels) for plan in plans] == [[-99.99], [-99.99], []]
    assert plan_grid(evidences[1:], {})[0].sentinels == frozenset()


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("column_1", [*map(str, range(35, 80)), "901", *map(str, range(80, 90))], "identifier"),  # of a longer list
        ("column_1", [str(n * n) for n in range(40)], "numeric"),
        ("i", list(map(str, range(1, 40))), "identifier"),
        ("i", ["2", "1", *map(str, range(3, 40))], "numeric"),
        ("column_2", ["1", "2", "2"] * 5, "categorical"),
        ("doors", ["1", "2", "2"] * 5, "numeric"),
        ("passengers", ["1", "2", "2"] * 5, "numeric"),
        ("trt", [*["1", "2", "2"] * 15, "NA"], "categorical"),
        ("date", ["800102", "800103", "010207", "991231"], "datetime"),
        ("date", ["800102", "801303", "991231"], "numeric"),
        ("amount", ["800102", "800103", "991231"], "numeric"),
        ("time", [f"{1949 + n / 12:.4f}" for n in range(40)], "datetime"),
        ("date", [f"{1851 + n * n / 17:.3f}" for n in range(40)], "datetime"),
        ("time", [f"{1949 + n * n / 17:.3f}" for n in range(40)], "numeric"),
        ("smoker", [*["0", "1", "1"] * 30, "NA"], "boolean"),  # so few that numbers could be read in spite of them
        ("smoker", [*["0", "1", "2"] * 30, "NA"], "numeric"),
        ("time", ["20240131:0010", "20240131:0110", "20240201:2310"], "datetime"),
        ("order", ["20240131-0010", "20240131-0110", "20240201-2310"], "text"),
        ("mass", [*(f"{n}.5" for n in range(30)), *(f"[{n}]" for n in range(200, 212))], "numeric"),
        ("year of foundation", [*map(str, range(1780, 1860)), *["unbekannte Zeit"] * 9], "datetime"),
        ("size", [*["38", "40", "42"] * 9, *["medium"] * 5], "categorical"),
        ("opened", [str(1960 + n * 7 % 50) for n in range(200)], "datetime"),
        ("pressure", [str(1010 + n * 7 % 50) for n in range(200)], "numeric"),
        ("weight", [str(1960 + n * 7 % 50) for n in range(200)], "numeric"),
    ],
)
def test_what_published_tables_write(name: str, values: list[str], kind: str) -> None:
    assert infer_type(name, values) == kind


def test_a_word_amid_years_and_brackets_around_numbers() -> None:
    years = plan_column(Evidence.of("year", [*map(str, range(1780, 1860)), *["Altertum"] * 9]))
    assert [str(years.value(text))[:4] for text in ("1790", "Altertum")] == ["1790", "None"]
    masses = plan_column(Evidence.of("mass", ["[209]", "12.5", "13.25", "14.75"]))
    assert [masses.value(text) for text in ("[209]", "12.5")] == [209.0, 12.5]


def test_decimal_years_are_months_where_they_can_be_and_few_missing_words_are_told() -> None:
    months = plan_column(Evidence.of("time", [f"{1949 + n / 12:.3f}" for n in range(30)]))
    assert [str(months.value(text))[:10] for text in ("1949.083", "1950.917")] == ["1949-02-01", "1950-12-01"]
    days = plan_column(Evidence.of("date", ["1850.0", *(f"{1851 + n * n / 17:.3f}" for n in range(1, 30))]))
    assert str(days.value("1851.203"))[:10] == "1851-03-16"
    few = plan_column(Evidence.of("ozone", [*(f"{n}.5" for n in range(40)), "NA"]))
    assert (few.type, few.words) == ("numeric", {"na"})
