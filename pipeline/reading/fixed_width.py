"""Tables whose columns are divided by where they stand in the line, not by a delimiter."""

import re
from collections import Counter
from itertools import pairwise

from pipeline.reading.dialect import Row

Span = tuple[int, int]  # the first place in a line, and the one after the last

RULER = re.compile(r"[ \t]*[-=]{2,}(?: +[-=]{2,})+[ \t]*")
STROKE = re.compile(r"\s*(?:-{5,}|={5,}|_{5,})\s*")  # across the whole table, below the names or above a total
LEAST_LINES = 4
RULER_LINES = 20  # among so many first lines a ruler is looked for
RARE = 0.02  # of the lines; a place that so few have text in divides columns


def split_fixed_width(text: str) -> list[Row] | None:
    """The rows of a text of fixed width; None where the lines don't have the same blank places.

    A ruler (``---- ------``) below the names says where the columns are; without one, places that are blank in nearly
    all lines divide them. A name that is wider than its values stays whole.
    """
    lines = text.expandtabs().splitlines()
    filled = [line for line in lines if line.strip() and not STROKE.fullmatch(line)]
    if len(filled) < LEAST_LINES:
        return None
    ruler = next(filter(RULER.fullmatch, lines[:RULER_LINES]), None)
    spans = _marked(r"[-=]+", ruler) if ruler else _named(_spans(filled), filled)
    if len(spans) < 2:
        return None
    edges = [start for start, _ in spans][1:]
    rows = [_row(line, edges, spans) for line in lines if not RULER.fullmatch(line)]
    return rows if ruler or _is_even(rows) else None


def _row(line: str, edges: list[int], spans: list[Span]) -> Row:
    """The cells of a line; a stroke across the table is one."""
    return [line.strip()] if STROKE.fullmatch(line) else _reunited(_divided(line, edges), line, spans)


def _reunited(cells: Row, line: str, spans: list[Span]) -> Row:
    """The cells, in which a name of two words that begins before its column's values is whole: "CO2 level"."""
    for column, ((_, end), (start, _)) in enumerate(pairwise(spans)):
        before, gap, word = cells[column].rpartition("  ")
        if not gap or not cells[column + 1]:
            continue
        stop = len(line[:start].rstrip())
        follows = len(line[stop:]) - len(line[stop:].lstrip()) == 1
        if follows and stop - len(word) >= end:
            cells[column], cells[column + 1] = before.strip(), f"{word} {cells[column + 1]}"
    return cells


def _marked(pattern: str, line: str) -> list[Span]:
    """Where the marks stand in a line."""
    return [found.span() for found in re.finditer(pattern, line)]


def _spans(lines: list[str]) -> list[Span]:
    """Where text stands in the lines; lines above and below the table are let be different, and so is one of names."""
    length = Counter(len(line.rstrip()) // 4 for line in lines)
    usual = [line for line in lines if length[len(line.rstrip()) // 4] >= 2]
    width = max(map(len, usual), default=0)
    used = [sum(line[place : place + 1] not in ("", " ") for line in usual) for place in range(width)]
    mask = "".join("x" if count > max(1, RARE * len(usual)) else " " for count in used)
    return _marked("x+", mask)


def _named(spans: list[Span], lines: list[str]) -> list[Span]:
    """The spans, those joined that one blank divides and that have one name: "Town 1" below "City"."""
    names = next((line for line in lines if sum(bool(line[a:b].strip()) for a, b in spans) > 0.5 * len(spans)), "")
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] == 1 and not _begins_word(names, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _begins_word(line: str, start: int, end: int) -> bool:
    """Whether a word of the line begins within a span."""
    return any(not line[at].isspace() and line[at - 1].isspace() for at in range(start, min(end, len(line))))


def _divided(line: str, edges: list[int]) -> Row:
    """The cells of a line; words with gaps between, if there is one for each column and an edge would cut one."""
    if not any(_is_amid(line, edge) for edge in edges):
        return _cut(line, edges)
    words = re.split(r" {2,}", line.strip())
    if len(words) == len(edges) + 1:
        return words
    around = zip([0, *edges], edges, [*edges[1:], len(line)], strict=False)
    return _cut(line, [_beside(line, *each) for each in around])


def _is_amid(line: str, edge: int) -> bool:
    return 0 < edge < len(line) and line[edge] != " " and line[edge - 1] != " "


def _beside(line: str, before: int, edge: int, after: int) -> int:
    """The edge, moved to the start or the end of the word that it would cut: into the column that has no other text."""
    if not _is_amid(line, edge):
        return edge
    start = line.rfind(" ", 0, edge) + 1
    end = line.find(" ", edge) if " " in line[edge:] else len(line)
    following = line[end:after]
    if _is_amid(line, after):  # a word that goes on beyond is the next column's
        following = following[: following.rfind(" ") + 1]
    left, right = bool(line[before:start].strip()), bool(following.strip())
    if left != right:
        return start if left else end
    return start if edge - start <= end - edge else end


def _cut(line: str, edges: list[int]) -> Row:
    starts, ends = [0, *edges], [*edges, max(len(line), edges[-1])]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _is_even(rows: list[Row]) -> bool:
    """Whether most rows have all cells filled, so that the blank places are no accident of a few short words."""
    filled = [sum(map(bool, row)) for row in rows if any(row)]
    full = sum(count == len(rows[0]) for count in filled)
    nearly = sum(count >= len(rows[0]) - 1 for count in filled)
    return full >= 0.6 * len(filled) or (len(rows[0]) > 2 and full >= 0.3 * len(filled) and nearly >= 0.9 * len(filled))
