"""Tables whose columns are divided by where they stand in the line, not by a delimiter."""

import re
from collections import Counter

from pipeline.reading.dialect import Row

RULER = re.compile(r"[ \t]*[-=]{2,}(?: +[-=]{2,})+[ \t]*")
LEAST_LINES = 4
RULER_LINES = 20  # among so many first lines a ruler is looked for


def split_fixed_width(text: str) -> list[Row] | None:
    """The rows of a text of fixed width; None where the lines don't have the same blank places.

    A ruler (``---- ------``) below the names says where the columns are; without one, places that are blank in nearly
    all lines divide them.
    """
    lines = text.expandtabs().splitlines()
    filled = [line for line in lines if line.strip()]
    if len(filled) < LEAST_LINES:
        return None
    ruler = next((line for line in lines[:RULER_LINES] if RULER.fullmatch(line)), None)
    spans = [found.span() for found in re.finditer(r"[-=]+", ruler)] if ruler else _spans(filled)
    if len(spans) < 2:
        return None
    edges = [start for start, _ in spans][1:]
    rows = [_cut(line, edges) for line in lines if not RULER.fullmatch(line)]
    return rows if ruler or _is_even(rows) else None


def _spans(lines: list[str]) -> list[tuple[int, int]]:
    """Where text stands in the lines; lines above and below the table are let be different."""
    length = Counter(len(line.rstrip()) // 4 for line in lines)
    usual = [line for line in lines if length[len(line.rstrip()) // 4] >= 2]
    width = max(map(len, usual), default=0)
    used = [sum(place < len(line) and line[place] != " " for line in usual) for place in range(width)]
    mask = "".join("x" if count > 0.02 * len(usual) else " " for count in used)
    return [found.span() for found in re.finditer("x+", mask)]


def _cut(line: str, edges: list[int]) -> Row:
    starts, ends = [0, *edges], [*edges, len(line)]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _is_even(rows: list[Row]) -> bool:
    """Whether most rows have all cells filled, so that the blank places are no accident of a few short words."""
    full = sum(all(row) for row in rows)
    return full >= 0.6 * sum(any(row) for row in rows)
