"""The beginning of a file as it will be read: facts, warnings and the first rows."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from jobs.previews.client import Look
from pipeline import wording
from pipeline.errors import DataStoryError
from pipeline.options import Options
from pipeline.reading import Preview
from pipeline.story import document
from ui.column_table import TYPE_LABELS
from ui.dropped import Dropped
from ui.method import reading_note
from ui.story_header import dialect_of
from ui.typeset import escape

SESSION_KEY = "preview_kept"  # the latest look of this session: ((file, options), Look)
ROW_HEIGHT = 35  # px
SHOWN_ROWS = 8


def begin(upload: Dropped) -> DeltaGenerator:
    """Show what is known of a file before anything is read: its name and size. Returns the place of more."""
    head = st.empty()
    head.html(_head(upload.name, [wording.file_size(upload.size)]))
    return head


def tell(seen: Preview, head: DeltaGenerator) -> None:
    """Show how a file is read, in the place that :func:`begin` has kept."""
    facts: Mapping[str, Any] = document(seen.dataset)
    words = [wording.file_size(facts["fileSize"]), *dialect_of(facts), header_text(seen.header_row)]
    head.html(_head(facts["filename"], words))


def show(seen: Preview) -> None:
    """Show what was put right in a file, and its first rows."""
    with st.container(key="preview"):
        _show(seen)


def _head(name: str, words: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(word)}</li>" for word in words)
    return (
        f'<div class="ds-head"><h2 class="ds-preview-title">{escape(name)}</h2>'
        f'<ul class="ds-facts" aria-label="How the file is read">{items}</ul></div>'
    )


def _show(seen: Preview) -> None:
    warnings = document(seen.dataset)["warnings"]
    if warnings:
        notes = "".join(f"<li>{reading_note(warning)}</li>" for warning in warnings)
        st.html(f'<div class="ds-finding"><ul class="ds-caveats" aria-label="Warnings">{notes}</ul></div>')
    grid = seen.grid.copy(deep=False)
    grid.attrs.clear()  # notes of the reader, which Arrow can't carry
    st.dataframe(
        grid,
        hide_index=True,
        height=min(len(seen.grid), SHOWN_ROWS) * ROW_HEIGHT + ROW_HEIGHT + 3,
        column_config={
            column.name: st.column_config.TextColumn(f"{column.name} · {TYPE_LABELS[column.type].lower()}")
            for column in seen.dataset.columns
        },
        alt="The first rows of the file, with the type found for each column",
    )


def header_text(header_row: int) -> str:
    """Where the names come from; rows are counted from 1, as in a spreadsheet."""
    return "no header row" if header_row < 0 else f"names in row {header_row + 1}"


def load(upload: Dropped, options: Options) -> Look:
    """Look at the beginning of an uploaded file, once for the same options; the preview is there.

    Raises :class:`~pipeline.errors.PreprocessingError`, as reading the whole file would, and
    :class:`~jobs.errors.PreviewUnavailable`.
    """
    key = (upload.file_id, options)
    kept = st.session_state.get(SESSION_KEY)
    if kept is None or kept[0] != key:
        kept = st.session_state[SESSION_KEY] = (key, _look(upload, options))
    look: Look = kept[1]
    look.preview()
    return look


def _look(upload: Dropped, options: Options) -> Look:
    """The look that was begun with the file, or one that has seen it, whatever it met: another would meet the same."""
    begun = upload.look_begun(options)
    if begun is not None:
        return begun
    with upload.path() as path, suppress(DataStoryError):
        look = Look(path, options)
        look.preview()
    return look
