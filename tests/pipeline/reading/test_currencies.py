"""Amounts in several currencies are told, never added up in silence."""

import pytest

from pipeline.reading.currencies import several_currencies
from pipeline.reading.types import Plan
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.infer import plan_column
from pipeline.story import ColumnType

WORDS = Plan(ColumnType.TEXT)


@pytest.mark.parametrize(
    ("texts", "listed"),
    [
        (["$120.00", "€89.90", "£15.00", "$7.00"], "$, €, £"),
        (["949,00 CHF", "281,00 EUR", "12,00 CHF"], "CHF, EUR"),
        (["USD 12", "EUR 7.50", "USD 1,200"], "USD, EUR"),
        (["-$5.00", "€(7)", "$9.00", "€4", "$3"], ""),
    ],
)
def test_amounts_of_one_column(texts: list[str], listed: str) -> None:
    told = several_currencies("Fee", WORDS, dict.fromkeys(texts, 1))
    assert [warning.kind for warning in told] == (["several_currencies"] if listed else [])
    assert all(listed in warning.text and "Fee" in warning.text for warning in told)


@pytest.mark.parametrize("name", ["Currency", "Währung", "WKZ Umsatz", "devise"])
def test_a_column_beside_the_amounts_names_them(name: str) -> None:
    (told,) = several_currencies(name, WORDS, {"EUR": 7, "usd": 3})
    assert told.rows == 10
    assert f"which {name} names (EUR, USD)" in told.text


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Currency", {"EUR": 10}),  # one for all
        ("Currency", {"old": 5, "new": 5}),
        ("Fee", {"$5": 4, "$6": 2}),
        ("Flight", {"LHR 12": 1, "ZRH 14": 1, "free": 8}),
    ],
)
def test_nothing_is_told_of_others(name: str, counts: dict[str, int]) -> None:
    assert several_currencies(name, WORDS, counts) == []


def test_such_amounts_stay_texts() -> None:
    texts = [f"{sign}{10 + n}.00" for n, sign in enumerate("$€£" * 7)]
    plan = plan_column(Evidence.of("Fee", texts))
    assert plan.written is None
