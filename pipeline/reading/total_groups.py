"""Groups that are the sum of the others: "Both sexes", "All ages", "World". Their rows would count all things twice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product, takewhile

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.reading.grid import Grid
from pipeline.reading.plain_columns import convert_plain
from pipeline.reading.totals import WORDS
from pipeline.reading.types import Plan, hints
from pipeline.reading.warnings import shown, warn
from pipeline.story import ColumnType, ReadingWarning

MOST_LEVELS = 300
MOST_NAMED = 5  # groups in one sentence
MOST_FAMILIES = 120  # levels among which parents are looked for
MOST_CELLS = 5_000_000  # of the table of levels by combinations of the other columns
LEAST_CELLS = 5  # combinations of the other columns in which a group must be the sum of the others; 1 where it says so
LEAST_DIFFERENT = 3  # sums: one that comes back in all combinations may be a coincidence
AGREEING = 0.9  # of the combinations
LEAST_OTHERS = 2  # other groups; one alone is equal to a total by being the only one
TOLERANCE = 0.002  # of sums of rounded numbers
COUNTED = (2, 3)  # times that the sum of all rows counts each thing: groups and total, or also the parents of groups
NAMED = re.compile(
    r"\b(?:all|both|total|overall|world|global|any|combined|everyone|everybody|alle|beide|insgesamt|gesamt|welt|"
    r"toutes?|tous|ensemble|monde|todos|todas|ambos|mundo|tutti|totale|eu-?\d\d|national|nationwide|whole)\b|全国|全体|総数|计",
    re.IGNORECASE,
)
LEAST_PARENTS = 3
ROUNDED_PARENTS = 0.02  # of the total: ships and planes between continents belong to none of them
PARENTS = (
    re.compile(
        r"africa|americas?|antarctica|asia|europe|oceania|(?:north|south|latin|central) america|afrika|amerika|asien|"
        r"europa|ozeanien|(?:nord|süd)amerika|afrique|amérique(?: du (?:nord|sud))?|asie|océanie|áfrica|américa|"
        r"oceanía",
        re.IGNORECASE,
    ),
    re.compile(r"(?:high|upper[- ]middle|lower[- ]middle|middle|low)[- ]income(?: countries)?", re.IGNORECASE),
)
NAMED_KEYS = (ColumnType.CATEGORICAL, ColumnType.TEXT, ColumnType.IDENTIFIER)
KEYS = (ColumnType.CATEGORICAL, ColumnType.TEXT, ColumnType.DATETIME, ColumnType.BOOLEAN, ColumnType.IDENTIFIER)


@dataclass(frozen=True)
class TotalGroup:
    """A level of a column that is the sum of the others."""

    column: str
    level: str
    rows: int


def total_groups(grid: Grid, plans: Sequence[Plan]) -> tuple[np.ndarray, list[TotalGroup]]:
    """(which rows are totals of others, the groups that they are of)."""
    gone = np.zeros(grid.row_count, dtype=bool)
    keys, measures = keys_and_measures(grid.names, plans)
    keys = [place for place in keys if _varies(grid.columns[place])]
    if not keys or not measures or len(keys) > 8:
        return gone, []
    columns = {place: grid.columns[place] for place in keys}
    named = {place: plans[place].type in NAMED_KEYS for place in keys}
    if not _possible(columns, named):
        return gone, []
    values = np.column_stack([_values(grid.columns[place], plans[place]) for place in measures])
    return find_groups(grid.names, columns, named, values)


def find_groups(
    names: Sequence[str], keys: Mapping[int, Sequence[object]], named: Mapping[int, bool], values: np.ndarray
) -> tuple[np.ndarray, list[TotalGroup]]:
    """The same of columns by their places: ``keys`` tell the rows apart, those that are ``named`` may have totals.

    ``values`` has a row for each of theirs, and a column for each measure.
    """
    gone = np.zeros(len(values), dtype=bool)
    places = _possible(keys, named)
    if not places:
        return gone, []
    codes = pd.DataFrame({place: _codes(column) for place, column in keys.items()})
    if codes.duplicated().any():
        return gone, []
    found: list[TotalGroup] = []
    for place in places:
        levels = list(dict.fromkeys(keys[place]))
        total = _total_level(codes, place, values, levels)
        parents = [] if total is None else _named_parents(codes, place, values, total, levels)
        parents = parents or _parents(codes, place, values, total)
        for level in [*([] if total is None else [total]), *parents]:
            rows = codes[place].to_numpy() == level
            found.append(TotalGroup(names[place], str(levels[level]), int(rows.sum())))
            gone |= rows
    return (gone, found) if gone.sum() < len(gone) else (np.zeros_like(gone), [])


def group_warnings(groups: Sequence[TotalGroup], rows: int) -> list[ReadingWarning]:
    """One warning for all of them."""
    if not groups:
        return []
    named = ", ".join(f"{group.level} of {group.column}" for group in groups[:MOST_NAMED])
    named += ", …" if len(groups) > MOST_NAMED else ""
    text = (
        f"{shown(rows, 'row is the sum', 'rows are sums')} of others ({named}) and left out of all statistics, "
        "so that nothing is counted twice."
    )
    return [warn("total_groups", text, rows, groups[0].level)]


def _possible(keys: Mapping[int, Sequence[object]], named: Mapping[int, bool]) -> list[int]:
    """The keys that may have a level that adds up others: no other key has a value of its own in each row."""
    distinct = {place: len(set(column)) for place, column in keys.items()}
    unique = {place for place, column in keys.items() if distinct[place] == len(column)}
    return [
        place for place in keys if named[place] and LEAST_OTHERS < distinct[place] <= MOST_LEVELS and unique <= {place}
    ]


def _codes(column: Sequence[object]) -> np.ndarray:
    """The place of each text among the different ones, in their order; an empty cell is one of them."""
    places = {text: place for place, text in enumerate(dict.fromkeys(column))}
    return np.array([places[text] for text in column])


def keys_and_measures(names: Sequence[str], plans: Sequence[Plan]) -> tuple[list[int], list[int]]:
    """The places of the columns that rows are grouped by, and of those that may be summed."""
    keys = [place for place, (name, plan) in enumerate(zip(names, plans, strict=True)) if _is_key(name, plan)]
    summed = (place for place, plan in enumerate(plans) if plan.type is ColumnType.NUMERIC and plan.unit != "%")
    return keys, [place for place in summed if place not in keys]


def _is_key(name: str, plan: Plan) -> bool:
    return plan.type in KEYS or (plan.type is ColumnType.NUMERIC and hints.speaks_of(name, hints.YEAR))


def _varies(column: Sequence[object]) -> bool:
    return any(cell != column[0] for cell in column)


def _values(column: Sequence[str | None], plan: Plan) -> np.ndarray:
    if (plain := convert_plain(column, plan)) is not None:
        numbers: np.ndarray = plain.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return numbers
    read = {text: plan.value(text) for text in set(column)}
    return np.array([np.nan if (value := read[text]) is None else float(value) for text in column])  # type: ignore[arg-type]


def _total_level(codes: pd.DataFrame, place: int, values: np.ndarray, levels: Sequence[object]) -> int | None:
    """The level whose values are the sum of all other levels', in nearly every combination of the other columns."""
    others = [key for key in codes if key != place]
    cells = codes.groupby(others, sort=False).ngroup().to_numpy() if others else np.zeros(len(codes), dtype=int)
    sizes = np.bincount(cells)
    level = codes[place].to_numpy()
    for measure, times in product(values.T, COUNTED):
        sums = np.bincount(cells, np.nan_to_num(measure), minlength=len(sizes))
        total = sums[cells] / times
        equal = (np.abs(measure - total) <= np.maximum(TOLERANCE * np.abs(total), 1e-9)) & (total != 0)
        least = LEAST_OTHERS if times == COUNTED[0] else 2 * LEAST_OTHERS
        equal &= sizes[cells] > least
        fitting = np.bincount(level, equal, minlength=len(levels))
        asked = np.bincount(level, (sizes[cells] > least) & (total != 0), minlength=len(levels))
        for candidate in map(int, np.flatnonzero(fitting >= AGREEING * np.maximum(asked, 1))):
            said = NAMED.search(str(levels[candidate])) or WORDS.search(str(levels[candidate]))
            different = len(np.unique(measure[(level == candidate) & equal]))
            if said or (asked[candidate] >= LEAST_CELLS and different >= LEAST_DIFFERENT):
                return candidate
    return None


