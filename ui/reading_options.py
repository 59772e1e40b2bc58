"""What a user may change about how a file is read and told: header row, sheet, column types and names."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pipeline import wording
from pipeline.options import MAX_NAME_LENGTH, Options
from pipeline.reading import Preview
from pipeline.story import ColumnType
from ui.column_table import TYPE_LABELS
from ui.preview import header_text

FIND = -2  # stands for None, which a select box takes for "nothing chosen"
HEADER_CHOICES = (FIND, -1, *range(20))
FOUND = ""  # no sheet chosen
NAME = "Name in the story"
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


def show(file_id: str, seen: Preview | None) -> Mapping[str, Any]:
    """Show the choices; without a preview, only those that may mend what can't be read.

    Returns the options ``types`` and ``names``: what the user has changed of them, by column.
    """
    with st.expander("Change how it is read", icon=":material/tune:", key=f"reading-{file_id}"):
        columns = st.columns(2)
        with columns[0]:
            st.selectbox(
                "Names of the columns",
                HEADER_CHOICES,
                key=f"header_row-{file_id}",
                format_func=header_label,
                persist_state="session",
            )
        if seen and len(seen.sheets) > 1:
            with columns[1]:
                st.selectbox(
                    "Sheet",
                    (FOUND, *seen.sheets),
                    key=f"sheet-{file_id}",
                    persist_state="session",
                    format_func=lambda sheet: sheet or "The largest table, or all that are alike",
                )
        if seen:
            _undone(file_id, seen)
        return _columns(file_id, seen) if seen else {}


def _undone(file_id: str, seen: Preview) -> None:
    """Offer to take back what was done to totals and periods, where something was."""
    totals, periods = f"keep_totals-{file_id}", f"keep_wide-{file_id}"
    told = {warning.kind for warning in seen.dataset.warnings}
    if told & TOTALS or st.session_state.get(totals):
        st.checkbox("Keep rows of totals among the values", key=totals, persist_state="session")
    if seen.reshaped:
        st.checkbox("Keep periods as columns, as they are in the file", key=periods, persist_state="session")


def header_label(header_row: int) -> str:
    """A choice of header row as the list shows it."""
    return "Find them" if header_row == FIND else header_text(header_row).capitalize()


def _columns(file_id: str, seen: Preview) -> Mapping[str, Any]:
    names = wording.display_names([column.name for column in seen.dataset.columns])
    detected = pd.DataFrame(
        {
            "Column": column.name,
            NAME: names[column.name],
            "Type": str(column.type),
            "Example": column.example or "",
        }
        for column in seen.dataset.columns
    )
    edited: Any = st.data_editor(
        detected,
        hide_index=True,
        disabled=["Column", "Example"],
        column_config={
            NAME: st.column_config.TextColumn(max_chars=MAX_NAME_LENGTH),
            "Type": st.column_config.SelectboxColumn(
                options=list(TYPE_LABELS),
                format_func=lambda kind: TYPE_LABELS[str(kind)],
                required=True,
            ),
        },
        key=f"types-{file_id}-{seen.header_row}-{seen.dataset.column_count}",
        alt="The names and the types of the columns",
    )
    types, called = _changed(edited, detected, "Type"), _changed(edited, detected, NAME)
    return {
        "types": {column: ColumnType(kind) for column, kind in types.items()},
        "names": {column: name for column, name in called.items() if (name or "").strip()},
    }


def _changed(edited: pd.DataFrame, detected: pd.DataFrame, field: str) -> dict[str, Any]:
    """What the user has put into a field instead of what was found, by column."""
    changed = edited[field] != detected[field]
    return dict(zip(edited["Column"][changed], edited[field][changed], strict=True))
