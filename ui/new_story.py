"""From a dropped file to its job: preview, choices, and the button that starts it."""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import jobs
from models import User
from pipeline.errors import DataStoryError
from pipeline.options import Options
from pipeline.reading import Preview
from pipeline.story import ColumnType
from ui import boundary, links, preview, reading_options


def show(user: User, upload: UploadedFile) -> None:
    """Show what was dropped as it will be read; start its job when the user says so."""
    options = reading_options.chosen(upload.file_id, upload.name)
    try:
        seen = preview.of(upload, options)
    except DataStoryError as error:
        boundary.show_error(error.message, error.hint)
        reading_options.show(upload.file_id, None)
        return
    preview.show(seen)
    types = reading_options.show(upload.file_id, seen)
    title, focus = _story_choices(upload, seen)
    if st.button("Create story", type="primary", icon=":material/auto_stories:", key="create_story"):
        _submit(user, upload, options, types, title, focus)


def _story_choices(upload: UploadedFile, seen: Preview) -> tuple[str | None, str | None]:
    """The title and the column that the story is about, both optional."""
    left, right = st.columns(2)
    title = left.text_input(
        "Title", placeholder=seen.dataset.title, max_chars=200, key=f"title-{upload.file_id}", on_change="ignore"
    )
    names = [column.name for column in seen.dataset.columns if column.type != ColumnType.EMPTY]
    focus = right.selectbox(
        "What is it about?",
        names,
        index=None,
        placeholder="Whatever stands out",
        key=f"focus-{upload.file_id}-{seen.header_row}",
        on_change="ignore",
    )
    return title.strip() or None, focus


def _submit(
    user: User,
    upload: UploadedFile,
    options: Options,
    types: Mapping[str, ColumnType],
    title: str | None,
    focus: str | None,
) -> None:
    upload.seek(0)
    try:
        with st.spinner("Storing the file"):
            job = jobs.submit(
                user,
                upload,
                upload.name,
                title=title,
                focus=focus,
                types=types or None,
                header_row=options.header_row,
                sheet=options.sheet,
            )
    except DataStoryError as error:
        boundary.show_error(error.message, error.hint)
        return
    links.go_to_job(job.id)