def _named_parents(
    codes: pd.DataFrame, place: int, values: np.ndarray, total: int, levels: Sequence[object]
) -> list[int]:
    """Continents, or groups of income, amid countries in whatever order: together they are the total."""
    found: list[int] = []
    keys = codes.drop(columns=[place])
    by = list(keys.columns)
    cells = keys.groupby(by, sort=False).ngroup().to_numpy() if by else np.zeros(len(codes), dtype=int)
    level = codes[place].to_numpy()
    for words in PARENTS:
        named = [at for at, text in enumerate(levels) if at != total and words.fullmatch(str(text).strip())]
        if len(named) < LEAST_PARENTS or len(named) + 1 >= len(levels) - LEAST_PARENTS:
            continue
        among = np.isin(level, named)
        for measure in values.T:
            sums = np.bincount(cells, np.where(among, np.nan_to_num(measure), 0))
            whole = np.bincount(cells, np.where(level == total, np.nan_to_num(measure), 0))
            asked = whole != 0
            near = np.abs(sums - whole) <= np.maximum(ROUNDED_PARENTS * np.abs(whole), 1e-9)
            if asked.any() and near[asked].mean() >= AGREEING:
                found += named
                break
    return found


def _parents(codes: pd.DataFrame, place: int, values: np.ndarray, total: int | None) -> list[int]:
    """Levels that are the sum of those that stand right before or after them, as a continent is of its countries."""
    others = [key for key in codes if key != place]
    level = codes[place].to_numpy()
    if not others or level.max() >= MOST_FAMILIES:
        return []
    cells = codes.groupby(others, sort=False).ngroup().to_numpy()
    if (level.max() + 1) * (cells.max() + 1) > MOST_CELLS:
        return []
    for measure in values.T:
        table = np.full((level.max() + 1, cells.max() + 1), np.nan)
        table[level, cells] = measure
        table = table[:, ~np.isnan(table).any(axis=0)]
        if table.shape[1] >= LEAST_CELLS and (found := _sums_of_runs(table, total)):
            return found
    return []


def _sums_of_runs(table: np.ndarray, total: int | None) -> list[int]:
    """The rows of a table that are, in all columns, the sum of a run of rows before or after them."""
    found: list[int] = []
    for row in (row for row in range(len(table)) if row != total and len(np.unique(table[row])) >= LEAST_DIFFERENT):
        runs = (range(row - 1, -1, -1), range(row + 1, len(table)))
        if any(_adds_up(table, row, takewhile(lambda other: other not in (total, *found), run)) for run in runs):
            found.append(row)
    return found


def _adds_up(table: np.ndarray, row: int, run: Iterable[int]) -> bool:
    """Whether a row is, in all columns, the sum of the first rows of a run."""
    rest = table[row].copy()
    nothing = TOLERANCE * np.abs(table[row]).min()
    for addends, other in enumerate(run, 1):
        rest -= table[other]
        if addends >= LEAST_OTHERS and np.allclose(rest, 0, atol=nothing):
            return True
    return False
