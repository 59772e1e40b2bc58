"""How a story was found: the tests, the odds of a fluke, and what its reader should know about the data."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from models import StoredStory, User
from pipeline import proof
from ui import column_table, subject_line
from ui.finding import inline
from ui.story_header import facts_of
from ui.typeset import escape, moment, seconds

ANCHOR = "how-found"  # the name under which a link on the page finds it; "method", a name of forms, would be taken out


def show(user: User, story: StoredStory, document: Mapping[str, Any]) -> None:
    """Show the date, the file and the subject, the method, the notes on the data's quality and the columns."""
    st.html(f'<section class="ds-prose" id="{ANCHOR}"><h2>How this was found</h2>{origin(story, document)}</section>')
    subject_line.show(user, story, document.get("subject"))
    st.html(f'<section class="ds-prose">{"".join(paragraphs(document))}</section>')
    show_notes("About the data", [inline(note["text"]) for note in document["quality"]])
    show_notes("About the file", [reading_note(warning) for warning in document["dataset"]["warnings"]])
    st.html(column_table.fold(document["dataset"]))


def origin(story: StoredStory, document: Mapping[str, Any]) -> str:
    """When the story was made, and of which file, as HTML."""
    facts = [f"Made on {moment(story.created_at)}", *facts_of(document["dataset"])]
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    return f'<ul class="ds-facts ds-origin" aria-label="The story and its data">{items}</ul>'


def show_notes(heading: str, notes: list[str]) -> None:
    """Show notes, which are HTML, as a list; without any, nothing."""
    if notes:
        items = "".join(f"<li>{note}</li>" for note in notes)
        st.html(f'<section class="ds-prose ds-notes"><h3>{heading}</h3><ul>{items}</ul></section>')


def paragraphs(document: Mapping[str, Any]) -> Iterator[str]:
    """The method as HTML paragraphs."""
    for paragraph in proof.method_of(document):
        yield f"<p>{inline(paragraph)}</p>"
    total = sum(document["timings"].values())
    if total:
        yield f"<p>Reading, testing, writing and drawing took {escape(seconds(total))}.</p>"


def reading_note(warning: Mapping[str, Any]) -> str:
    """A repair that reading made, as HTML, with the first place where it was needed."""
    example = f" For example: <code>{escape(warning['example'])}</code>" if warning["example"] else ""
    return f"{escape(warning['text'])}{example}"
