from dataclasses import replace

import pytest

from pipeline.analysis.facts.target import Target
from pipeline.narrative.reach import dial, is_better_high, lever, reach, remedy, to_fill
from pipeline.story import Column, ColumnType, Form, Subject, TableKind
from tests.pipeline.narrative.analyses import analysis


def about(column, form=Form.MEAN, table=TableKind.EVENTS, value=None, columns=None):
    names = columns or ([column] if column else [])
    told = analysis(columns=tuple(Column(name, ColumnType.NUMERIC) for name in names))
    subject = Subject(column, (column,) if column else (), form, value, table)
    return reach(replace(told, subject=subject)).acts


@pytest.mark.parametrize("column", ["Profit", "churn", "order_value_sales", "DeliveryDays delay", "monthlyCharges"])
def test_what_somebody_answers_for_can_be_acted_on(column):
    assert about(column)


@pytest.mark.parametrize(
    "column", ["precipitation", "survived", "lifeExp", "temp_max", "nonfarm", "age", "Ozone", "x7"]
)
def test_weather_fate_traits_and_the_unknown_can_not(column):
    assert not about(column)


@pytest.mark.parametrize("table", [TableKind.SURVEY, TableKind.EXPERIMENT])
def test_a_survey_and_a_trial_decide_nothing_by_themselves(table):
    assert not about("sales", table=table)


def test_rows_are_acted_on_where_they_are_somebodys_work():
    assert about(None, Form.COUNT, columns=["ticket", "agent", "closed"])
    assert not about(None, Form.COUNT, columns=["status", "wind", "category"])


@pytest.mark.parametrize("name", ["sex", "Gender", "seniorCitizen", "wind_speed", "population", "colour"])
def test_no_lever(name):
    assert lever(name) is None


def test_levers_are_known_by_words_of_their_names():
    assert lever("SubCategory").loses == "Reprice {group} or drop it"
    assert lever("payment_method").suffers == "Make {rows} {behind} a better offer"
    assert dial("Discount").cap == "Cap {column} below {cut}"
    assert dial("weight") is None


@pytest.mark.parametrize(
    ("column", "value", "better"),
    [
        ("churn", "yes", False),
        ("churn", "no", True),
        ("renewed", True, True),
        ("result", "rejected", False),
        ("status", 500, False),
        ("status", 200, True),
        ("Purchase", "MM", None),
        ("colour", "red", None),
    ],
)
def test_which_way_is_better(column, value, better):
    assert is_better_high(Target(column, Form.SHARE, value, "", None)) is better


def test_gaps_are_filled_by_what_is_missing():
    assert to_fill("Ozone").startswith("Ask for more hours of measurement")
    assert to_fill("unit_price").endswith("from the books")
    assert to_fill("x7").startswith("Find out who leaves")


def test_a_queue_of_its_own_is_for_what_waits_and_none_for_what_is_urgent():
    reason = lever("stop_reason")
    assert remedy(reason, "wait_minutes") == "Give {group} a queue of its own"
    assert remedy(reason, "scrap_parts") == "Look into {group} first"
    assert not remedy(lever("priority"), "wait_minutes")
