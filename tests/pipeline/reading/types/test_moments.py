from datetime import datetime

import pytest

from pipeline.reading import infer_type
from pipeline.reading.types.moments import learn_format


def read(texts: list[str], hint: bool | None = None) -> list[datetime | None]:
    written, _ = learn_format(dict.fromkeys(texts, 1), texts, hint)
    assert written is not None
    return [written.parse(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-31", datetime(2024, 1, 31)),
        ("2024/1/31 7:05", datetime(2024, 1, 31, 7, 5)),
        ("2024-01-31T07:05:09.250", datetime(2024, 1, 31, 7, 5, 9, 250_000)),
        ("31.01.2024", datetime(2024, 1, 31)),
        ("31.01.2024 14:30 Uhr", datetime(2024, 1, 31, 14, 30)),
        ("1/31/24 12:05 AM", datetime(2024, 1, 31, 0, 5)),
        ("1/31/2024 1:47p", datetime(2024, 1, 31, 13, 47)),
        ("1/31/2024 12:05 A", datetime(2024, 1, 31, 0, 5)),
        ("1/31/2024 1:47 EST", datetime(2024, 1, 31, 1, 47)),
        ("31 Jan 2024", datetime(2024, 1, 31)),
        ("January 31st, 2024", datetime(2024, 1, 31)),
        ("3. März 2024", datetime(2024, 3, 3)),
        ("15 août 2023", datetime(2023, 8, 15)),
        ("31-Jan-99", datetime(1999, 1, 31)),
        ("Wed, 31 Jan 2024 08:00:00 GMT", datetime(2024, 1, 31, 8)),
        ("Wed Jan 31 08:00:00 2024", datetime(2024, 1, 31, 8)),
        ("2024-Q3", datetime(2024, 7, 1)),
        ("Q3 2024", datetime(2024, 7, 1)),
        ("2024W05", datetime(2024, 1, 29)),
        ("2024-W05-3", datetime(2024, 1, 31)),
        ("Jan 2024", datetime(2024, 1, 1)),
        ("2024-01", datetime(2024, 1, 1)),
        ("13/2024", None),
        ("2024-02-30", None),
        ("99/99/2024", None),
        ("hello 2024", None),
    ],
)
def test_one_moment(text: str, moment: datetime | None) -> None:
    written, readable = learn_format({text: 1}, [text])
    assert (written.parse(text) if written else None) == moment
    assert readable == (moment is not None)


def test_day_and_month_are_told_apart_over_the_column() -> None:
    assert read(["01/02/2024", "13/02/2024"])[0] == datetime(2024, 2, 1)
    assert read(["01/02/2024", "02/13/2024"])[0] == datetime(2024, 1, 2)


def test_where_no_number_decides_order_does_then_other_columns_then_custom() -> None:
    ascending_by_day = ["01/05/2024", "02/05/2024", "03/05/2024", "01/06/2024"]
    assert read(ascending_by_day)[1] == datetime(2024, 5, 2)
    unordered = ["05/01/2024", "01/09/2024", "04/03/2024", "02/02/2024"]
    assert read(unordered)[1] == datetime(2024, 1, 9)
    assert read(unordered, hint=True)[1] == datetime(2024, 9, 1)
    assert read([text.replace("/", ".") for text in unordered])[1] == datetime(2024, 9, 1)


def test_one_time_zone_keeps_the_clock_several_become_utc() -> None:
    assert read(["2024-01-05T10:00:00+02:00", "2024-01-06T10:00:00+02:00"])[0] == datetime(2024, 1, 5, 10)
    assert read(["2024-01-05T10:00:00+02:00", "2024-01-05T10:00:00Z"])[0] == datetime(2024, 1, 5, 8)


@pytest.mark.parametrize(
    "values",
    [
        ["FY2010", "FY2011"],
        ["FY 10", "FY 11"],
        ["FY2010/11", "FY2011/12"],
        ["FY10/11", "FY11/12"],
        ["GJ 10/11", "GJ 11/12"],
    ],
)
def test_fiscal_years_with_their_mark_are_time(values: list[str]) -> None:
    assert read(values) == [datetime(2010, 1, 1), datetime(2011, 1, 1)]


def test_fiscal_years_are_no_months() -> None:
    assert read(["2010/11", "2011/12", "2019/20"]) == [datetime(2010, 1, 1), datetime(2011, 1, 1), datetime(2019, 1, 1)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-09 24:00", datetime(2024, 3, 10)),
        ("2024-03-09 25:10", datetime(2024, 3, 10, 1, 10)),
        ("09.03.2024 25:10:30", datetime(2024, 3, 10, 1, 10, 30)),
        ("31 Dec 2024, 29:59", datetime(2025, 1, 1, 5, 59)),
        ("2024-03-09 30:00", None),
        ("09.03.2024 48:10", None),
        ("2024-03-09 99:99", None),
    ],
)
def test_a_day_of_service_ends_after_midnight(text: str, moment: datetime | None) -> None:
    texts = ["2024-03-08 08:00", "08.03.2024 08:00", "31 Dec 2024, 08:00", text]
    written, _ = learn_format(dict.fromkeys(texts, 1), texts, day_first_hint=True)
    assert written is not None
    assert written.parse(text) == moment


GIVEN_OUT = [str(1_900_000_345 + 13 * n) for n in range(30)]
CLOCKED = [str(1_704_067_200 + 3_607 * n) for n in range(30)]


@pytest.mark.parametrize(
    ("name", "values", "is_moment"),
    [
        ("Belegnr", CLOCKED, False),  # the name says that they are numbers
        ("Kundennummer", [f"{text}000" for text in CLOCKED], False),
        ("customer", CLOCKED, False),
        ("x", GIVEN_OUT, False),  # of 2030
        ("x", [str(1_400_000_017 + 7 * n) for n in range(30)], False),  # a range of numbers from its beginning on
        ("x", [str(1_200_000_000_017 + 7 * n) for n in range(30)], False),
        ("x", CLOCKED, True),
        ("x", [f"{text}123" for text in CLOCKED], True),
        ("timestamp", GIVEN_OUT, True),
        ("created", [f"{text}000" for text in GIVEN_OUT], True),
    ],
)
def test_numbers_that_firms_give_out_are_no_seconds(name: str, values: list[str], is_moment: bool) -> None:
    assert (infer_type(name, values) == "datetime") is is_moment
