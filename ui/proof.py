"""The proof of a finding: what was tested on how many rows, how sure it is, and the SQL of its numbers."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from pipeline import wording
from ui.typeset import escape

SCALES = {
    "Cramér's V": ", where 0 is no relation and 1 a complete one",
    "Spearman's rank correlation": ", where 0 is no relation and 1 or −1 a complete one",
}
"""What the numbers of an effect mean, where its name doesn't say so."""


def show(finding: Mapping[str, Any]) -> None:
    """Show the proof behind one click."""
    with st.expander("Proof", icon=":material/verified:", key=f"proof-{finding['id']}"):
        rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in facts_of(finding))
        values = "".join(
            f"<tr><th scope='row'>{escape(name.replace('_', ' '))}</th><td>{escape(value_text(value))}</td></tr>"
            for name, value in finding["values"].items()
        )
        st.html(
            f'<dl class="ds-proof">{rows}</dl><table class="ds-values"><caption>Its numbers</caption>{values}</table>'
        )
        st.html('<p class="ds-note">This query on the table <code>data</code> gives them again:</p>')
        st.code(finding["sql"], language="sql", wrap_lines=True)


def facts_of(finding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The proof as terms and sentences."""
    yield "Rows used", f"{finding['n']:,}"
    if finding["test"]:
        yield "Tested with", finding["test"]
    if finding["effect"] and finding["effectSize"] is not None:
        scale = SCALES.get(finding["effect"], "")
        yield "Size of the effect", f"{wording.number(finding['effectSize'], digits=2)}: {finding['effect']}{scale}"
    if finding["qValue"] is not None:
        yield "Could it be chance?", chance(finding["qValue"])


def chance(q_value: float) -> str:
    """A q-value in words: the share of flukes among all findings that are at least this clear."""
    if q_value <= 1e-4:
        return "Hardly: of findings this clear, fewer than 1 in 10,000 is a fluke."
    one_in = round(1 / q_value, 1 - math.floor(math.log10(1 / q_value)))
    return f"Of findings this clear, about 1 in {one_in:,.0f} is a fluke (q-value {wording.number(q_value, digits=2)})."


def value_text(value: Any) -> str:
    """A value as it is stored, with thousands separators: nothing is rounded away in a proof."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.10g}"
        case _:
            return str(value)
