"""Amounts whose side of the account stands beside them; and columns that only look so."""

import pytest

from pipeline.reading.grid import Grid
from pipeline.reading.signs import signed

AMOUNTS: list[str | None] = ["10,00", "2,50", "1.200,00", "3,00"]


def grid(mark: str, sides: list[str | None], amount: str = "Betrag", amounts: list[str | None] = AMOUNTS) -> Grid:
    return Grid(["Tag", amount, mark], [["1", "2", "3", "4"], amounts, sides], 0)


@pytest.mark.parametrize(
    ("mark", "taken", "given"),
    [
        ("S/H", "S", "H"),
        ("Soll/Haben-Kennzeichen", "s", "h"),
        ("Buchung", "Soll", "Haben"),
        ("Type", "DR", "CR"),
        ("CrDr", "D", "C"),
        ("Debit/Credit", "Debit", "Credit"),
        ("Sens", "Débit", "Crédit"),
        ("Naturaleza", "Cargo", "Abono"),
        ("Af Bij", "Af", "Bij"),
    ],
)
def test_what_was_taken_is_negative_and_told(mark: str, taken: str, given: str) -> None:
    found = signed(grid(mark, [taken, given, taken, given]))
    assert found.columns[1] == ["-10,00", "2,50", "-1.200,00", "3,00"]
    (told,) = found.warnings
    assert (told.kind, told.rows, told.example) == ("signs", 2, taken)
    assert told.text == f"Betrag: the 2 amounts that {mark} marks as taken ({taken}) are read as negative."


@pytest.mark.parametrize(
    "unlike",
    [
        grid("Größe", ["S", "H", "S", "H"]),  # letters of something else
        grid("S/H", ["S", "S", "S", "S"]),  # one side alone
        grid("S/H", ["S", "H", "X", "H"]),
        grid("S/H", ["S", None, None, "H"]),  # mostly unsaid
        grid("S/H", ["S", "H", "S", "H"], amounts=["-10,00", "2,50", "-1.200,00", "3,00"]),  # has its signs
        grid("S/H", ["S", "H", "S", "H"], amount="Saldo"),  # what is left, not what was taken
        grid("S/H", ["S", "H", "S", "H"], amount="Konto", amounts=["1200", "1400", "8400", "4930"]),
    ],
)
def test_other_columns_stay(unlike: Grid) -> None:
    assert signed(unlike) is unlike
