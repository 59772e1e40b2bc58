from collections.abc import Collection

import pytest

from pipeline.reading.types.customs import customary_order

PLAIN = ("Date", "Store", "Sales")


@pytest.mark.parametrize(
    "names",
    [
        ("date", "magasin", "ventes"),
        ("Datum", "Filiale", "Umsatz"),
        ("Fecha", "Tienda", "Total"),
        ("Data", "Negozio", "Totale vendite"),
        ("Data", "Loja", "Total"),
        ("Date", "Région", "Total"),
        ("Дата", "Город", "Total"),
        ("Date", "Postcode", "Total"),
        ("Date", "Store", "Sales (£)"),
    ],
)
def test_headers_tell(names: Collection[str]) -> None:
    assert customary_order(names, [], [], commas=False) is True


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Livraison pour Paris", "Retour des clients", "Achat du lundi", "Stock"], True),
        (["Ware für die Filiale", "nicht da", "Umbau und Abholung"], True),
        (["Des Moines", "Los Angeles", "San Diego", "El Monte"], None),
        (["Delivery for the shop", "Not in stock", "Rebuilt"], None),
        (["Retour des clients"] + [f"Order {place}" for place in range(30)], None),
    ],
)
def test_texts_tell_where_enough_of_them_do(texts: list[str], told: bool | None) -> None:
    assert customary_order(PLAIN, [texts], [], commas=False) is told


@pytest.mark.parametrize(
    ("names", "units", "commas", "told"),
    [
        (PLAIN, [], False, None),
        (PLAIN, [], True, True),
        (PLAIN, ["$", "kg"], False, False),
        (("Date", "Store", "Sales ($)"), [], False, False),
        (PLAIN, ["€"], False, True),
        (("Fecha", "Tienda", "Ventas"), ["$"], False, True),
        (PLAIN, ["$"], True, True),
        (("日付", "店", "Sales"), [], False, None),
    ],
)
def test_currencies_and_marks_tell(names: Collection[str], units: list[str], commas: bool, told: bool | None) -> None:
    assert customary_order(names, [], units, commas=commas) is told
