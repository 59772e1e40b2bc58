"""The proof of a finding: what was tested on how many rows, how sure it is, and the SQL of its numbers."""

from collections.abc import Mapping
from typing import Any

from pipeline import proof
from ui.typeset import escape


def fold(point: Mapping[str, Any]) -> str:
    """The proof behind one click, as HTML; its query is coloured once it is opened, see ``page.js``."""
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in proof.facts_of(point))
    values = "".join(
        f"<tr><th scope='row'>{escape(name.replace('_', ' '))}</th><td>{escape(proof.value_text(value))}</td></tr>"
        for name, value in point["values"].items()
    )
    return (
        '<details class="ds-proof-fold"><summary>Proof</summary>'
        f'<dl class="ds-proof">{rows}</dl><table class="ds-values"><caption>Its numbers</caption>{values}</table>'
        '<p class="ds-note">This query on the table <code>data</code> gives them again:</p>'
        f'<pre class="ds-sql" tabindex="0"><code>{escape(point["sql"].strip())}</code></pre></details>'
    )
