"""Time that lies across the columns, or in the rows below a table of line items: brought into one column of its own."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, repeat

import numpy as np

from pipeline.reading.amounts import Amounts
from pipeline.reading.comparisons import is_compared
from pipeline.reading.grid import Grid
from pipeline.reading.rows import Cell
from pipeline.reading.types import numbers
from pipeline.reading.types.missing import CERTAIN_WORDS, markers
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import learn_format
from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning

LEAST_PERIODS = 3
LEAST_NAMED = (
    2  # of one measure, which the names say: sales 2022, sales 2023; plan and actual of two years are a report
)
LONGEST_NAME = 200  # characters; looking for periods in a name takes time by the square of its length
MOST_CELLS = 5_000_000  # of the long table
LEAST_ROWS = 10  # a story needs so many: fewer periods are not made the rows of a table
NUMERIC_SHARE = 0.5
LOOKED_AT = 2_000  # cells of a column, from all over it
YEAR = r"(?:1[6-9]|20|21)\d\d"
YEAR_NAME = re.compile(
    rf"(?:[a-z]|FY ?|CY ?|yr?_?|year[ _]?|jahr[ _]?|anno[ _]?|año[ _]?)?(?P<year>{YEAR})"
    r"(?: ?\[YR(?P=year)\]| ?[aefp]|\*|年度?)?",
    re.IGNORECASE,
)
STEM = re.compile(  # sales_2021, Sales (2021), 2021 sales, sales 2021-Q1
    rf"(?P<stem>.*?[^\W\d].*?)[\s_.\-(:]*(?P<period>(?:FY ?)?{YEAR}(?:[-_ ]?(?:Q[1-4]|0[1-9]|1[0-2]))?)\)?"
    rf"|(?P<period2>(?:FY ?)?{YEAR})[\s_.\-:]+(?P<stem2>.*[^\W\d].*)"
)
INDICATOR = re.compile(r"indicator|series|variable|measure|indikator|indicateur|merkmal|item|subject|metric", re.I)
LINE_ITEM = re.compile(
    r"\b(?:revenues?|sales|turnover|costs?|expenses?|profit|income|margin|ebitda?|eps|earnings|assets|liabilities|debt|"
    r"cash|equity|capex|tax(?:es)?|employees|headcount|dividends?|r&d|depreciation|interest|inventory|receivables|"
    r"umsatz\w*|kosten|aufwand|gewinn|ergebnis|mitarbeiter|vermögen|schulden|eigenkapital|chiffre|résultat|charges|"
    r"effectif|dette|ventas|ingresos|gastos|beneficio|empleados|deuda|ricavi|costi|utile|dipendenti|"
    r"population|gdp|inflation|unemployment|temperature|humidity|pressure|rainfall|wind|price|volume)\b|売上|利益|費用|資産",
    re.IGNORECASE,
)
LEAST_ITEMS = 0.2  # of the labels; at least two
PERIOD, OBSERVATION = "TIME_PERIOD", "OBS_VALUE"
TIME_NAMES = {
    Family.YEAR: "Year",
    Family.FISCAL: "Year",
    Family.NAMED_YEAR: "Year",
    Family.QUARTER: "Quarter",
    Family.YEAR_MONTH: "Month",
    Family.WEEK: "Week",
}


@dataclass(frozen=True)
class Across:
    """Which columns are periods, of which measures."""

    keys: list[int]
    periods: list[str]
    measures: Mapping[str, list[int]]  # name ("" for a nameless one) -> the column of each period
    time: str


def melted(grid: Grid, *, keep_wide: bool = False) -> Grid:
    """The grid with periods in rows, told; the same where none lie across its columns, or where the user wants that."""
    if grid.header_row < 0 or not grid.row_count:
        return grid
    grid = _with_single_keys(grid)
    across = find_periods(grid)
    if across is None:
        return grid
    if keep_wide:
        return replace(grid, reshaped="wide")
    if _are_line_items(grid, across):
        return _transposed(grid, across)
    if grid.row_count * len(across.periods) * (len(across.keys) + 2) > MOST_CELLS:
        return replace(grid, warnings=[*grid.warnings, left_wide(across.periods, len(across.measures))])
    return _long(grid, across)


def left_wide(periods: Sequence[str], measures: int) -> ReadingWarning:
    """What is told of a table too large to be brought into another form."""
    count, (first, *_, last) = len(periods) * measures, periods
    text = (
        f"{count} columns are periods ({first} to {last}); the table is too large to bring them into rows, so they "
        "stay columns. Upload fewer rows for a story over time."
    )
    return warn("left_wide", text, 0, first)


def _with_single_keys(grid: Grid) -> Grid:
    """Eurostat's ``freq,unit,geo\\TIME_PERIOD``: a first column that holds several keys becomes as many."""
    joined, _, _ = grid.names[0].partition("\\")
    names = [name.strip() for name in joined.split(",")]
    if "\\" not in grid.names[0]:
        return grid
    split = [(cell or "").split(",") for cell in grid.columns[0]]
    if any(len(cells) != len(names) for cells in split):
        return grid
    keys: list[list[Cell]] = [[cell.strip() or None for cell in column] for column in zip(*split, strict=True)]
    return replace(
        grid,
        names=free_names([*names, *grid.names[1:]]),
        columns=[*keys, *grid.columns[1:]],
        typed=frozenset(),
        sdmx=True,
    )


