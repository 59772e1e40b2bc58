"""In which order the people who made a file write day and month, by its language, currency and marks."""

from collections.abc import Collection, Iterable
from unicodedata import name as letter_name

from pipeline.names import words
from pipeline.reading.types.hints import vocabulary

FEWEST_TEXTS, FOREIGN_SHARE = 3, 0.2  # different texts that have words of such a language, and of all that are seen
DAY_FIRST_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "THAI"})
COMMA_HEADERS = vocabulary(  # of languages that write decimals with a comma
    """
    magasin magasins boutique ventes vente montant montants prix quantite produit produits ville mois jour annee nombre
    commande commandes facture factures affaires depense depenses recette recettes achat achats vendeur enseigne
    effectif salaire libelle categorie departement nom prenom adresse taux solde numero fournisseur
    datum monat jahr umsatz kunde kunden preis menge betrag anzahl filiale artikel rechnung bestellung gewinn kosten
    abteilung mitarbeiter verkauf verkaeufe standort bereich produkt gehalt kategorie gruppe lieferant woche wert summe
    einnahmen ausgaben buchung plz nachname vorname rabatt
    fecha tienda ventas venta importe precio cantidad producto cliente ciudad mes anio pedido vendedor ingresos gastos
    sucursal almacen monto nombre apellido provincia categoria pais saldo unidades
    negozio vendite vendita importo prezzo quantita prodotto citta mese anno ordine fattura ricavi ricavo spesa spese
    regione cognome nome costo fatturato
    loja vendas preco quantidade produto cidade ano fatura receita despesa valor filial
    winkel omzet klant klanten prijs aantal bedrag maand jaar verkoop
    sklep sprzedaz kwota ilosc cena klient miesiac
    dato butik antal belopp pris salg
    """
)
HEADERS = COMMA_HEADERS | vocabulary("postcode colour organisation centre vat licence programme favourite")
# Words amid texts; those that names of American places and people have are left out.
TEXTS = vocabulary(
    """
    du des les une pour avec sur aux lundi mardi mercredi jeudi vendredi samedi dimanche
    und der das für mit nicht auf zur zum ein eine montag dienstag mittwoch donnerstag freitag samstag sonntag
    para por una muy lunes martes miércoles jueves viernes sábado domingo
    di della gli dei che lunedì martedì mercoledì giovedì venerdì sabato domenica
    em uma não das ao het een voor niet
    """
)
DAY_FIRST_CURRENCIES = frozenset("£€")


def customary_order(
    names: Collection[str], texts: Iterable[Collection[str]], units: Collection[str], *, commas: bool
) -> bool | None:
    """Whether the makers of a file put the day first; None where it doesn't tell.

    ``names`` are its headers, ``texts`` the different values of each column of words, ``units`` those of its numbers;
    ``commas`` says that decimals have a comma, or that cells are parted by semicolons, as that comma calls for.
    """
    signs = {sign for text in (*units, *names) for sign in text}
    foreign = any(map(_is_foreign_header, names)) or any(map(_are_foreign, texts))
    if foreign or commas or signs & DAY_FIRST_CURRENCIES:
        return True
    return False if "$" in signs else None


def has_decimal_commas(names: Iterable[str], texts: Iterable[Collection[str]]) -> bool:
    """Whether the language of a file, by its headers or its words, is one that writes decimals with a comma."""
    return any(not COMMA_HEADERS.isdisjoint(words(name)) for name in names) or any(map(_are_foreign, texts))


def _is_foreign_header(name: str) -> bool:
    if not HEADERS.isdisjoint(words(name)):
        return True
    return any(_script(letter) in DAY_FIRST_SCRIPTS for letter in name if not letter.isascii() and letter.isalpha())


def _script(letter: str) -> str:
    return letter_name(letter, "").partition(" ")[0]


def _are_foreign(texts: Collection[str]) -> bool:
    found = sum(not TEXTS.isdisjoint(words(text)) for text in texts)
    return found >= max(FEWEST_TEXTS, FOREIGN_SHARE * len(texts))
