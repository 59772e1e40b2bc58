"""What the stages hand each other, up to the story itself: frozen dataclasses, and the story's JSON document."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pipeline.schema import SCHEMA_VERSION
from pipeline.wording import PLAIN, ROW, Noun, Turn, Wording

if TYPE_CHECKING:  # a process that only shows stories doesn't load them: they take seconds
    import duckdb
    import pandas as pd

Scalar = str | int | float | bool | None
PLAIN_TYPES = frozenset({str, int, float, bool, type(None)})


class ColumnType(StrEnum):
    """What the values of a column are."""

    NUMERIC = "numeric"
    BOOLEAN = "boolean"
    CATEGORICAL = "categorical"
    DATETIME = "datetime"
    TEXT = "text"
    IDENTIFIER = "identifier"
    URL = "url"
    LIST = "list"
    EMPTY = "empty"


@dataclass(frozen=True)
class Column:
    """One column of the typed table."""

    name: str
    type: ColumnType
    unit: str | None = None  # "$", "€", "%", "kg": what was cut off its values
    missing: int = 0  # rows without a value
    distinct: int = 0  # different values, missing ones aside
    example: str | None = None


@dataclass(frozen=True)
class ReadingWarning:
    """One repair that reading made, or one thing about the file that its owner should know."""

    kind: str  # "ragged_rows", "skipped_lines", ...
    text: str
    rows: int = 0  # how many rows it touched
    example: str | None = None


@dataclass(frozen=True)
class Dataset:
    """The facts of the file, as the story shows them."""

    filename: str
    row_count: int
    column_count: int
    file_size: int  # bytes
    format: str  # key of READERS
    encoding: str | None
    delimiter: str | None
    columns: tuple[Column, ...]
    warnings: tuple[ReadingWarning, ...] = ()
    totals: int = 0  # rows that are sums of others: they are counted in ``row_count``, and not in the table
    # Columns without a value in all but the first row of a group, as an order's total has: none is missing there.
    once_a_group: tuple[str, ...] = field(default=(), metadata={"document": False})

    @property
    def rows_analyzed(self) -> int:
        """Rows of the table that the story is made of."""
        return self.row_count - self.totals

    @property
    def title(self) -> str:
        """What to call a story of this file: ``sales_2024-q1.csv.gz`` -> ``Sales 2024-q1``."""
        stem = self.filename.split("/")[-1].split(".")[0].replace("_", " ").strip()
        return stem[:1].upper() + stem[1:] or "Untitled"


@dataclass(frozen=True)
class Table:
    """What reading hands to analysis: a typed table named ``data`` in a DuckDB connection, and its facts.

    Column types in DuckDB: numeric BIGINT or DOUBLE, boolean BOOLEAN, datetime TIMESTAMP, list VARCHAR[], all others
    VARCHAR. A missing value is NULL.
    """

    connection: "duckdb.DuckDBPyConnection"
    dataset: Dataset

    def export(self, path: Path) -> None:
        """Write the typed table as Parquet. The connection itself may not write files, so Arrow does."""
        import pyarrow.parquet

        batches = self.connection.sql("SELECT * FROM data").to_arrow_reader()
        with pyarrow.parquet.ParquetWriter(path, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)

    def close(self) -> None:
        """Let go of the table and of whatever it keeps on disk."""
        self.connection.close()


@dataclass(frozen=True)
class Reference:
    """A line to compare with: a mean, a target, a cut. ``start`` to ``end`` is the stretch that it holds for."""

    value: Scalar  # on the y axis, or on the x axis; a moment in ISO format
    label: str
    on_x: bool = False
    start: Scalar = None  # on the x axis; None: all of it
    end: Scalar = None


@dataclass(frozen=True)
class Plot:
    """What the chart of a point shows, counted and fitted already; the charts stage only draws it.

    ``frame`` holds at most 2,000 rows. A line, bar or scatter reads ``x`` and ``y`` (and ``series``, one trace each);
    a histogram ``x`` = left edge, ``x_end`` = right edge and ``y`` = count; a pie ``x`` = part and ``y`` = size.
    ``fit`` is a line drawn over it (same x and y columns), ``highlight`` the x values or the series that the point
    speaks of; of a heat table the x and the row of its cells one after the other, of a scatter x and y of its points.
    """

    kind: str  # key of CHARTS
    title: str  # what is shown: "Average price by region"
    frame: "pd.DataFrame"
    x: str
    y: str
    x_label: str
    y_label: str
    alt_text: str
    series: str | None = None
    x_end: str | None = None
    x_unit: str | None = None
    y_unit: str | None = None
    fit: "pd.DataFrame | None" = None
    highlight: tuple[Scalar, ...] = ()
    low: str | None = None  # column of the lower end of an interval around y, or of the first of two values
    high: str | None = None
    references: tuple[Reference, ...] = ()
    is_share: bool = False  # y is a share in per cent, rounded as a text rounds shares
    total: int | None = None  # rows, or groups, of which the frame holds only some
    counted: str = "rows"  # what ``total`` counts
    from_zero: bool = False
    is_compared: bool = False  # values beside each other have the same last digit, as in the text of a fact


class Form(StrEnum):
    """How a subject is summed up over rows."""

    SHARE = "share"  # of the rows with one value: the rate at which customers left
    TOTAL = "total"  # what adds up over entities and time: sales
    MEAN = "mean"  # what never adds up, or over entities only
    COUNT = "count"  # the number of rows


class TableKind(StrEnum):
    """What the rows of a table are, which decides in what order its story is told."""

    EVENTS = "events"  # each row something that happened at a time
    PANEL = "panel"  # the same entities in several periods
    SERIES = "series"  # one row a period
    ENTITIES = "entities"  # one row a person, a thing, a place
    SURVEY = "survey"  # answers on one scale to several items
    EXPERIMENT = "experiment"  # few rows in arms
    TEXT = "text"


class Verdict(StrEnum):
    """What may be said of a comparison."""

    BEYOND_CHANCE = "beyond_chance"  # it passed its test under the story's false-discovery rate, and matters
    ALIKE = "alike"  # no difference that matters, shown by a test of equivalence
    UNDECIDED = "undecided"  # neither
    UNTESTED = "untested"  # nothing to generalise to, or too few rows


@dataclass(frozen=True)
class Subject:
    """What a story is about. It orders and weights what is told; it leaves nothing out."""

    column: str | None  # None: the number of rows
    columns: tuple[str, ...]  # of the table: the column's own, or the two dates of a duration
    form: Form
    value: Scalar  # of a share: the value whose rows are counted
    table: TableKind
    undecided: tuple[Scalar, ...] = ()  # of a share: values of rows that have no outcome yet, and aren't counted
    companions: tuple[str, ...] = ()  # measures told beside it
    base: str | None = None  # the column of which it is a part: sales, of a profit
    time: str | None = None  # when a row happened
    entity: str | None = None  # who or what comes back
    dimensions: tuple[str, ...] = ()  # by which it is compared, the main ones first
    alternatives: tuple[str | None, ...] = ()  # the next candidates; None is the number of rows
    names: Mapping[str, str] = field(default_factory=dict)  # what each column is called in the story
    row: Noun = ROW  # what a row is called


@dataclass(frozen=True)
class Fact:
    """What the file records: a level, two periods side by side, a peak, a rank.

    ``sql`` is one SELECT on the table ``data`` whose single row gives ``values`` again. A fact that compares carries a
    ``verdict``, which rules what its words may claim; one that only states carries None.
    """

    id: str
    kind: str  # key of FACTS
    headline: str
    text: str
    columns: tuple[str, ...]
    values: Mapping[str, Scalar]
    n: int
    sql: str
    score: float
    verdict: Verdict | None = None
    test: str | None = None
    p_value: float | None = None
    q_value: float | None = None
    caveats: tuple[str, ...] = ()
    chart_id: str | None = None
    section: str = "stands_out"  # of the outline
    plot: Plot | None = field(default=None, metadata={"document": False})
    detail: Any = field(default=None, metadata={"document": False})  # the kind's own, for its words
    wording: Wording = field(default=PLAIN, metadata={"document": False})  # how its table is spoken of
    turn: Turn = field(default=Turn(), metadata={"document": False})  # what the story says before it


@dataclass(frozen=True)
class Section:
    """One part of the story: the facts and findings that answer one question, by their ids, in order."""

    name: str
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """In which order the story is told. ``lead``: the points that the first paragraph speaks of."""

    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    folded: tuple[str, ...] = ()  # points that are there for who wants more


@dataclass(frozen=True)
class WithinGroups:
    """An effect over all rows beside the same effect among rows that are alike in another column."""

    column: str
    overall: str  # names of the two among a finding's values
    within: str
    is_cut: bool = False  # the column is a measure or the time, cut into ranges: rows are similar in it, not the same
    is_share: bool = False  # the effect is a difference of two shares of rows
    unit: str | None = None
    is_certain: bool = True  # in the sample, the effect plainly pointed the other way within the groups

    def part(self, values: Mapping[str, Scalar]) -> float | None:
        """The part of the effect that is left within the groups, below 0 if it reverses; None where unknown."""
        overall, within = values.get(self.overall), values.get(self.within)
        if not isinstance(overall, int | float) or not isinstance(within, int | float) or overall == 0:
            return None
        return within / overall


@dataclass(frozen=True)
class Finding:
    """Something that is in the data, with its proof.

    ``sql`` is one SELECT on the table ``data``; its single row has a column for every entry of ``values`` and gives
    them again. Analysis leaves ``headline``, ``text`` and ``caveats`` empty: the narrative writes them, and every
    number in them is one of ``values``.
    """

    id: str
    kind: str  # key of DETECTORS and of KINDS
    headline: str
    text: str
    columns: tuple[str, ...]
    values: Mapping[str, Scalar]
    n: int  # rows that took part
    sql: str
    score: float
    test: str | None = None  # "Mann-Kendall with ...", None where nothing was tested
    effect: str | None = None  # name of the effect size, "Cramér's V"
    effect_size: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    caveats: tuple[str, ...] = ()
    chart_id: str | None = None
    plot: Plot | None = field(default=None, metadata={"document": False})
    # what the text speaks of, in the kind's own order: ``columns``, but a derived one, "Opened to Closed", by its name
    subjects: tuple[str, ...] = field(default=(), metadata={"document": False})
    units: Mapping[str, str | None] = field(default_factory=dict, metadata={"document": False})  # of the subjects
    detail: Any = field(
        default=None, metadata={"document": False}
    )  # the kind's own, typed: what its words need besides
    within_groups: tuple[WithinGroups, ...] = field(
        default=(), metadata={"document": False}
    )  # what caveats are made of
    companions: tuple[str | None, ...] = field(default=(), metadata={"document": False})  # see Candidate.companions
    wording: Wording = field(default=PLAIN, metadata={"document": False})  # how its table is spoken of
    turn: Turn = field(default=Turn(), metadata={"document": False})  # what the story says before it


@dataclass(frozen=True)
class QualityNote:
    """Something about the data's quality that its reader should know."""

    kind: str
    columns: tuple[str, ...]
    text: str
    values: Mapping[str, Scalar]


