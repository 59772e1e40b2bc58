"""Rows that add up other rows: totals amid, above or below the values. Sums tell them first, words second."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, filterfalse

import numpy as np

from pipeline.reading import edge_totals
from pipeline.reading.adding_up import LEAST_ADDENDS, AddingUp
from pipeline.reading.amounts import Amounts, counted, says_nothing
from pipeline.reading.grid import Grid
from pipeline.reading.rows import Cell
from pipeline.reading.types import hints, numbers
from pipeline.reading.types.plain_texts import PlainTexts
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

WORDS = re.compile(
    r"(?:^|[\s:\-_(*])(?:(?:grand|sub|overall|report)[\s\-]?)?(?:totals?|totale?s?|totaux|sous-total|subtotal\w*|"
    r"(?:zwischen|gesamt|teil|end)?summen?|gesamt(?:ergebnis|summe)?|insgesamt|ergebnis|suma(?: total)?|somme|soma|"
    r"razem|ogółem|celkem|totaal|totalt|yhteensä|i alt|összesen|toplam|genel toplam|итого|всего)(?:$|[\s:\-_)*.])|"
    r"^\*{1,3}(?:$|\s+[\d*])|^(?:(?:anfangs|end|alt|neu|schluss)saldo|(?:opening|closing|beginning|ending) balance|"
    r"balance (?:brought|carried) forward|saldo (?:inicial|final|anterior)|solde (?:initial|final))$|"
    r"合計|小計|総計|总计|合计|小计|總計|합계|총계|รวม|المجموع",
    re.IGNORECASE,
)
STEMS = (  # of WORDS, lower case: a cell without any says nothing of a total
    *("tota", "summe", "gesamt", "ergebnis", "suma", "somme", "soma", "razem", "ogółem", "celkem", "yhteensä"),
    *("totaux", "i alt", "összesen", "toplam", "итого", "всего", "*", "saldo", "solde", "balance"),
    *("合計", "小計", "総計", "總計", "合计", "小计", "总计", "합계", "총계", "รวม", "المجموع"),
)
WORDLESS = "0123456789.,+-:/ T"  # of these alone, numbers and moments say nothing of a total
AVERAGES = re.compile(
    r"\W*(?:(?:grand|overall|total) )?(?:averages?|avg\.?|means?|mittel(?:wert)?|(?:gesamt)?durchschnitt|moyennes?|"
    r"medias?|promedio|gemiddelde|średni[ao]|průměr|gennemsnit|genomsnitt|ortalama|keskiarvo|среднее|平均)\W*",
    re.IGNORECASE,
)
EXTREMES = {
    "min": re.compile(
        r"\W*(?:(?:overall|total) )?(?:min(?:imum)?\.?|minimal\w*|mínimo|minimo|minimalwert)\W*", re.IGNORECASE
    ),
    "max": re.compile(
        r"\W*(?:(?:overall|total) )?(?:max(?:imum)?\.?|maximal\w*|máximo|massimo|maximalwert)\W*", re.IGNORECASE
    ),
    "median": re.compile(r"\W*(?:median\w*|médiane|mediana)\W*", re.IGNORECASE),
    "std": re.compile(
        r"\W*(?:(?:std|st)\.? ?dev(?:iation)?\.?|stdev|std|sd|standardabweichung|écart[- ]type|desv\w*\.?(?: \w+)?)\W*",
        re.I,
    ),
    "count": re.compile(r"\W*(?:counts?|anzahl|n|nombre|número|numero|number of \w+)\W*", re.IGNORECASE),
}
DURATION = re.compile(r"\d+:\d\d:\d\d(?:\.\d+)?")
NUMERIC_SHARE = 0.6  # of the cells of a column
SUMS_UNLABELLED, SUMS_UNNAMED = 0.3, 0.5  # of a row's numbers: of many, some add up by chance
PROBED = 60  # cells of a column, from all over it
LAST_ROWS = 5  # a total below its values stands among these
FIRST_ROWS = 3  # a total above its values stands among these
ROUNDED = 0.02  # of an average that was written with few digits
MOST_ROWS = 2_000_000  # as many as a file that is held in memory has at most
LONGEST_LABEL = 80  # characters; a longer text is no label
MOST_TOTALS = 0.35  # of the rows: groups of two with a total each


@dataclass(frozen=True)
class Labels:
    """The columns of a grid that hold no numbers: what their cells say of a row."""

    columns: list[list[Cell]]
    filled: np.ndarray  # rows x columns: whether a cell says something
    totals: list[frozenset[str]]  # by column: its cells that speak of a total


def without_totals(grid: Grid) -> Grid:
    """The grid without its rows of totals, which a warning lists; columns that only these filled go too."""
    if not 3 <= grid.row_count <= MOST_ROWS:
        return grid
    numeric = [not _is_label(*column) for column in zip(grid.names, grid.columns, strict=True)]
    labels = _labels([column for column, is_numeric in zip(grid.columns, numeric, strict=True) if not is_numeric])
    gone = _totals(grid, labels, [place for place, is_numeric in enumerate(numeric) if is_numeric])
    if not gone or len(gone) > MOST_TOTALS * grid.row_count:
        return grid
    left_out = set(gone)
    columns = [[cell for row, cell in enumerate(column) if row not in left_out] for column in grid.columns]
    kept = [place for place, column in enumerate(columns) if any(column) or not any(grid.columns[place])]
    example = ", ".join(cell for column in grid.columns if (cell := column[gone[0]]))
    told = total_rows(_cells_of(labels, gone), example)
    return replace(
        grid,
        names=[grid.names[place] for place in kept],
        columns=[columns[place] for place in kept],
        warnings=[*grid.warnings, told],
        skipped_lines=grid.skipped_lines + len(gone),
        typed=frozenset(kept.index(place) for place in grid.typed if place in kept),
    )


def _labels(columns: list[list[Cell]]) -> Labels:
    filled, totals = [], []
    for column in columns:
        different = set(column)
        blank = frozenset(cell for cell in different if cell is None or says_nothing(cell))
        filled.append(_filled(column, blank))
        totals.append(_saying_total([cell for cell in different if cell]))
    return Labels(columns, np.array(filled, dtype=bool).T, totals)


def _filled(column: list[Cell], blank: frozenset[Cell]) -> list[bool]:
    """Which cells of a column say something; ``blank`` are those that don't."""
    return [cell not in blank for cell in column] if blank else [True] * len(column)


