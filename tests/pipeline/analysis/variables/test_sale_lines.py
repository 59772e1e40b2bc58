"""Where rows are pieces that were sold, their prices add up; elsewhere a price is that of one thing."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.options import Options
from testing.truth.tables import table_of
from tests.pipeline.analysis.facts.tables import told

LINES = pd.DataFrame(
    {
        "order_id": np.repeat([f"2024-{i:05d}" for i in range(300)], 2),
        "date": np.repeat(pd.date_range("2024-01-01", periods=100).repeat(3), 2),
        "item": np.tile(["tea", "cake", "soup", "bread"], 150),
        "price": np.random.default_rng(1).choice([2.5, 4.0, 6.5, 9.25, 11.0], 600),
    }
)


def is_sold(frame: pd.DataFrame, name: str = "price") -> bool:
    return make_context(table_of(frame), Options()).variables[name].sold


def test_prices_of_what_stands_on_receipts_add_up() -> None:
    assert is_sold(LINES)
    assert is_sold(LINES.rename(columns={"price": "Preis"}), "Preis")


@pytest.mark.parametrize(
    "other",
    [
        LINES.assign(quantity=np.random.default_rng(2).integers(1, 40, 600)),  # the price is that of one
        LINES.assign(order_id=[f"o{i:05d}" for i in range(600)]),  # no receipt of several pieces
        LINES.assign(date=pd.date_range("2024-01-01", periods=600)),  # one thing at several prices over time
        LINES.drop(columns="date"),
    ],
    ids=["pieces", "single", "course", "undated"],
)
def test_other_prices_do_not(other: pd.DataFrame) -> None:
    assert not is_sold(other)


def test_a_price_that_is_said_to_be_of_a_unit_does_not() -> None:
    assert not is_sold(LINES.rename(columns={"price": "unit_price"}), "unit_price")


ORDERS = LINES.assign(Quantity=np.random.default_rng(3).integers(1, 40, 600)).rename(columns={"price": "UnitPrice"})


def test_what_lines_brought_is_pieces_times_the_price_of_one() -> None:
    analysis = told(ORDERS)
    assert analysis.subject is not None
    assert (analysis.subject.column, analysis.subject.columns) == ("sales", ("Quantity", "UnitPrice"))
    level = next(fact for fact in analysis.facts if fact.kind == "level")
    assert level.values["total"] == pytest.approx((ORDERS["Quantity"] * ORDERS["UnitPrice"]).sum())
    assert any("Sales are" in note.text and "times" in note.text for note in analysis.quality)
    factors = {"Quantity", "UnitPrice"}
    assert [f for f in analysis.facts if f.kind in ("band", "split") and set(f.columns) <= factors] == []


@pytest.mark.parametrize(
    "other",
    [
        ORDERS.assign(amount=ORDERS["Quantity"] * ORDERS["UnitPrice"]),  # a column tells it
        ORDERS.drop(columns="date"),  # a price list
        ORDERS.rename(columns={"Quantity": "quantity in stock"}),
        ORDERS.rename(columns={"Quantity": "number of rooms", "UnitPrice": "price"}),
        ORDERS.rename(columns={"UnitPrice": "market price"}),
        ORDERS.assign(qty_returned=ORDERS["Quantity"] // 9),  # of which of both?
    ],
    ids=["told", "undated", "stock", "rooms", "market", "two"],
)
def test_others_bring_nothing(other: pd.DataFrame) -> None:
    assert "sales" not in make_context(table_of(other), Options()).variables
