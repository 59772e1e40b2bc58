"""What a user may change about how a file is read: header row, sheet and column types."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pipeline.options import Options
from pipeline.reading import Preview
from pipeline.story import ColumnType
from ui.column_table import TYPE_LABELS
from ui.preview import header_text

FIND = -2  # stands for None, which a select box takes for "nothing chosen"
HEADER_CHOICES = (FIND, -1, *range(20))
LARGEST = ""
TOTALS = frozenset({"total_rows", "total_groups"})  # kinds of warnings that tell of totals left out


def chosen(file_id: str, filename: str) -> Options:
    """The header row and sheet as chosen in this session for this file."""
    header_row = st.session_state.get(f"header_row-{file_id}", FIND)
    return Options(
        filename=filename,
        header_row=None if header_row == FIND else header_row,
        sheet=st.session_state.get(f"sheet-{file_id}") or None,
        keep_totals=st.session_state.get(f"keep_totals-{file_id}", False),
        keep_wide=st.session_state.get(f"keep_wide-{file_id}", False),
    )


def show(file_id: str, seen: Preview | None) -> Mapping[str, ColumnType]:
    """Show the choices; without a preview, only those that may mend what can't be read.

    Returns the types that the user has changed, by column.
    """
    with st.expander("Change how it is read", icon=":material/tune:", key=f"reading-{file_id}"):
        columns = st.columns(2)
        with columns[0]:
            st.selectbox("Names of the columns", HEADER_CHOICES, key=f"header_row-{file_id}", format_func=header_label)
        if seen and len(seen.sheets) > 1:
            with columns[1]:
                st.selectbox(
                    "Sheet",
                    (LARGEST, *seen.sheets),
                    key=f"sheet-{file_id}",
                    format_func=lambda sheet: sheet or "The one with the largest table",
                )
        if seen:
            _undone(file_id, seen)
        return _types(file_id, seen) if seen else {}


def _undone(file_id: str, seen: Preview) -> None:
    """Offer to take back what was done to totals and periods, where something was."""
    totals, periods = f"keep_totals-{file_id}", f"keep_wide-{file_id}"
    told = {warning.kind for warning in seen.dataset.warnings}
    if told & TOTALS or st.session_state.get(totals):
        st.checkbox("Keep rows of totals among the values", key=totals)
    if seen.reshaped:
        st.checkbox("Keep periods as columns, as they are in the file", key=periods)


def header_label(header_row: int) -> str:
    """A choice of header row as the list shows it."""
    return "Find them" if header_row == FIND else header_text(header_row).capitalize()


def _types(file_id: str, seen: Preview) -> Mapping[str, ColumnType]:
    detected = pd.DataFrame(
        {"Column": column.name, "Type": str(column.type), "Example": column.example or ""}
        for column in seen.dataset.columns
    )
    edited: Any = st.data_editor(
        detected,
        hide_index=True,
        disabled=["Column", "Example"],
        column_config={
            "Type": st.column_config.SelectboxColumn(
                options=list(TYPE_LABELS),
                format_func=lambda kind: TYPE_LABELS[str(kind)],
                required=True,
            )
        },
        key=f"types-{file_id}-{seen.header_row}-{seen.dataset.column_count}",
        alt="The types of the columns",
    )
    changed = edited["Type"] != detected["Type"]
    return {
        name: ColumnType(kind) for name, kind in zip(edited["Column"][changed], edited["Type"][changed], strict=True)
    }
