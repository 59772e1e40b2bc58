"""The columns of a dataset as a table: type, unit, gaps, distinct values and an example."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pipeline import wording
from pipeline.story import ColumnType

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


def show(dataset: Mapping[str, Any]) -> None:
    """Show one row a column."""
    st.dataframe(
        table(dataset), hide_index=True, alt=f"The {dataset['columnCount']} columns of the data", height="content"
    )


def table(dataset: Mapping[str, Any]) -> pd.DataFrame:
    """The columns as a frame of text, in the file's order."""
    rows = dataset["rowCount"] - dataset.get("totals", 0)
    return pd.DataFrame(
        {
            "Column": column["name"],
            "Type": TYPE_LABELS.get(column["type"], column["type"]),
            "Unit": column["unit"] or "",
            "Missing": wording.percent(column["missing"] / rows) if rows else "",
            "Distinct": f"{column['distinct']:,}",
            "Example": column["example"] or "",
        }
        for column in dataset["columns"]
    )
