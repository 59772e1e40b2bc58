"""The stages of a job, each with its state and its seconds."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline.stages import STAGES
from ui.typeset import escape, seconds

EXPLANATIONS = {str(stage.name): stage.explanation for stage in STAGES}
ARRIVED = {"label": "Uploaded"}  # what the first stage is called while the job waits for its turn
STATES = {
    "pending": "not started",
    "processing": "under way",
    "completed": "done",
    "failed": "failed",
    "stopped": "stopped",
}


def show(stages: Sequence[Mapping[str, Any]], *, over: bool, waits: bool = False) -> None:
    """Show the stages in order; each keeps its height. ``over``: nothing is under way any more, ``waits``: not yet."""
    shown = [{**stages[0], **ARRIVED}, *stages[1:]] if waits else stages
    st.html(f'<ol class="ds-stages">{"".join(row(stage, over=over) for stage in shown)}</ol>')


def row(stage: Mapping[str, Any], *, over: bool) -> str:
    """One stage as HTML."""
    status = "stopped" if over and stage["status"] == "processing" else stage["status"]
    took = seconds(stage["seconds"]) if stage["seconds"] is not None and status != "stopped" else ""
    return (
        f'<li class="ds-stage ds-{escape(status)}"><span class="ds-mark" aria-hidden="true"></span>'
        f'<span class="ds-stage-text"><span class="ds-stage-name">{escape(stage["label"])}</span> '
        f'<span class="ds-hidden">({STATES.get(status, status)})</span>'
        f'<span class="ds-stage-note">{escape(EXPLANATIONS.get(stage["name"], ""))}</span></span>'
        f'<span class="ds-stage-time">{took}</span></li>'
    )
