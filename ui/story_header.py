"""The head of a story, its title; and the facts of its data, which stand at its foot."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from pipeline import wording
from ui.typeset import escape


def show(document: Mapping[str, Any]) -> None:
    """Show the title."""
    st.html(f'<header class="ds-head ds-story-head"><h1>{escape(document["title"])}</h1></header>')


def facts_of(dataset: Mapping[str, Any]) -> Iterator[str]:
    """The facts of a dataset, each a few words."""
    yield dataset["filename"]
    yield wording.count(dataset["rowCount"], "row")
    yield wording.count(dataset["columnCount"], "column")
    yield wording.file_size(dataset["fileSize"])
    yield from dialect_of(dataset)


DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space"}


def dialect_of(dataset: Mapping[str, Any]) -> Iterator[str]:
    """How the file is written: its format, encoding and delimiter."""
    yield dataset["format"].upper() if len(dataset["format"]) <= 4 else dataset["format"].capitalize()
    if dataset["encoding"]:
        yield dataset["encoding"].upper().replace("_", "-")
    if dataset["delimiter"]:
        yield f"{DELIMITERS.get(dataset['delimiter'], repr(dataset['delimiter']))}-separated"
