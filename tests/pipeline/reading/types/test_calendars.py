from datetime import date

import pytest

from pipeline.reading.types import Evidence, plan_column
from pipeline.reading.types.calendars import from_persian, in_common_era
from pipeline.story import ColumnType


@pytest.mark.parametrize(
    ("persian", "common"),
    [  # days of which both dates are on record: Nowruz, the leap days, 22 Bahman 1357
        ((1402, 1, 1), date(2023, 3, 21)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_persian_days(persian: tuple[int, int, int], common: date) -> None:
    assert from_persian(*persian) == common


@pytest.mark.parametrize("day", [(1402, 12, 30), (1402, 7, 31), (1402, 13, 1), (1402, 1, 0)])
def test_days_that_the_persian_calendar_lacks(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no day"):
        from_persian(*day)


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("令和元年5月1日", "2019年5月1日"),
        ("平成30年度", "2018年度"),
        ("昭和64年1月7日", "1989年1月7日"),
        ("H30.4.1", "2018.4.1"),
        ("民國112年5月1日", "2023年5月1日"),
        ("S100", "S100"),
        ("R2", "R2"),
    ],
)
def test_eras(text: str, common: str) -> None:
    assert in_common_era(text) == common


@pytest.mark.parametrize(
    ("name", "values", "first"),
    [
        ("วันที่", ["29/02/2567", "01/03/2567", "15/03/2567"], "2024-02-29"),
        ("วันที่", ["๐๑/๐๒/๒๕๖๖", "๑๓/๐๒/๒๕๖๖", "๑๔/๐๒/๒๕๖๖"], "2023-02-01"),
        ("ปี พ.ศ.", ["2565", "2566", "2567"], "2022-01-01"),
        ("تاریخ", ["1402/05/12", "1402/05/31", "1402/06/01"], "2023-08-03"),
        ("day", ["۱۴۰۲/۰۱/۰۱", "۱۴۰۲/۰۱/۰۲", "۱۴۰۲/۰۱/۰۳"], "2023-03-21"),
        ("日付", ["令和5年4月1日", "令和5年4月2日", "令和5年5月1日"], "2023-04-01"),
        ("日付", ["２０２３／０４／０１", "２０２３／０４／２１"], "2023-04-01"),
        ("날짜", ["2024년 1월 5일", "2024년 1월 6일"], "2024-01-05"),
        ("Jour", ["1er janv. 2024", "4 févr. 2024", "7 août 2024"], "2024-01-01"),
        ("дата", ["5 января 2024", "6 февраля 2024"], "2024-01-05"),
        ("Day", ["2020*", "2021", "2022"], None),
        ("Year", ["2020*", "2021", "2022"], "2020-01-01"),
    ],
)
def test_dates_of_other_calendars_and_scripts(name: str, values: list[str], first: str | None) -> None:
    plan = plan_column(Evidence.of(name, values))
    assert (plan.type == ColumnType.DATETIME) is (first is not None)
    if first:
        assert str(plan.value(values[0]))[:10] == first


def test_old_dates_stay_where_nothing_says_that_they_are_persian() -> None:
    plan = plan_column(Evidence.of("coronation date", ["1399/10/13", "1413/04/09", "1422/09/01"]))
    assert str(plan.value("1399/10/13"))[:10] == "1399-10-13"


def test_births_are_not_in_the_future_and_bonds_may_be() -> None:
    births = plan_column(Evidence.of("date of birth", ["04/17/47", "12/30/68", "06/15/99"]))
    assert str(births.value("04/17/47"))[:4] == "1947"
    bonds = plan_column(Evidence.of("maturity", ["04/17/47", "12/30/38", "06/15/29"]))
    assert str(bonds.value("04/17/47"))[:4] == "2047"


def test_swapped_days_are_swapped_back() -> None:
    texts = [f"{day}/01/2024" for day in range(13, 32)] + [f"2024-{day:02}-01" for day in range(1, 13)]
    plan = plan_column(Evidence.of("ordered", texts))
    assert str(plan.value("2024-12-01"))[:10] == "2024-01-12"
    kept = plan_column(Evidence.of("ordered", [*texts, "2024-01-20"]))
    assert str(kept.value("2024-12-01"))[:10] == "2024-12-01"
