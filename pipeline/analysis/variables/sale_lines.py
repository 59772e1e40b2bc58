"""Prices of tables whose rows are what was sold, piece by piece: what came in is their sum."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from pipeline.analysis.sql import quote
from pipeline.analysis.variables.derived import Derived
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Rows, Sample, as_float
from pipeline.names import words
from pipeline.story import Column, ColumnType

SALES = "sales"
MIN_LINES, MIN_VARIED = 20, 5  # rows, and different products of them
QUANTITIES = frozenset(  # names of how much of it was ordered
    {
        *("quantity", "qty", "pieces", "units", "menge", "stück", "stückzahl", "bestellmenge"),
        *("quantité", "qté", "cantidad", "unidades"),
    }
)
OF_NO_PIECES = frozenset(
    {"stock", "hand", "inventory", "lager", "available", "reorder", "min", "max", "minimum", "maximum"}
)
OF_NO_PIECE = frozenset(  # words of a price that was asked at another time, or is of something else
    {
        "list",
        "avg",
        "average",
        "mean",
        "base",
        "original",
        "market",
        "open",
        "close",
        "high",
        "low",
        "total",
        "competitor",
    }
)
TOTALS = frozenset(  # words of what was paid in all
    {
        *("sales", "revenue", "amount", "total", "turnover", "gmv", "profit", "cost", "costs", "gross", "net", "paid"),
        *(
            "umsatz",
            "betrag",
            "erlös",
            "gesamt",
            "summe",
            "montant",
            "chiffre",
            "ventes",
            "importe",
            "ventas",
            "ingresos",
        ),
    }
)
MIN_PER_RECEIPT = 1.05  # rows, on average
PRICES = frozenset({"price", "prices", "preis", "prix", "precio"})
OF_NO_SALE = frozenset(  # words beside a price that say whose it is, or of how much
    {"unit", "list", "avg", "average", "mean", "per", "base", "original", "market", "open", "close", "high", "low"}
)
PIECES = frozenset(  # names of a number of pieces: a price beside it is that of one
    {
        *("quantity", "qty", "units", "pieces", "items", "count", "number", "sold"),
        *("menge", "stück", "anzahl", "quantité", "nombre", "cantidad", "unidades"),
    }
)


def with_sale_lines(variables: Mapping[str, Variable], sample: Sample) -> dict[str, Variable]:
    """The variables, prices marked as adding up where each row is a piece that was sold.

    That is a table of receipts: a column names what comes back in several rows of one moment, and no column counts.
    """
    counts = any(PIECES & set(words(v.name)) for v in variables.values() if v.role is Role.MEASURE)
    if counts or not any(map(_is_price, variables.values())) or not _has_receipts(variables, sample):
        return dict(variables)
    return {name: replace(v, adds_up=True, sold=True) if _is_price(v) else v for name, v in variables.items()}


def takings(variables: Sequence[Variable], rows: Rows) -> list[Derived]:
    """What lines of orders brought: the number of pieces times the price of one, where no column tells it.

    None of a table without dates, such as a price list, nor where several columns could be meant.
    """
    sold = _sold(variables)
    if sold is None:
        return []
    number, price = sold
    values = as_float(rows.columns[number.name]) * as_float(rows.columns[price.name])
    known = values[~np.isnan(values)]
    if len(known) < MIN_LINES or len(np.unique(known)) < MIN_VARIED:
        return []
    missing = round(rows.row_count * float(np.isnan(values).mean()))
    column = Column(SALES, ColumnType.NUMERIC, price.column.unit, missing, len(np.unique(known)))
    variable = Variable(
        column,
        Role.MEASURE,
        adds_up=True,
        sold=True,
        expression=f"({quote(number.name)} * {quote(price.name)})",
        sources=(number.name, price.name),
    )
    return [Derived(variable, values, 0.0)]


def _sold(variables: Sequence[Variable]) -> tuple[Variable, Variable] | None:
    """How many pieces, and what one cost, of lines with a date that no column adds up."""
    measures = [v for v in variables if v.role is Role.MEASURE]
    pieces = [v for v in measures if _says(v, QUANTITIES, but=OF_NO_PIECES)]
    prices = [v for v in measures if _says(v, PRICES, but=OF_NO_PIECE)]
    is_told = any(_says(v, TOTALS) for v in measures) or any(v.name == SALES for v in variables)
    is_dated = any(v.role is Role.TIME for v in variables)
    return (pieces[0], prices[0]) if is_dated and not is_told and len(pieces) == len(prices) == 1 else None


def _says(v: Variable, terms: Set[str], but: Set[str] = frozenset()) -> bool:
    """Whether a name has one of some words, and none of others."""
    own = set(words(v.name))
    return bool(own & terms) and not own & but


def _is_price(v: Variable) -> bool:
    named = set(words(v.name))
    return v.role is Role.MEASURE and bool(named & PRICES) and not named & OF_NO_SALE


def _has_receipts(variables: Mapping[str, Variable], sample: Sample) -> bool:
    times = [sample.times[v.name] for v in variables.values() if v.role is Role.TIME and v.name in sample.times]
    return any(_are_receipts(codes, times[0]) for codes in sample.entities.values()) if times else False


def _are_receipts(codes: np.ndarray, moments: np.ndarray) -> bool:
    """Whether rows of one code are many, and all of one moment, of which there are others."""
    known = (codes >= 0) & ~np.isnan(moments)
    codes, moments = codes[known], moments[known]
    if not len(codes) or len(codes) < MIN_PER_RECEIPT * len(np.unique(codes)) or np.ptp(moments) == 0:
        return False
    order = np.lexsort((moments, codes))
    same = np.diff(codes[order]) == 0
    return bool(np.diff(moments[order])[same].max(initial=0) == 0)
