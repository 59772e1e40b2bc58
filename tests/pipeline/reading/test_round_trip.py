"""Any table, written in any dialect, encoding and line end, comes back cell for cell."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.reading import read_grid

DELIMITERS = st.sampled_from([",", ";", "\t", "|", "^", "~"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
# Letter by letter: st.text also draws words from the modules that are loaded, and "summe" in a last row is a total.
WORD = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüéßñ"), min_size=1, max_size=8).map("".join)
SENTENCE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
HARD = st.builds(
    lambda before, mark, after: before + mark + after,
    WORD,
    st.sampled_from([", ", "; ", ' "x" ', "|", "\n", "\r\n", "\t", " ' ", '"', "^", "~", ";;", '","', " | "]),
    WORD,
)
NUMBER = st.one_of(
    st.integers(-(10**6), 10**6).map(str), st.decimals(-1000, 1000, places=2, allow_nan=False).map(lambda d: f"{d:.2f}")
)
DAY = st.dates().map(lambda day: day.isoformat())
KINDS = st.sampled_from([NUMBER, DAY, WORD, SENTENCE, HARD])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    kinds = draw(st.lists(KINDS, min_size=2, max_size=6))
    names = draw(st.lists(WORD, min_size=len(kinds), max_size=len(kinds), unique=True))
    first = [draw(st.sampled_from([NUMBER, DAY])), *kinds[1:]]  # a column of values: words alone don't show a header
    rows = draw(
        st.lists(
            st.tuples(first[0], *(st.one_of(kind, kind, kind, st.just("")) for kind in first[1:])),
            min_size=4,
            max_size=25,
        )
    )
    return names, [list(row) for row in rows]


def written(rows: list[list[str]], delimiter: str, line_end: str, quote_all: bool) -> str:
    def cell(text: str) -> str:
        if quote_all or any(mark in text for mark in (delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(delimiter.join(map(cell, row)) + line_end for row in rows)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(tables(), DELIMITERS, ENCODINGS, LINE_ENDS, st.booleans())
def test_csv_comes_back(
    table: tuple[list[str], list[list[str]]], delimiter: str, encoding: str, line_end: str, quote_all: bool
) -> None:
    names, rows = table
    content = written([names, *rows], delimiter, line_end, quote_all).encode(encoding)
    assume(any(any(cell for cell in row[1:]) for row in rows))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content)
        grid = read_grid(path)
    found = grid.astype(object).where(grid.notna(), "").to_numpy().tolist()
    assert list(grid.columns) == names
    assert found == rows
