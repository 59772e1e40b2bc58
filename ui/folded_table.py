"""A table that is folded away: its text, of which the page's script makes a table once it is unfolded.

Streamlit has DOMPurify look at every element before a page shows it. The cells behind a story's folds were 95 % of
its elements and half of the time until the page answered; as text they are one element a table.
"""

from collections.abc import Iterable, Sequence

from ui.typeset import escape


def text_table(rows: Iterable[Sequence[str]], *, kind: str, caption: str = "") -> str:
    """The rows, the head first, as HTML: a line a row, tabs between the cells. ``caption`` stands above them.

    ``kind``: a class of style.css; in which tables a row's first cell is its head, page.js knows.
    """
    lines = "\n".join("\t".join(escape(" ".join(cell.split())) for cell in row) for row in rows)
    above = f' data-caption="{escape(caption)}"' if caption else ""
    return f'<pre class="ds-rows {kind}" dir="auto" tabindex="0"{above}>\n{lines}</pre>'
