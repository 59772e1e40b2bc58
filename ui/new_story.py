"""From a dropped file to its job: preview, choices, and the button that starts it."""

from dataclasses import replace

import streamlit as st

import jobs
from jobs.errors import PreviewUnavailable
from jobs.previews.client import Look
from models import User
from pipeline.errors import DataStoryError
from pipeline.options import Options
from ui import boundary, dropped, identity, links, preview, reading_options, rehearsal, subject_choice
from ui.dropped import Dropped

PAINTED_S = 0.015  # in which a browser paints the facts, that come before the rows; the subject is on its way meanwhile


def show(user: User, upload: Dropped) -> None:
    """Show what was dropped as it will be read; start its job when the user says so."""
    options = reading_options.chosen(upload.file_id, upload.name)
    head = preview.begin(upload)
    try:
        with st.spinner("Reading the beginning of the file"):
            look = preview.load(upload, options)
    except PreviewUnavailable as error:
        boundary.show_error(error.message, error.hint)
        _offer(user, upload, options)
        return
    except DataStoryError as error:
        boundary.show_error(error.message, error.hint)
        reading_options.show(upload.file_id, None)
        return
    seen = look.preview()
    preview.tell(seen, head)
    look.has_subject(PAINTED_S)
    preview.show(seen)
    options = replace(options, **reading_options.show(upload.file_id, seen))
    options = _story_choices(upload, look, options)
    _offer(user, upload, options)


def _offer(user: User, upload: Dropped, options: Options) -> None:
    """The button that starts the job."""
    if st.button("Create story", type="primary", icon=":material/auto_stories:", key="create_story"):
        _submit(user, upload, options)
    rehearsal.show()


def _story_choices(upload: Dropped, look: Look, options: Options) -> Options:
    """With the title and the column that the story is about, both optional."""
    left, right = st.columns(2)
    title = left.text_input(
        "Title",
        placeholder=look.preview().dataset.title,
        max_chars=200,
        key=f"title-{upload.file_id}",
        on_change="ignore",
        persist_state="session",
    )
    with right:
        subject = subject_choice.show(upload.file_id, look)
    return replace(options, title=title, subject=subject)


def _submit(user: User, upload: Dropped, options: Options) -> None:
    try:
        with st.spinner("Storing the file"), upload.open() as stream:
            job = jobs.submit(user, stream, upload.name, options, address=identity.current_address())
    except DataStoryError as error:
        boundary.show_error(error.message, error.hint)
        return
    dropped.let_go()
    links.go_to_job(job.id)
