"""The columns of a dataset as a table: type, unit, gaps, distinct values and an example."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import wording
from pipeline.story import ColumnType
from ui.typeset import escape

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
NUMBERS = ("Missing", "Distinct")


def fold(dataset: Mapping[str, Any]) -> str:
    """The table behind one click, as HTML."""
    heads = "".join(f'<th scope="col"{_align(head)}>{head}</th>' for head in HEADS)
    rows = "".join(_row(cells) for cells in table(dataset))
    return (
        f'<details class="ds-fold"><summary>The columns ({dataset["columnCount"]:,})</summary>'
        '<div class="ds-scroll" tabindex="0" role="region" aria-label="The columns of the data">'
        f'<table class="ds-columns"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


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


def _row(cells: tuple[str, ...]) -> str:
    name, *others = cells
    texts = "".join(f"<td{_align(head)}>{escape(cell)}</td>" for head, cell in zip(HEADS[1:], others, strict=True))
    return f'<tr><th scope="row">{escape(name)}</th>{texts}</tr>'


def _align(head: str) -> str:
    return ' class="ds-right"' if head in NUMBERS else ""
