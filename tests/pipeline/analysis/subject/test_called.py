from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.analysis.subject import called, find_subject
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.story import TableKind
from pipeline.wording import Noun
from testing.truth.tables import table_of

FRAME = pd.DataFrame(
    {
        "customer_id": [f"C-{number:04}" for number in range(100)],
        "num_orders": np.arange(100) % 17,
        "avg_order_val": np.arange(100) * 7.3 % 50,
    }
)


@pytest.fixture(scope="module")
def context():
    return make_context(table_of(FRAME), Options())


def names_of(context, **chosen):
    return called(context, find_subject(context), chosen)


def test_columns_and_rows_are_called_by_their_headers(context):
    subject = names_of(context)
    assert subject.names == {
        "customer_id": "customer ID",
        "num_orders": "number of orders",
        "avg_order_val": "average order value",
    }
    assert subject.row == Noun("customer", "customers")


def test_a_user_calls_a_column_otherwise(context):
    assert names_of(context, Num_Orders="purchases").names["num_orders"] == "purchases"


@pytest.mark.parametrize(
    ("chosen", "message"),
    [({"orders": "x"}, "no column called 'orders'"), ({"num_orders": "Sum", "avg_order_val": "sum"}, "both be called")],
)
def test_names_that_fit_no_column_are_refused(context, chosen, message):
    with pytest.raises(PreprocessingError, match=message):
        names_of(context, **chosen)


def test_half_hours_of_opening_times_are_no_days() -> None:
    halves = pd.date_range("2025-01-06", periods=48 * 28, freq="30min")
    opened = halves[(halves.hour >= 8) & (halves.hour < 20)]
    frame = pd.DataFrame({"start": opened, "calls": np.random.default_rng(12).poisson(40, len(opened))})
    context = make_context(table_of(frame), Options())
    assert called(context, find_subject(context, None), {}).row.many == "intervals"


@pytest.mark.parametrize(
    ("key", "noun"), [("Subject", "row"), ("id", "row"), ("patient_no", "row"), ("region_id", "person")]
)
def test_rows_of_somebody_who_comes_back_are_no_people(key: str, noun: str) -> None:
    rng = np.random.default_rng(15)
    frame = pd.DataFrame({key: [f"S{number:02}" for number in np.repeat(np.arange(30), 4)]})
    frame = frame.assign(sex=np.repeat(["f", "m"], 60), age=np.tile([8, 10, 12, 14], 30), jump=rng.normal(24, 3, 120))
    context = make_context(table_of(frame), Options())
    assert called(context, find_subject(context, None), {}).row.one == noun


def _murders(filename, **more):
    """A list of states with how many people live there, and how many were killed."""
    rng = np.random.default_rng(7)
    states = [f"{one}{other}land" for one in ("North", "South", "East", "West", "Mid") for other in "abcdefgh"]
    people = (rng.lognormal(15, 0.7, len(states)).round()).astype(int)
    frame = pd.DataFrame({"state": states, "region": np.tile(["a", "b", "c", "d"], 10), "population": people}).assign(
        total=rng.poisson(people * 3e-5), **more
    )
    table = table_of(frame)
    return make_context(replace(table, dataset=replace(table.dataset, filename=filename)), Options())


def test_the_rows_of_a_list_of_places_are_places_whatever_the_file_counts_there():
    context = _murders("murders.csv")
    subject = find_subject(context)
    assert subject.table is TableKind.ENTITIES
    assert called(context, subject, {}).row == Noun("state", "states")


@pytest.mark.parametrize(
    ("filename", "name"),
    [("murders.csv", "murders"), ("data.csv", "total"), ("us_murders_2010.csv", "total"), ("states.csv", "total")],
)
def test_a_bare_total_is_called_by_what_the_file_counts(filename, name):
    context = _murders(filename)
    assert called(context, find_subject(context), {}).names["total"] == name


def test_a_bare_total_beside_a_column_of_that_name_stays_a_total():
    context = _murders("murders.csv", murders=np.arange(40) * 3 % 17)
    assert called(context, find_subject(context), {}).names["total"] == "total"


def test_a_user_may_call_a_bare_total_otherwise():
    context = _murders("murders.csv")
    assert called(context, find_subject(context), {"total": "deaths"}).names["total"] == "deaths"
