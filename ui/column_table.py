"""The columns of a dataset as a table: type, unit, gaps, distinct values and an example."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import wording
from pipeline.story import ColumnType
from ui import folded_table

TYPE_LABELS: Mapping[str, str] = {
    ColumnType.NUMERIC: "Number",
    ColumnType.BOOLEAN: "Yes or no",
    ColumnType.CATEGORICAL: "Category",
    ColumnType.DATETIME: "Date or time",
    ColumnType.TEXT: "Text",
    ColumnType.IDENTIFIER: "Identifier",
    ColumnType.URL: "Web address",
    ColumnType.LIST: "List",
    ColumnType.EMPTY: "Empty",
}
HEADS = ("Column", "Type", "Unit", "Missing", "Distinct", "Example")


def fold(dataset: Mapping[str, Any]) -> str:
    """The table behind one click, as HTML."""
    columns = folded_table.text_table([HEADS, *table(dataset)], kind="ds-columns")
    return f'<details class="ds-fold"><summary>The columns ({dataset["columnCount"]:,})</summary>{columns}</details>'


def table(dataset: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """A row of texts for each column, in the file's order, under ``HEADS``."""
    rows = dataset["rowCount"] - dataset.get("totals", 0)
    for column in dataset["columns"]:
        yield (
            column["name"],
            TYPE_LABELS.get(column["type"], column["type"]),
            column["unit"] or "",
            wording.percent(column["missing"] / rows) if rows else "",
            f"{column['distinct']:,}",
            column["example"] or "",
        )
