"""The proof of a finding: what was tested on how many rows, how sure it is, and the SQL of its numbers."""

from collections.abc import Mapping
from typing import Any

from pipeline import proof
from ui import folded_table
from ui.typeset import escape


def fold(point: Mapping[str, Any]) -> str:
    """The proof behind one click, as HTML; its query is coloured once it is opened, see ``page.js``."""
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in proof.facts_of(point))
    numbers = [(name.replace("_", " "), proof.value_text(value)) for name, value in point["values"].items()]
    values = folded_table.text_table(numbers, kind="ds-values", caption="Its numbers")
    return (
        '<details class="ds-proof-fold"><summary>Proof</summary>'
        f'<dl class="ds-proof">{rows}</dl>{values}'
        '<p class="ds-note">This query on the table <code>data</code> gives them again:</p>'
        f'<pre class="ds-sql" tabindex="0"><code>{escape(point["sql"].strip())}</code></pre></details>'
    )
