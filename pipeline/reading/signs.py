"""Amounts without a sign, whose side of the account stands in a column beside them: ``S``/``H``, ``DR``/``CR``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from pipeline.names import words
from pipeline.reading.grid import Grid
from pipeline.reading.rows import Cell
from pipeline.reading.types import hints, numbers
from pipeline.reading.warnings import shown, warn

SIDES = (  # what is taken from an account, what is given to it
    ({"s", "soll"}, {"h", "haben"}),
    ({"d", "dr", "dr.", "debit", "dbit", "debits"}, {"c", "cr", "cr.", "credit", "crdt", "credits"}),
    ({"débit", "debit", "d"}, {"crédit", "credit", "c"}),
    ({"debe", "cargo", "débito", "debito"}, {"haber", "abono", "crédito", "credito"}),
    ({"dare", "addebito"}, {"avere", "accredito"}),
    ({"af"}, {"bij"}),
    ({"wn", "obciążenie"}, {"ma", "uznanie"}),
)
NAMES = hints.vocabulary(
    """
    s h d c dr cr soll haben debit credit débit crédit debe haber dare avere af bij type indicator sign side sens
    kennzeichen kz direction vorzeichen crdr drcr dc sh transaction tipo signe cdtdbtind
    """
)
AMOUNTS = hints.AMOUNT | hints.vocabulary("umsatz montant importe importo bedrag valor kwota amt eur usd chf gbp")
BALANCES = hints.vocabulary("balance saldo solde kontostand stand running remaining")
MOST_WORDS = 5  # in upper or lower case, and an empty cell
PROBED = 100  # cells
FILLED = 0.9  # of the rows say their side


def signed(grid: Grid) -> Grid:
    """The grid with a minus before the amounts that were taken, told; as it is where the amounts have signs already."""
    for place, (name, column) in enumerate(zip(grid.names, grid.columns, strict=True)):
        taken = _taken(column)
        if taken and _is_named(name, taken) and (amounts := _amounts_beside(grid, place)):
            return _with_signs(grid, place, amounts, taken)
    return grid


def _amounts_beside(grid: Grid, place: int) -> list[int]:
    """The other columns that hold amounts without a sign."""
    return [at for at in range(len(grid.names)) if at != place and _is_amount(grid, at)]


def _taken(column: Sequence[Cell]) -> frozenset[str]:
    """The words of a column that mean "taken"; none where it holds anything but the two sides of an account."""
    if not _has_few_words(column):
        return frozenset()
    said = Counter[str]()
    for cell, rows in Counter(column).items():
        if cell:
            said[cell.strip().lower()] += rows
    if said.total() < FILLED * len(column):
        return frozenset()
    both = (takes for takes, gives in SIDES if said.keys() <= takes | gives and said.keys() & gives)
    return next((frozenset(found) for takes in both if (found := takes & said.keys())), frozenset())


def _has_few_words(column: Sequence[Cell]) -> bool:
    """Whether a column says one of a few words in each row, and not the same in all; most show it at once."""
    return len(set(column[:PROBED])) <= MOST_WORDS and 2 <= len(set(column)) <= MOST_WORDS


def _is_named(name: str, taken: frozenset[str]) -> bool:
    """Whether a column says that it tells sides; single letters may mean anything else."""
    return max(map(len, taken)) > 2 or not NAMES.isdisjoint(words(name))


def _is_amount(grid: Grid, place: int) -> bool:
    """Whether a column holds amounts of money that all lack a sign."""
    name, column = grid.names[place], grid.columns[place]
    said = set(words(hints.BRACKETED.sub("", name)))
    if said.isdisjoint(AMOUNTS) or not said.isdisjoint(BALANCES):
        return False
    counts = Counter(cell.strip() for cell in column if cell and cell.strip())
    written, readable = numbers.learn_format(counts)
    if not counts or readable < FILLED * counts.total():
        return False
    return all((value := written.parse(text)) is None or value >= 0 for text, _ in counts.items())


def _with_signs(grid: Grid, place: int, amounts: Sequence[int], taken: frozenset[str]) -> Grid:
    columns = list(grid.columns)
    rows = [bool(cell) and str(cell).strip().lower() in taken for cell in grid.columns[place]]
    for at in amounts:
        columns[at] = _negative(columns[at], rows)
    example = next(compress(map(str, grid.columns[place]), rows))
    named = ", ".join(grid.names[at] for at in amounts)
    text = (
        f"{named}: the {shown(sum(rows), 'amount', 'amounts')} that {grid.names[place]} marks as taken ({example}) "
        f"{'is' if sum(rows) == 1 else 'are'} read as negative."
    )
    return replace(grid, columns=columns, warnings=[*grid.warnings, warn("signs", text, sum(rows), example)])


def _negative(column: Sequence[Cell], rows: Sequence[bool]) -> list[Cell]:
    """The cells of a column, in these rows with a minus; an empty one stays so."""
    return [f"-{cell.strip()}" if taken and cell else cell for cell, taken in zip(column, rows, strict=True)]