def _saying_total(cells: list[str]) -> frozenset[str]:
    """Those of the cells that speak of a total; most columns have no such word in any."""
    joined = "\n".join(cells).lower()
    return frozenset(filter(says_total, cells)) if any(stem in joined for stem in STEMS) else frozenset()


def _is_label(name: str, column: Sequence[Cell]) -> bool:
    """Whether a column says what its row is: words, a key, or numbers above the word for their total."""
    return _is_key(name) or not _is_numeric(column) or any(cell and says_total(cell) for cell in column[-LAST_ROWS:])


def _is_key(name: str) -> bool:
    return hints.speaks_of(name, hints.YEAR) or hints.ends_with(name, hints.STRONG_IDENTIFIER)


def _is_numeric(column: Sequence[Cell]) -> bool:
    """Whether cells from all over the column are numbers."""
    some = column[:: max(1, len(column) // PROBED)]
    if PlainTexts.of(list(filter(None, some))):
        return True
    probed = counted(some) or counted(column)
    if PlainTexts.of(probed):
        return True
    readable = numbers.learn_format(probed)[1]
    return bool(readable) and readable >= NUMERIC_SHARE * probed.total()


def _totals(grid: Grid, labels: Labels, numeric: Sequence[int]) -> list[int]:
    """The rows that are totals, from top to bottom."""
    if not labels.columns or not numeric:
        return []
    rows = grid.row_count
    usual = labels.filled.mean(axis=0) > 0.5
    named = _named_rows(labels, rows)
    bare = np.logical_not(np.atleast_1d(labels.filled[:, usual].all(axis=1)))  # of no column, all are filled
    empty = _without_name(labels, usual)
    candidates = _candidates(labels, named, bare.tolist())
    edges = {*range(min(FIRST_ROWS, rows)), *range(max(0, rows - LAST_ROWS), rows)}
    summaries = _summaries(labels, sorted(edges))
    amounts = Amounts([grid.columns[place] for place in numeric])
    if candidates is None or not (candidates or summaries or edge_totals.are_possible(amounts)):
        return []
    values = amounts.matrix
    says = [row for row in candidates if named[row]]
    found = certain_totals(values, candidates, says, np.flatnonzero(empty).tolist())
    found += [
        row for row in says if (bare[row] or _is_called(labels, row, edges)) and not _is_only_starred(labels, row)
    ]
    found = sorted({*found, *_confirmed(values, summaries, found)})
    return sorted({*found, *edge_totals.among(values, found)})


def _without_name(labels: Labels, usual: np.ndarray) -> np.ndarray:
    """Which rows have nothing in any of the usual labels; durations aside, which name no row."""
    worded = usual & ~np.array(list(map(_holds_durations, labels.columns)), dtype=bool)
    return np.logical_not(np.atleast_1d(labels.filled[:, worded if worded.any() else usual].any(axis=1)))


def _holds_durations(column: Sequence[Cell]) -> bool:
    """Whether a column says how long something took."""
    some = list(filter(None, column[:: max(1, len(column) // PROBED)]))
    return bool(some) and all(map(DURATION.fullmatch, some))


def _candidates(labels: Labels, named: list[bool], bare: list[bool]) -> list[int] | None:
    """The rows that may be totals: a word says so, or labels are missing; None where these are too many to be."""
    repeated = set(filterfalse(partial(_is_called_summary, labels), _repeated(labels, named)))
    candidates = [row for row, says in enumerate(named) if row not in repeated and (says or bare[row])]
    most = MOST_TOTALS * len(named)
    if len(candidates) > most:  # labels are missing here and there: what is bare says nothing
        candidates = [row for row in candidates if named[row]]
    return candidates if len(candidates) <= most else None


def certain_totals(
    values: np.ndarray, candidates: Sequence[int], named: Collection[int], empty: Collection[int]
) -> list[int]:
    """The candidates that add up: where no word says so, more than small numbers do by chance.

    Of the rows that are ``named`` a word says so; those that are ``empty`` have no label at all.
    """
    named, empty = set(named), set(empty)
    if not candidates:
        return []
    sums = AddingUp(values, candidates)
    said = np.count_nonzero(np.nan_to_num(sums.totals), axis=1).tolist()
    rows = zip(candidates, said, strict=True)
    least = [_least_sums(most, named=row in named, empty=row in empty) for row, most in rows]
    found = [place for place, columns in enumerate(sums.columns) if columns >= least[place]]
    unnamed = [place for place, row in enumerate(candidates) if row not in named]
    doubtful = sums.by_chance(unnamed, [place for place in found if candidates[place] not in named])
    return [candidates[place] for place in found if place not in doubtful]


def _least_sums(said: int, *, named: bool, empty: bool) -> float:
    """In how many columns a row with so many numbers must be a sum to be a total."""
    if named:
        return 1
    return max(1, SUMS_UNLABELLED * said) if empty else max(2, SUMS_UNNAMED * said)


def _named_rows(labels: Labels, rows: int) -> list[bool]:
    """Which rows have a cell that speaks of a total."""
    named = [False] * rows
    for column, said in zip(labels.columns, labels.totals, strict=True):
        if said:
            named = [before or cell in said for before, cell in zip(named, column, strict=True)]
    return named


def _summaries(labels: Labels, edges: list[int]) -> dict[int, str]:
    """What the rows at either end are called that say something of all others: "mean", "min", "max", ..."""
    said = {}
    at_ends = set(edges)
    for row in edges:
        cells = [cell for column in labels.columns if (cell := column[row]) and not _stands_amid(cell, column, at_ends)]
        kinds = _summaries_in(cells)
        if kinds:
            said[row] = kinds[-1]
    return said


def _stands_amid(cell: str, column: Sequence[Cell], at_ends: set[int]) -> bool:
    """Whether a word is a value among values, as "average" is of a rating: it stands in rows amid the others, too."""
    return bool(_summaries_in([cell])) and any(other == cell and row not in at_ends for row, other in enumerate(column))


def _summaries_in(cells: Sequence[str]) -> list[str]:
    """The kinds of summaries that are called by their name in one of the cells."""
    return [kind for kind, words in (("mean", AVERAGES), *EXTREMES.items()) if any(map(words.fullmatch, cells))]


def _confirmed(values: np.ndarray, said: dict[int, str], totals: list[int]) -> list[int]:
    """Those of the rows that are in some column what they are called; of lowest and highest values, in all but one."""
    others = np.ones(len(values), dtype=bool)
    others[[*said, *totals]] = False
    if not said or others.sum() < LEAST_ADDENDS:
        return []
    body = values[others][:, ~np.isnan(values[others]).all(axis=0)]
    kept = ~np.isnan(values[others]).all(axis=0)
    known = {
        "mean": np.nanmean(body, axis=0),
        "min": np.nanmin(body, axis=0),
        "max": np.nanmax(body, axis=0),
        "median": np.nanmedian(body, axis=0),
        "std": _deviations(body),
        "count": (~np.isnan(body)).sum(axis=0),
    }
    confirmed = []
    for row, kind in said.items():
        near = np.abs(values[row][kept] - known[kind]) <= np.maximum(ROUNDED * np.abs(known[kind]), 1e-9)
        present = int((~np.isnan(values[row][kept])).sum())
        if near.any() and (kind == "mean" or near.sum() >= present - 1):
            confirmed.append(row)
    return confirmed


def _is_only_starred(labels: Labels, row: int) -> bool:
    """Whether nothing but stars speaks of a total: they also stand for values that are kept back."""
    said = [
        column[row] or "" for column, totals in zip(labels.columns, labels.totals, strict=True) if column[row] in totals
    ]
    return bool(said) and not any(cell.strip("* ") for cell in said)


def _deviations(body: np.ndarray) -> np.ndarray:
    """The standard deviation of each column; NaN of a single value."""
    found = np.full(body.shape[1], np.nan)
    several = (~np.isnan(body)).sum(axis=0) > 1
    found[several] = np.nanstd(body[:, several], axis=0, ddof=1)
    return found


def _is_called_total(labels: Labels, row: int) -> bool:
    """Whether a label is nothing but the word: a firm may have it in its name."""
    return any(is_total(cell) for column in labels.columns if (cell := column[row]))


def is_total(cell: str) -> bool:
    """Whether a cell says nothing but the word for a total."""
    found = WORDS.search(cell.strip())
    return found is not None and found.span() == (0, len(cell.strip()))


def _is_called(labels: Labels, row: int, edges: set[int]) -> bool:
    return _is_called_summary(labels, row) or (row in edges and _is_called_total(labels, row))


def _is_called_summary(labels: Labels, row: int) -> bool:
    """Whether one label speaks of a total, and another says of what kind: "Subtotal" and "Count"."""
    cells = [(column[row], column[row] in said) for column, said in zip(labels.columns, labels.totals, strict=True)]
    return any(says for _, says in cells) and any(_says_summary(cell) for cell, says in cells if cell and not says)


def says_total(cell: str) -> bool:
    """Whether a cell, a label of some length at most, speaks of a total."""
    return len(cell) <= LONGEST_LABEL and bool(cell.strip(WORDLESS)) and WORDS.search(cell.strip()) is not None


def _says_summary(cell: str) -> bool:
    return bool(_summaries_in([cell]))


def _repeated(labels: Labels, named: list[bool]) -> set[int]:
    """Rows whose total is a group among groups: the other labels are there, and the same word comes back in them."""
    rows = [row for row, is_named in enumerate(named) if is_named]
    if len(labels.columns) < 2 or len(rows) < 2:
        return set()
    grouped = _grouped(labels, np.array([not is_named for is_named in named]))
    cells = {row: _words_in(grouped, row) for row in rows}
    said = Counter(chain.from_iterable(cells.values()))
    usual = np.median(labels.filled.sum(axis=1))
    return {row for row in rows if labels.filled[row].sum() >= usual and any(said[cell] > 1 for cell in cells[row])}


def _grouped(labels: Labels, others: np.ndarray) -> list[tuple[list[Cell], frozenset[str]]]:
    """The columns that may hold groups: one that only totals fill, as with the stars of SAP, holds none."""
    return [
        (column, totals)
        for column, totals, filled in zip(labels.columns, labels.totals, labels.filled.T, strict=True)
        if not others.any() or filled[others].mean() > 0.5
    ]


def _words_in(columns: Sequence[tuple[list[Cell], frozenset[str]]], row: int) -> list[str]:
    """What speaks of a total in a row, stars aside."""
    return [cell for column, totals in columns if (cell := column[row]) in totals and cell and cell.strip("* ")]


def _cells_of(labels: Labels, rows: Sequence[int]) -> list[list[Cell]]:
    return [[column[row] for column in labels.columns] for row in rows]


def total_rows(labels: Sequence[Sequence[Cell]], example: str) -> ReadingWarning:
    """The warning of rows that were left out, of each of which the ``labels`` are known."""
    found = list(dict.fromkeys(map(_label_of, labels)))
    named = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
    text = f"{shown(len(labels), 'row of totals was', 'rows of totals were')} left out: {named}."
    return warn("total_rows", text, len(labels), example)


def _label_of(labels: Sequence[Cell]) -> str:
    """The word for a total or a summary in a row, else the first that it says."""
    cells = [cell.strip() for cell in labels if cell and not says_nothing(cell)]
    called = (cell for cell in cells if says_total(cell) or _says_summary(cell))
    return next(chain(called, cells), "without a label")
