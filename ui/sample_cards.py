"""The bundled samples, each started by one click."""

import streamlit as st

import jobs
from models import User
from pipeline.options import Options
from samples import SAMPLES, Sample
from ui import identity, links
from ui.typeset import escape


def show(user: User) -> None:
    """Show a card for every sample."""
    st.html('<h2 class="ds-minor">Or try one of these</h2>')
    with st.container(key="samples", gap=None):
        for key, sample in SAMPLES.items():
            with st.container(key=f"sample-{key}", horizontal=True, vertical_alignment="center"):
                text = f"<strong>{escape(sample.label)}</strong><p>{escape(sample.description)}</p>"
                st.html(f'<div class="ds-sample">{text}</div>')
                if st.button("Tell its story", key=f"start-{key}"):
                    _start(user, sample)


def _start(user: User, sample: Sample) -> None:
    with sample.path.open("rb") as stream:
        options, address = Options(title=sample.label, subject=sample.subject), identity.current_address()
        job = jobs.submit(user, stream, sample.path.name, options, address=address)
    links.go_to_job(job.id)
