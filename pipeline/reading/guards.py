"""Cells that a program has guarded against a spreadsheet, so that it leaves them as they are: ``="00123"``."""

import re

from pipeline.reading.records import Repairs

# A cell between two delimiters, as such, and where its own quotes were doubled: "=""00123""".
BARE = re.compile(r"""(?<![^,;\t|\r\n])=("(?:[^"\r\n]|"")*")(?=[,;\t|\r\n]|$)""")
QUOTED = re.compile(r"""(?<![^,;\t|\r\n])"=""((?:[^"\r\n]|"{4})*)\"""(?=[,;\t|\r\n]|$)""")


def unguarded(text: str, repairs: Repairs) -> str:
    """The text with ``"00123"`` for ``="00123"``; ``repairs`` is told how many lines had such cells."""
    if '="' not in text:
        return text
    lines = text.splitlines(keepends=True)
    for position, line in enumerate(lines):
        if '="' in line:
            opened = QUOTED.sub(r'"\1"', BARE.sub(r"\1", line))
            if opened != line:
                repairs.note("guarded", line)
                lines[position] = opened
    return "".join(lines)
