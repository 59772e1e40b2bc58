"""The story as a file: one button for every exporter."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from exporters import EXPORTERS


def show(document: Mapping[str, Any]) -> None:
    """Show the buttons; a file is made only when its button is pressed."""
    st.html('<h2 class="ds-minor">Keep a copy</h2>')
    with st.container(horizontal=True, key="downloads"):
        for key, exporter in EXPORTERS.items():
            st.download_button(
                exporter.label,
                data=partial(exporter.export, dict(document)),
                file_name=f"{file_stem(document['title'])}.{exporter.name}",
                mime=exporter.media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"download-{key}",
            )


def file_stem(title: str) -> str:
    """A title as a file name that every system takes: letters, digits and dashes."""
    return re.sub(r"[^\w]+", "-", title, flags=re.UNICODE).strip("-_")[:80] or "story"