@dataclass(frozen=True)
class Tests:
    """How many tests were run, how many kept, under which false-discovery rate."""

    __test__: ClassVar[bool] = False  # pytest would take the name for a class of its own tests

    run: int
    kept: int
    false_discovery_rate: float


@dataclass(frozen=True)
class Coverage:
    """What of a table was looked at."""

    columns_left_out: int = 0
    sample_rows: int | None = None  # None: all rows are in the sample
    pairs_left_out: Mapping[str, int] = field(default_factory=dict)  # of columns, by the kind they were suspected of


@dataclass(frozen=True)
class Statistics:
    """What was measured, beyond the findings: plain rows for tables."""

    trends: tuple[Mapping[str, Any], ...] = ()
    correlations: tuple[Mapping[str, Any], ...] = ()
    distributions: tuple[Mapping[str, Any], ...] = ()
    frequencies: tuple[Mapping[str, Any], ...] = ()
    outliers: tuple[Mapping[str, Any], ...] = ()
    tests: Tests = Tests(run=0, kept=0, false_discovery_rate=0.01)
    looked_for: tuple[Mapping[str, Any], ...] = ()  # kind, label, tests and findings of each kind that was looked for
    notes: tuple[str, ...] = ()  # what was sampled, skipped, or looked for and not found
    coverage: Coverage = field(default=Coverage(), metadata={"document": False})  # what the notes are made of


