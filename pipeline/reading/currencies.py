"""Amounts in several currencies, which no sum and no average may mix in silence: they are told."""

import re
from collections import Counter
from collections.abc import Mapping

from pipeline.names import words
from pipeline.reading.types import Plan
from pipeline.reading.types.hints import vocabulary
from pipeline.reading.types.units import CURRENCY
from pipeline.reading.warnings import warn
from pipeline.story import ColumnType, ReadingWarning

AMOUNT = re.compile(
    rf"[(\-+−]?\s*(?:(?P<before>{CURRENCY}|[A-Z]{{3}})\s*[\-−]?\d[\d.,'’ \u00a0\u202f]*"
    rf"|\d[\d.,'’ \u00a0\u202f]*?\s*(?P<behind>{CURRENCY}|[A-Z]{{3}}))\)?"
)
CODES = vocabulary(
    """
    USD EUR GBP CHF JPY CNY RMB INR SEK NOK DKK PLN CZK HUF BRL AUD CAD NZD HKD SGD TWD KRW MXN ZAR TRY RUB UAH RON BGN
    ISK ILS AED SAR QAR KWD EGP MAD NGN KES GHS THB VND IDR MYR PHP PKR BDT LKR CLP COP ARS PEN UYU BTC ETH
    """
)
NAMES = vocabulary(
    """
    currency curr ccy cur währung waehrung wkz whg devise monnaie moneda divisa moeda valuta waluta valuuta měna валюта
    通貨 货币
    """
)
SIGNS = frozenset("$€£¥₹₽₩")
MOST_LISTED = 5
NEARLY_ALL = 0.9


def several_currencies(name: str, plan: Plan, counts: Mapping[str, int]) -> list[ReadingWarning]:
    """What is told of a column of texts that are amounts in several currencies, or that names them."""
    if plan.written is not None or plan.type not in (ColumnType.TEXT, ColumnType.CATEGORICAL, ColumnType.IDENTIFIER):
        return []
    if not NAMES.isdisjoint(words(name)):
        return _named(name, counts)
    first = next(iter(counts), None)
    return _of_amounts(name, counts) if first and AMOUNT.fullmatch(first.strip()) else []


def _named(name: str, counts: Mapping[str, int]) -> list[ReadingWarning]:
    said = Counter({text.strip().upper(): rows for text, rows in counts.items() if text.strip()})
    if len(said) < 2 or not all(code in CODES or code in SIGNS for code in said):
        return []
    text = (
        f"The amounts are in {len(said)} currencies, which {name} names ({_listed(said)}): sums and averages over all "
        "rows mix them. Upload the rows of one currency for a story of amounts."
    )
    return [warn("several_currencies", text, said.total(), next(iter(said)))]


def _of_amounts(name: str, counts: Mapping[str, int]) -> list[ReadingWarning]:
    said: Counter[str] = Counter()
    for text, rows in counts.items():
        if found := AMOUNT.fullmatch(text.strip()):
            said[(found["before"] or found["behind"]).rstrip(".")] += rows
    said = Counter({unit: rows for unit, rows in said.items() if unit in CODES or not unit.isalpha()})
    if len(said) < 2 or said.total() < NEARLY_ALL * sum(counts.values()):
        return []
    text = (
        f"The amounts of {name} are in {len(said)} currencies ({_listed(said)}), which can't be added up: they are "
        "read as texts. Bring them to one currency, or upload the rows of one, for a story of amounts."
    )
    return [warn("several_currencies", text, said.total(), next(iter(counts)))]


def _listed(said: Counter[str]) -> str:
    return ", ".join(code for code, _ in said.most_common(MOST_LISTED)) + (", …" if len(said) > MOST_LISTED else "")
