"""What a story is going to be about, as found in the preview, and the choice of another column."""

import streamlit as st

from pipeline.about import about, compared_by, row_of
from pipeline.options import ROW_COUNT
from pipeline.reading import Preview
from pipeline.story import ColumnType, Subject, document
from ui.typeset import escape


def show(file_id: str, seen: Preview, subject: Subject | None) -> str | None:
    """Show what was found; returns the column that the user wants instead, None to leave it as found."""
    found = None if subject is None else document(subject)
    chosen: str | None = st.selectbox(
        "About",
        choices(seen),
        index=None,
        placeholder="Whatever stands out" if found is None else f"{about(found)} (found)",
        key=f"subject-{file_id}-{seen.header_row}",
        on_change="ignore",
        persist_state="session",
    )
    if found is not None:
        facts = [("Each row is", row_of(found)), ("Compared by", compared_by(found))]
        items = "".join(f"<li>{term} <strong>{escape(text)}</strong></li>" for term, text in facts if text)
        st.html(f'<ul class="ds-facts ds-subject" aria-label="What was found">{items}</ul>')
    return chosen


def choices(seen: Preview) -> list[str]:
    """What a story may be about: the number of rows, and every column that holds anything."""
    names = [column.name for column in seen.dataset.columns if column.type != ColumnType.EMPTY]
    return [ROW_COUNT, *(name for name in names if name != ROW_COUNT)]