def find_periods(grid: Grid) -> Across | None:
    """The columns that are named for periods and hold numbers."""
    found = _plain_periods(grid.names)
    return _nameless(grid, *found) if found else _stemmed_periods(grid)


def _nameless(grid: Grid, places: list[int], periods: list[str], time: str) -> Across | None:
    """Columns of one measure that are named for periods alone; None where they hold no numbers, or all columns do."""
    numeric = [place for place in places if is_numeric(grid.columns[place])]
    keys = sorted(set(range(len(grid.names))).difference(places))
    if len(numeric) < max(LEAST_PERIODS, 0.9 * len(places)) or not keys:
        return None
    if grid.sdmx:  # the Statistical Data and Metadata eXchange, which has names for both
        return Across(keys, periods, {OBSERVATION: places}, PERIOD)
    return Across(keys, periods, {"": places}, time)


def _plain_periods(names: Sequence[str]) -> tuple[list[int], list[str], str] | None:
    years = {place: found["year"] for place, name in enumerate(names) if (found := YEAR_NAME.fullmatch(name.strip()))}
    if _rise([int(year) for year in years.values()]):
        return list(years), list(years.values()), "Year"
    dated = {place: name.strip() for place, name in enumerate(names) if re.search(r"\d", name) and len(name) <= 30}
    if len(dated) < LEAST_PERIODS:
        return None
    written, _ = learn_format(Counter(dated.values()), list(dated.values()))
    moments = {place: moment for place, name in dated.items() if written and (moment := written.parse(name))}
    if not written or not _rise(list(moments.values())):
        return None
    return list(moments), [dated[place] for place in moments], TIME_NAMES.get(written.families[0], "Date")


def _rise(values: Sequence[object], least: int = LEAST_PERIODS) -> bool:
    """Whether there are enough periods, which follow each other in either direction, and none comes twice."""
    if not least <= len(set(values)) == len(values):
        return False
    steps = [after > before for before, after in pairwise(values)]  # type: ignore[operator]
    return all(steps) or not any(steps)


def _stemmed_periods(grid: Grid) -> Across | None:
    """``sales_2021, sales_2022, costs_2021, costs_2022``: the same periods for each of several measures, or of one."""
    found = _stems(grid.names)
    if len({frozenset(places) for places in found.values()}) != 1:
        return None
    periods = list(next(iter(found.values())))
    used = set(chain.from_iterable(places.values() for places in found.values()))
    keys = sorted(set(range(len(grid.names))).difference(used))
    least = LEAST_NAMED if len(found) == 1 else LEAST_PERIODS
    if not keys or not _rise(sorted(periods), least) or not _are_values(grid, keys, sorted(used)):
        return None
    measures = {stem: [places[period] for period in periods] for stem, places in found.items()}
    return Across(keys, *_called(periods, measures))


def _are_values(grid: Grid, keys: Sequence[int], places: Sequence[int]) -> bool:
    """Whether columns hold numbers, and if they are only two, none but these: no change from one to the other."""
    if not all(is_numeric(grid.columns[place]) for place in places):
        return False
    return len(places) >= LEAST_PERIODS or not is_compared(grid, keys, places)


def _stems(names: Sequence[str]) -> dict[str, dict[str, int]]:
    """What is before or behind a period in the names -> each of its periods -> the column."""
    found: dict[str, dict[str, int]] = {}
    for place, name in enumerate(names):
        if len(name) <= LONGEST_NAME and (match := STEM.fullmatch(name.strip())):
            stem = (match["stem"] or match["stem2"]).strip(" _.-(:")
            found.setdefault(stem, {})[match["period"] or match["period2"]] = place
    return found


def _called(periods: list[str], measures: Mapping[str, list[int]]) -> tuple[list[str], Mapping[str, list[int]], str]:
    """The periods as years where they are fiscal ones, the measures, and the name of the column of periods."""
    if all(re.fullmatch(rf"(?:FY ?)?{YEAR}", period) for period in periods):
        return [re.sub(r"^FY ?", "", period) for period in periods], measures, "Year"
    return periods, measures, "Quarter" if "Q" in periods[0].upper() else "Month"