@dataclass(frozen=True)
class Analysis:
    """What analysis hands to narrative; ``findings`` are ranked, best first."""

    dataset: Dataset
    findings: tuple[Finding, ...]
    statistics: Statistics
    quality: tuple[QualityNote, ...]
    subject: Subject | None = None
    facts: tuple[Fact, ...] = ()
    outline: Outline = Outline()
    overview: Plot | None = None  # how the columns are distributed, where there is nothing to find


@dataclass(frozen=True)
class Narratives:
    """The text of a story, in Markdown."""

    summary: str  # the lead first, as a paragraph of its own
    key_findings: str
    recommendations: str
    method: str = ""  # how it was found: the table's make-up, the tests, how far to trust them


@dataclass(frozen=True)
class ChartTable:
    """What a chart shows, as texts in rows and columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A Plotly figure as JSON, at most 200 kB, without a template; its colours are those of a light page."""

    chart_id: str
    kind: str
    title: str  # what the point says
    alt_text: str  # with the main values
    figure: Mapping[str, Any]
    subtitle: str = ""  # what is drawn, and in which unit
    note: str = ""  # what of the rows is drawn
    table: ChartTable | None = None


@dataclass(frozen=True)
class KeyFigure:
    """One of the figures at the head of a story, written out; ``course`` are its values over time, in order."""

    point: str | None  # id of the fact that proves it; None for what the file itself is
    label: str
    value: str
    note: str | None = None  # how it changed, or within what it lies
    course: tuple[float, ...] = ()


