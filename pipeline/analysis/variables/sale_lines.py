"""Prices of tables whose rows are what was sold, piece by piece: what came in is their sum."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.names import words

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
