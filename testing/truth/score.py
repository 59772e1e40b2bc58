"""How one analysis does on one data set: what it tells of what was planted, and what it tells that isn't there."""

import tempfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipeline.analysis import analyze
from pipeline.analysis.sql import one_row
from pipeline.narrative.words import with_words
from pipeline.options import Options
from pipeline.story import Analysis, Finding, Table
from testing.truth.nulls import NULLS
from testing.truth.planted import PLANTS, Planted
from testing.truth.tables import table_of

TRUE_OF_NULLS = {"repeated_entities": "customer_id", "panel_walks": "segment"}  # columns that really differ there
OF_ONE_COLUMN = frozenset({"share", "concentration", "outliers", "shape"})  # how a column is spread: true of nulls too
READ_FIRST = 5  # findings that a reader surely sees
mismatches: Counter[str] = (
    Counter()
)  # findings of this run whose values their SQL didn't give again, by kind and columns


@dataclass(frozen=True)
class Score:
    """What was told of one planted data set."""

    found: bool
    found_early: bool  # among the first five
    caveat: bool  # raised where what was told is due one
    false: int  # tested findings about columns that nothing was planted in
    listed: frozenset[str] = frozenset()  # columns that a list of drivers names


def generator(name: str, seed: int) -> np.random.Generator:
    """Draws that depend on nothing but the name and the seed."""
    return np.random.default_rng([zlib.crc32(name.encode()), seed])


def analysis_of(frame: pd.DataFrame, focus: str | None = None) -> Analysis:
    """Analyse a frame; findings whose SQL doesn't give its values again on the exported table go to ``mismatches``."""
    table = table_of(frame)
    try:
        analysis = analyze(table, Options(focus=focus), lambda _: None)
        mismatches.update(unproven(table, analysis))
    finally:
        table.close()
    return with_words(analysis)


def unproven(table: Table, analysis: Analysis) -> list[str]:
    """The findings and facts whose values another DuckDB doesn't get from their SQL on the table's Parquet file."""
    points = (*analysis.findings, *analysis.facts)
    if not points:
        return []
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "table.parquet"
        table.export(path)
        connection.execute(f"CREATE VIEW data AS SELECT * FROM read_parquet('{path}')")
        return [f"{f.kind} of {', '.join(f.columns)}" for f in points if one_row(connection, f.sql) != f.values]


def false_findings(name: str, seed: int) -> list[Finding]:
    """The findings of a relation or of a movement in time on a null data set, except those that are true there."""
    analysis = analysis_of(NULLS[name](generator(name, seed)))
    true = TRUE_OF_NULLS.get(name)
    return [f for f in analysis.findings if f.kind not in OF_ONE_COLUMN and true not in f.columns]


def score(name: str, strength: float, seed: int) -> Score:
    """Plant a fact, analyse, and compare."""
    planted = PLANTS[name](generator(name, seed), strength)
    analysis = analysis_of(planted.frame, planted.focus)
    reported = [(i, f) for i, f in enumerate(analysis.findings) if _tells(planted, f)]
    listed = {c for f in analysis.findings if f.kind == "driver" for c in f.columns} - {planted.focus or ""}
    known = planted.columns | planted.allowed | {"day", "seen_on", "opened", "closed"}
    return Score(
        found=bool(reported),
        found_early=bool(reported) and reported[0][0] < READ_FIRST,
        caveat=planted.caveat is None or not reported or _raised(planted, analysis),
        false=sum(f.p_value is not None and not set(f.columns) <= known for f in analysis.findings),
        listed=frozenset(listed),
    )


def _tells(planted: Planted, finding: Finding) -> bool:
    if finding.kind == "driver":
        return finding.kind in planted.kinds
    return finding.kind in planted.kinds and planted.columns <= set(finding.columns)


def _raised(planted: Planted, analysis: Analysis) -> bool:
    """Whether a caveat of a finding about the columns names the third one, or a paradox is told of all three."""
    assert planted.caveat is not None
    about = [f for f in analysis.findings if planted.columns <= set(f.columns)]
    in_caveat = any(planted.caveat in caveat for f in about for caveat in f.caveats)
    return in_caveat or any(f.kind == "paradox" and planted.caveat in f.columns for f in about)
