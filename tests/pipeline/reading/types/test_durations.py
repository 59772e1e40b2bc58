import pytest

from pipeline.reading.types import Evidence, plan_column
from pipeline.reading.types.durations import DurationFormat, in_seconds, learn_format


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3:41:07", 3 * 3600 + 41 * 60 + 7),
        ("27:15", 27 * 3600 + 15 * 60),
        ("1 day, 3:00:00", 27 * 3600),
        ("1.02:30:00", 26.5 * 3600),
        ("-0:15:30", -930),
        ("1h 35m", 5700),
        ("2 Std. 15 Min.", 8100),
        ("1 hour and 20 minutes", 4800),
        ("2 jours 3 heures", 51 * 3600),
        ("1小时20分", 4800),
        ("1h30", 5400),
        ("2 h 15", 8100),
        ("PT1H35M", 5700),
        ("P1DT2H", 26 * 3600),
        ("PT0.5S", 0.5),
    ],
)
def test_a_duration_in_seconds(text: str, seconds: float) -> None:
    assert in_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "3", "P", "PT", "12:75", "5 apples", "10m 2h", "1h 2h", "2024-01-01"])
def test_what_is_no_duration(text: str) -> None:
    assert in_seconds(text) is None


def test_the_unit_is_the_largest_in_which_the_middle_one_is_not_below_one() -> None:
    waits = dict.fromkeys(["1h 5m", "45m", "2h 10m"], 1)
    assert learn_format("wait", waits) == (DurationFormat("hours"), 3)
    laps = dict.fromkeys(["1:23.456", "1:21.002", "1:25.5"], 1)
    learned, _ = learn_format("lap time", laps)
    assert learned == DurationFormat("minutes", minutes=True)
    assert learned.parse("1:30.0") == 1.5


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("departure", ["08:15", "09:30", "17:45", "23:10"]),
        ("time", ["8:05:13", "9:12:44", "9:59:01"]),
        ("clock", ["10:30", "11:45", "12:10"]),
        ("start time", ["9:05:10", "14:30:22"]),
        ("score", ["3:1", "2:2", "0:4"]),
        ("verse", ["3:16", "12:10", "8:28"]),
    ],
)
def test_times_of_day_and_other_colons_are_no_durations(name: str, values: list[str]) -> None:
    assert plan_column(Evidence.of(name, values * 10)).unit is None


@pytest.mark.parametrize("name", ["Chip time", "Netto", "Marathon", "uptime"])
def test_seconds_below_ten_hours_last(name: str) -> None:
    assert plan_column(Evidence.of(name, ["1:32:10", "1:41:05", "2:05:44"])).unit == "hours"


def test_hours_of_work_stay_hours() -> None:
    plan = plan_column(Evidence.of("Arbeitszeit", ["38:30", "40:15", "35:00"]))
    assert (plan.unit, plan.value("38:30")) == ("hours", 38.5)


def test_a_finish_time_is_numeric() -> None:
    plan = plan_column(Evidence.of("Finish time", ["4:23:09", "3:05:08", "3:18:57"]))
    assert plan.unit == "hours"
    assert plan.value("3:30:00") == 3.5


def test_departures_of_a_day_of_service_are_hours_since_midnight() -> None:
    plan = plan_column(Evidence.of("departure_time", ["22:10:00", "23:55:00", "24:05:00", "25:10:00"]))
    assert (plan.unit, plan.value("22:30:00"), plan.value("25:10:00")) == ("hours", 22.5, pytest.approx(25 + 1 / 6))
