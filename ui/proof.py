"""The proof of a finding: what was tested on how many rows, how sure it is, and the SQL of its numbers."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline import proof
from ui.typeset import escape


def show(finding: Mapping[str, Any]) -> None:
    """Show the proof behind one click."""
    with st.expander("Proof", icon=":material/verified:", key=f"proof-{finding['id']}"):
        rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in proof.facts_of(finding))
        values = "".join(
            f"<tr><th scope='row'>{escape(name.replace('_', ' '))}</th><td>{escape(proof.value_text(value))}</td></tr>"
            for name, value in finding["values"].items()
        )
        st.html(
            f'<dl class="ds-proof">{rows}</dl><table class="ds-values"><caption>Its numbers</caption>{values}</table>'
        )
        st.html('<p class="ds-note">This query on the table <code>data</code> gives them again:</p>')
        st.code(finding["sql"], language="sql", wrap_lines=True)
