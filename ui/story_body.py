"""What a story tells below its first screen: its sections, what to do, how it was found, and what to do with it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from models import StoredStory, User
from pipeline.contents import Contents
from ui import contents_list, delete_story, downloads, findings, frame, kept_files, method, prose, sections


def show(user: User, story: StoredStory, document: Mapping[str, Any], contents: Contents | None) -> None:
    """Show all of it; along the outline beside the list of its parts, without one as it stands in the document."""
    to_do = document["narratives"]["recommendations"]
    if contents is None:
        with st.container(key="body-alone"):
            findings.show(story.id, document)
            _foot(user, story, document, to_do)
        return
    aside, body = frame.beside("body")
    with aside:
        contents_list.show(contents, to_do=bool(to_do))
    with body:
        sections.show(story.id, document, contents)
        _foot(user, story, document, to_do)


def _foot(user: User, story: StoredStory, document: Mapping[str, Any], to_do: str) -> None:
    prose.show(to_do, "What to do", anchor=contents_list.TO_DO)
    method.show(user, story, document)
    downloads.show(document)
    kept_files.show(user, story)
    delete_story.show(story)