@dataclass(frozen=True)
class Shown:
    """Where a point of the story is shown, under which number, and with which chart."""

    number: int  # from 1, in the order of reading
    point: str  # id of a fact or a finding
    place: str  # name of its section; "folded"; "findings" in a story without sections
    in_lead: bool
    chart_id: str | None
    chart_first: bool  # its chart stands on the first screen, beside the lead


@dataclass(frozen=True)
class Story:
    """The finished story."""

    title: str
    dataset: Dataset
    narratives: Narratives
    findings: tuple[Finding, ...]
    charts: tuple[Chart, ...]
    statistics: Statistics
    quality: tuple[QualityNote, ...]
    timings: Mapping[str, float]  # seconds by stage
    subject: Subject | None = None
    facts: tuple[Fact, ...] = ()
    outline: Outline = Outline()
    key_figures: tuple[KeyFigure, ...] = ()
    shown: tuple[Shown, ...] = ()
    made_at: str | None = None  # ISO moment in UTC
    schema_version: int = SCHEMA_VERSION  # of the document

    def to_document(self) -> dict[str, Any]:
        """The story as the API, the database and the CLI hold it: JSON types only, field names in camelCase."""
        as_json: dict[str, Any] = document(self)
        return as_json


def document(value: Any) -> Any:
    """A dataclass as JSON types: field names become camelCase, the keys of its mappings stay as they are."""
    kind: Any = type(value)
    if kind in PLAIN_TYPES:  # most are
        return value
    if is_dataclass(value):
        return {told: document(getattr(value, name)) for name, told in _told_fields(kind)}
    if isinstance(value, Mapping):
        return {str(key): document(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return list(map(document, value))
    return value


@cache
def _told_fields(kind: Any) -> list[tuple[str, str]]:
    """The fields of a dataclass that a document holds, and what they are called there."""
    return [(f.name, camel_case(f.name)) for f in fields(kind) if f.metadata.get("document", True)]


def camel_case(name: str) -> str:
    """``row_count`` -> ``rowCount``."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
