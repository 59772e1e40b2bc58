"""What a story is going to be about, as found in the preview, and the choice of another column."""

import streamlit as st

from jobs.previews.client import Look
from pipeline.about import about, compared_by, row_of
from pipeline.options import ROW_COUNT
from pipeline.reading import Preview
from pipeline.story import ColumnType, Subject, document
from ui.typeset import escape

MOMENT_S = 1.0  # in which nobody needs a word; 25 ms as a rule, and what takes longer is looked for beside the page
LOOK_AGAIN_S = 0.5


def show(file_id: str, look: Look) -> str | None:
    """Show what was found; returns the column that the user wants instead, None to leave it as found.

    While it is still looked for, the page says so and can be used.
    """
    is_known = look.has_subject(MOMENT_S)
    chosen = _choice(file_id, look.preview(), look.subject() if is_known else None)
    if not is_known:
        st.fragment(_look_again, run_every=LOOK_AGAIN_S)(look)
    return chosen


def _look_again(look: Look) -> None:
    """Say that it is looked for, and run the whole page again once it is there."""
    st.html('<p class="ds-note" role="status">Looking for what it is about …</p>')
    if look.has_subject(0):
        st.rerun(scope="app")


def _choice(file_id: str, seen: Preview, subject: Subject | None) -> str | None:
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