def is_numeric(column: Sequence[Cell]) -> bool:
    """Whether at least half of the cells that hold something are numbers."""
    looked_at = column[:: max(1, len(column) // LOOKED_AT)]
    counts = Counter(cell.strip() for cell in looked_at if cell and cell.strip().lower() not in CERTAIN_WORDS)
    gone = markers(counts)
    rest = {text: rows for text, rows in counts.items() if text not in gone}
    _, readable = numbers.learn_format(rest or counts)
    return readable >= NUMERIC_SHARE * sum((rest or counts).values())


def _are_line_items(grid: Grid, across: Across) -> bool:
    """Whether each row is a measure of its own: revenue, employees, earnings by share."""
    if len(across.keys) != 1 or len(across.measures) != 1 or len(across.periods) < LEAST_ROWS:
        return False
    labels = [cell.strip() for cell in grid.columns[across.keys[0]] if cell]
    items = sum(LINE_ITEM.search(label) is not None for label in labels)
    return len(labels) == grid.row_count == len(set(labels)) and items >= max(2, LEAST_ITEMS * len(labels))


def _transposed(grid: Grid, across: Across) -> Grid:
    labels = [(cell or "").strip() for cell in grid.columns[across.keys[0]]]
    places = next(iter(across.measures.values()))
    columns: list[list[Cell]] = [list(across.periods)]
    columns += [[grid.columns[place][row] for place in places] for row in range(grid.row_count)]
    text = (
        f"The {len(labels)} rows ({', '.join(labels[:3])}, …) are measures over {len(places)} periods; rows and "
        "columns were exchanged, so that each measure is a column."
    )
    return replace(
        grid,
        names=free_names([across.time, *labels]),
        columns=columns,
        typed=frozenset(),
        reshaped="transposed",
        warnings=[*grid.warnings, warn("transposed", text, 0, labels[0])],
    )


def _long(grid: Grid, across: Across) -> Grid:
    across = settled(grid, across)
    count = len(across.periods)
    columns: list[list[Cell]] = [each_times(grid.columns[place], count) for place in across.keys]
    columns.append([*across.periods] * grid.row_count)
    for places in across.measures.values():
        columns.append(list(chain.from_iterable(zip(*(grid.columns[place] for place in places), strict=True))))
    first, last = across.periods[0], across.periods[-1]
    text = (
        f"{count * len(across.measures)} columns are periods ({first} to {last}); they were brought into rows: "
        f"one column {across.time}, and {', '.join(across.measures)} beside it."
    )
    return replace(
        grid,
        names=free_names([*(grid.names[place] for place in across.keys), across.time, *across.measures]),
        columns=columns,
        typed=frozenset(),
        reshaped="long",
        warnings=[*grid.warnings, warn("melted", text, 0, first)],
    )


def settled(grid: Grid, across: Across) -> Across:
    """The same with a name for each measure, and of the keys only those that say something of each of the new rows."""
    across = _without_row_totals(grid, across)
    named, keys = _measure_and_keys(grid, across)
    return replace(across, keys=keys, measures={stem or named or "Value": it for stem, it in across.measures.items()})


def _measure_and_keys(grid: Grid, across: Across) -> tuple[str, list[int]]:
    """What the values are, where a column says so in all rows, and the other columns."""
    constant = next((place for place in across.keys if _names_the_measure(grid, place)), None)
    if constant is None or list(across.measures) != [""]:
        return "", across.keys
    named = (grid.columns[constant][0] or "").strip()
    return named, [place for place in across.keys if place != constant or not named]


def each_times(column: Sequence[Cell], count: int) -> list[Cell]:
    """Each cell so many times behind each other."""
    return list(chain.from_iterable(map(repeat, column, repeat(count))))


def _without_row_totals(grid: Grid, across: Across) -> Across:
    """Without columns that add up the periods of their row: they would come back in each of its new rows."""
    sums = [_row_sums([grid.columns[place] for place in places]) for places in across.measures.values()]
    kept = [place for place in across.keys if not any(_is_sum(grid.columns[place], total) for total in sums)]
    return replace(across, keys=kept) if kept else across


def _row_sums(columns: Sequence[Sequence[Cell]]) -> np.ndarray:
    sums: np.ndarray = np.nansum(Amounts(columns).matrix, axis=1)
    return sums


def _is_sum(column: Sequence[Cell], total: np.ndarray) -> bool:
    values = Amounts([column]).column(0)
    present = ~np.isnan(values) & (total != 0)
    return bool(present.sum() >= 0.9 * len(values) and np.allclose(values[present], total[present], rtol=0.002))


def _names_the_measure(grid: Grid, place: int) -> bool:
    """Whether a column says in all rows the same: what the values are."""
    texts = set(grid.columns[place])
    text = next(iter(texts), None)
    return (
        len(texts) == 1 and bool(text) and INDICATOR.search(grid.names[place]) is not None and not _is_code(text or "")
    )


def _is_code(text: str) -> bool:
    return " " not in text and re.search(r"[\d.]", text) is not None


def free_names(names: Sequence[str]) -> list[str]:
    """The names, each once."""
    taken: Counter[str] = Counter()
    result = []
    for name in names:
        taken[name.lower()] += 1
        result.append(name if taken[name.lower()] == 1 else f"{name}_{taken[name.lower()]}")
    return result
