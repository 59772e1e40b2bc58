"""Real tables, written in the ways in which tables are found: what is in the file is known cell for cell."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd
import plotly.data

ROWS = 60  # of each real table, a stretch that begins anywhere
# The types that a person gives the columns of the tables that come with plotly.
TYPES = {
    "gapminder": "categorical categorical datetime numeric numeric numeric categorical categorical",
    "tips": "numeric numeric categorical boolean categorical categorical numeric",
    "iris": "numeric numeric numeric numeric categorical categorical",
    "wind": "categorical categorical numeric",
    "election": "text numeric numeric numeric numeric categorical categorical identifier",
    "stocks": "datetime numeric numeric numeric numeric numeric numeric",
    "experiment": "numeric numeric numeric categorical categorical",
    "carshare": "numeric numeric numeric numeric",
}


@dataclass(frozen=True)
class Written:
    """A table and the bytes of a file that holds it."""

    name: str
    names: list[str]
    rows: list[list[str]]  # "" for an empty cell
    types: list[str]
    delimiter: str = ","
    quote: str = '"'
    line_end: str = "\n"
    encoding: str = "utf-8"
    always_quoted: bool = False
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    spoiled: Callable[[list[str], random.Random], list[str]] | None = None  # changes lines, not the table

    def content(self, chance: random.Random) -> bytes:
        """The file."""
        lines = [self.delimiter.join(map(self._cell, row)) for row in (self.names, *self.rows)]
        if self.spoiled:
            lines = self.spoiled(lines, chance)
        return self.line_end.join([*self.above, *lines, *self.below, ""]).encode(self.encoding, "replace")

    def _cell(self, text: str) -> str:
        if self.always_quoted or any(mark in text for mark in (self.delimiter, self.quote, "\n", "\r")):
            return self.quote + text.replace(self.quote, self.quote * 2) + self.quote
        return text


def real_tables(chance: random.Random) -> Iterator[Written]:
    """A stretch of each real table, with some cells emptied."""
    for name, types in TYPES.items():
        frame: pd.DataFrame = getattr(plotly.data, name)()
        start = chance.randrange(max(1, len(frame) - ROWS))
        frame = frame.iloc[start : start + ROWS]
        texts = [[str(cell) for cell in row] for row in frame.astype(object).to_numpy().tolist()]
        yield Written(name, [str(column) for column in frame.columns], texts, types.split())


def mutated(table: Written, chance: random.Random) -> Written:
    """The same table in another dialect, with what people put around and into their files."""
    table = replace(
        table,
        delimiter=chance.choice([",", ",", ";", "\t", "|", "^", "~"]),
        quote=chance.choice(['"', '"', '"', "'"]),
        line_end=chance.choice(["\n", "\r\n", "\r"]),
        encoding=chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"]),
        always_quoted=chance.random() < 0.2,
    )
    for change in sorted(chance.sample(CHANGES, chance.choice([0, 1, 1, 2, 2, 3])), key=CHANGES.index):
        table = change(table, chance)
    return table


def _emptied(table: Written, chance: random.Random) -> Written:
    rows = [[table_cell if chance.random() > 0.1 else "" for table_cell in row] for row in table.rows]
    return replace(table, rows=[row if any(row) else before for row, before in zip(rows, table.rows, strict=True)])


def _european(table: Written, _chance: random.Random) -> Written:
    """Decimal commas; the delimiter is then no comma."""
    if table.delimiter == ",":
        table = replace(table, delimiter=";")
    numeric = [kind == "numeric" for kind in table.types]
    rows = [
        [cell.replace(".", ",") if number else cell for cell, number in zip(row, numeric, strict=True)]
        for row in table.rows
    ]
    return replace(table, rows=rows)


def _titled(table: Written, chance: random.Random) -> Written:
    titles = [
        ("Quarterly report",),
        ("Data export", "", ""),
        ("Report of the statistics office; all rights reserved", "Contact: data@example.org"),
        ("# exported by a program, version 2",),
        ("", ""),
    ]
    return replace(table, above=chance.choice(titles))


def _padded_title(table: Written, _chance: random.Random) -> Written:
    rest = table.delimiter * (len(table.names) - 1)
    return replace(table, above=(f"Regional figures{rest}", rest))


def _noted(table: Written, chance: random.Random) -> Written:
    notes = [("", "Source: own figures"), ("Note: preliminary",), ("", "* estimated", "** revised"), ("End of report",)]
    return replace(table, below=chance.choice(notes))


def _totalled(table: Written, _chance: random.Random) -> Written:
    cells = ["Total", *("" if kind != "numeric" else "12345" for kind in table.types[1:])]
    return replace(table, below=(table.delimiter.join(cells),))


def _spoiled(
    change: Callable[[list[str], random.Random, str], list[str]],
) -> Callable[[Written, random.Random], Written]:
    def spoil(table: Written, _chance: random.Random) -> Written:
        return replace(table, spoiled=lambda lines, chance: change(lines, chance, table.delimiter))

    return spoil


def _blank_lines(lines: list[str], chance: random.Random, _delimiter: str) -> list[str]:
    for _ in range(3):
        lines.insert(chance.randrange(2, len(lines)), "")
    return lines


def _trailing(lines: list[str], _chance: random.Random, delimiter: str) -> list[str]:
    return [line + delimiter for line in lines]


def _some_trailing(lines: list[str], _chance: random.Random, delimiter: str) -> list[str]:
    return [line + delimiter * 2 if position % 9 == 4 else line for position, line in enumerate(lines)]


def _repeated_header(lines: list[str], _chance: random.Random, _delimiter: str) -> list[str]:
    lines.insert(len(lines) // 2, lines[0])
    return lines


def _shortened(lines: list[str], _chance: random.Random, delimiter: str) -> list[str]:
    """Rows whose last cells are empty end with their last value."""
    return [line.rstrip(delimiter) if position else line for position, line in enumerate(lines)]


CHANGES: list[Callable[[Written, random.Random], Written]] = [
    _european,  # first: it may change the delimiter, which others use
    _emptied,
    _titled,
    _padded_title,
    _noted,
    _totalled,
    _spoiled(_blank_lines),
    _spoiled(_trailing),
    _spoiled(_some_trailing),
    _spoiled(_repeated_header),
    _spoiled(_shortened),
]
