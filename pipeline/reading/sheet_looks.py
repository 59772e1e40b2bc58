"""How a workbook shows the cells of a sheet: number formats, hidden rows and columns, filters."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.reading.number_formats import Shown
from pipeline.reading.rows import Cells
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

MOST_APART = 200_000  # cells that may have formats of their own
SAME_SHARE = 0.5  # of a column's numbers; if more have one format, the others are meant so too


@dataclass
class Looks:
    """What is to be seen of one sheet, collected cell by cell; rows and columns count from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    filtered: bool = False
    votes: dict[int, Counter[Shown]] = field(default_factory=lambda: defaultdict(Counter))
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    columns: dict[int, Shown] = field(default_factory=dict)
    first: dict[int, int] = field(default_factory=dict)  # row from which on a column is shown so: names stand above
    rows: int = 0

    def note(self, row: int, column: int, shown: Shown) -> None:
        """One more number, and how it is shown."""
        self.votes[column][shown] += 1
        self.rows = max(self.rows, row)
        if not shown.plain:
            self.first.setdefault(column, row)
        if not shown.plain and len(self.cells) < MOST_APART:
            self.cells[row, column] = shown

    def is_settled(self, rows: int) -> bool:
        """Whether so many rows were seen, and no column had more than one format in them."""
        return self.rows > rows and all(sum(not shown.plain for shown in each) < 2 for each in self.votes.values())

    def decide(self) -> "Looks":
        """One format for all numbers of a column where most have it; where several are in use, each cell keeps its own.

        A few shares shown in percent among other numbers are no reason to change them.
        """
        for column, counts in self.votes.items():
            if (one := _shared(counts)) is not None:
                self.columns[column] = one
        apart = {column for column, counts in self.votes.items() if not all(map(_is_money, counts))}
        done = self.columns.keys() | apart
        self.cells = {place: shown for place, shown in self.cells.items() if place[1] not in done}
        return self

    @property
    def has_formats(self) -> bool:
        """Whether any number is shown with more than its digits."""
        return bool(self.columns or self.cells)

    def shown(self, row: int, column: int) -> Shown | None:
        """How a number in this place is shown; None where its format adds nothing to it."""
        if row >= self.first.get(column, 0) and (found := self.columns.get(column)):
            return found
        return self.cells.get((row, column)) if self.cells else None


def _shared(counts: Counter[Shown]) -> Shown | None:
    """The format that all numbers of a column are given, since most have it; None where each keeps its own."""
    best, count = counts.most_common(1)[0]
    several = sum(not shown.plain for shown in counts) > 1
    if best.plain or count <= SAME_SHARE * counts.total():
        return None
    return best if best.unit == "%" or not several else None


def _is_money(shown: Shown) -> bool:
    return shown.factor == 1 and not shown.zeros


def hidden_parts(looks: Looks, rows: Sequence[Cells], header_row: int) -> list[ReadingWarning]:
    """What is told of the rows and columns that the workbook hides, which are read like the others."""
    told = []
    hidden = [row for row in looks.hidden_rows if row > header_row]
    if hidden:
        count = shown(len(hidden), "row is", "rows are")
        by = "by a filter in the workbook" if looks.filtered else "in the workbook"
        example = next((_joined(rows[row]) for row in hidden if row < len(rows)), "")
        told.append(warn("hidden_rows", f"{count} hidden {by}; read all the same.", len(hidden), example or "–"))
    names = rows[header_row] if 0 <= header_row < len(rows) else ()
    columns = [name for at in looks.hidden_columns if at < len(names) and (name := names[at])]
    if columns:
        is_ = "is" if len(columns) == 1 else "are"
        rest = " and others" if len(columns) > 5 else ""
        told.append(
            warn("hidden_columns", f"{', '.join(columns[:5])}{rest} {is_} hidden in the workbook; read all the same.")
        )
    return told


def _joined(cells: Cells) -> str:
    return ", ".join(cell for cell in cells if cell)
