"""The stages of a job, each with its state and its seconds."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.stages import STAGES
from ui.typeset import escape, seconds

EXPLANATIONS = {str(stage.name): stage.explanation for stage in STAGES}
STATES = {"pending": "not started", "processing": "under way", "completed": "done", "failed": "failed"}


def show(stages: Sequence[Mapping[str, Any]]) -> None:
    """Show the stages in order; every row keeps its height whatever its state."""
    st.html(f'<ol class="ds-stages">{"".join(row(stage) for stage in stages)}</ol>')


def row(stage: Mapping[str, Any]) -> str:
    """One stage as HTML."""
    status = stage["status"]
    took = seconds(stage["seconds"]) if stage["seconds"] is not None else ""
    return (
        f'<li class="ds-stage ds-{escape(status)}"><span class="ds-mark" aria-hidden="true"></span>'
        f'<span class="ds-stage-text"><span class="ds-stage-name">{escape(stage["label"])}</span> '
        f'<span class="ds-hidden">({STATES.get(status, status)})</span>'
        f'<span class="ds-stage-note">{escape(EXPLANATIONS.get(stage["name"], ""))}</span></span>'
        f'<span class="ds-stage-time">{took}</span></li>'
    )
