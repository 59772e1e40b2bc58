"""The story document, field by field: what a story is answered as, and what an outside service's has to be."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from api.body import Body
from api.figure import Figure
from pipeline.schema import SCHEMA_VERSION
from pipeline.story import ColumnType, Form, TableKind, Verdict

Scalar = str | bool | int | float | None
Text = Annotated[str, Field(max_length=100_000)]


class Column(Body):
    """One column of the data."""

    name: Text
    type: ColumnType
    unit: str | None = None
    missing: int = Field(0, ge=0)
    distinct: int = Field(0, ge=0)
    example: str | None = None


class ReadingWarning(Body):
    """One thing about the file that its owner should know."""

    kind: str
    text: Text
    rows: int = 0
    example: str | None = None


class Dataset(Body):
    """The facts of the file."""

    filename: str = Field(max_length=1000)
    row_count: int = Field(ge=0)
    column_count: int = Field(ge=0)
    file_size: int = Field(ge=0)
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    columns: list[Column] = Field(max_length=20_000)
    warnings: list[ReadingWarning] = Field(default=[], max_length=1000)
    totals: int = Field(default=0, ge=0)


class Narratives(Body):
    """The text of a story, in Markdown."""

    summary: Text
    key_findings: Text
    recommendations: Text
    method: Text = ""


class Finding(Body):
    """Something that is in the data; ``sql`` gives ``values`` again on a table named ``data``."""

    id: str = Field(max_length=200)
    kind: str = Field(max_length=200)
    headline: str = Field(max_length=2000)
    text: Text
    columns: list[str]
    values: dict[str, Scalar]
    n: int = Field(ge=0)
    sql: Text
    score: float
    test: str | None = None
    effect: str | None = None
    effect_size: float | None = None
    p_value: float | None = Field(None, ge=0, le=1)
    q_value: float | None = Field(None, ge=0, le=1)
    caveats: list[Text] = Field(default=[])
    chart_id: str | None = None


class Noun(Body):
    """What a row is called, one and several."""

    one: Text
    many: Text


class Subject(Body):
    """What a story is about; ``column`` is null where it is the number of rows."""

    column: Text | None = None
    columns: list[Text] = Field(default=[])
    form: Form
    value: Scalar = None
    table: TableKind
    undecided: list[Scalar] = Field(default=[])
    companions: list[Text] = Field(default=[])
    base: Text | None = None
    time: Text | None = None
    entity: Text | None = None
    dimensions: list[Text] = Field(default=[])
    alternatives: list[Text | None] = Field(default=[])
    names: dict[str, Text] = Field(default={})
    row: Noun | None = None


class Fact(Body):
    """What the file records; ``verdict`` rules what a comparison may claim, null where nothing is compared."""

    id: str = Field(max_length=200)
    kind: str = Field(max_length=200)
    headline: str = Field(max_length=5000)
    text: Text
    columns: list[str]
    values: dict[str, Scalar]
    n: int = Field(ge=0)
    sql: Text
    score: float
    verdict: Verdict | None = None
    test: str | None = None
    p_value: float | None = Field(None, ge=0, le=1)
    q_value: float | None = Field(None, ge=0, le=1)
    caveats: list[Text] = Field(default=[])
    chart_id: str | None = None
    section: str = Field("stands_out", max_length=200)


class Section(Body):
    """One part of a story: its points by their ids, in order."""

    name: str = Field(max_length=200)
    title: str = Field(max_length=2000)
    points: list[str] = Field(max_length=500)


class Outline(Body):
    """In which order a story is told; ``folded`` points are there for who wants more."""

    lead: list[str] = Field(default=[], max_length=100)
    sections: list[Section] = Field(default=[], max_length=100)
    folded: list[str] = Field(default=[], max_length=1000)


class ChartTable(Body):
    """What a chart shows, as texts in rows and columns."""

    columns: list[Text] = Field(max_length=100)
    rows: list[list[Text]] = Field(max_length=10_000)


class Chart(Body):
    """A chart with its Plotly figure, which says what its point says."""

    chart_id: str = Field(max_length=200)
    kind: str = Field(max_length=200)
    title: str = Field(max_length=5000)
    alt_text: Text
    figure: Figure
    subtitle: Text = ""
    note: Text = ""
    table: ChartTable | None = None


class Tests(Body):
    """How many tests were run and how many kept, under which false-discovery rate."""

    run: int = Field(ge=0)
    kept: int = Field(ge=0)
    false_discovery_rate: float = Field(ge=0, le=1)


class Statistics(Body):
    """What was measured beyond the findings, as plain rows."""

    trends: list[dict[str, Any]] = Field(default=[])
    correlations: list[dict[str, Any]] = Field(default=[])
    distributions: list[dict[str, Any]] = Field(default=[])
    frequencies: list[dict[str, Any]] = Field(default=[])
    outliers: list[dict[str, Any]] = Field(default=[])
    tests: Tests
    looked_for: list[dict[str, Any]] = Field(default=[])
    notes: list[str] = Field(default=[])


class QualityNote(Body):
    """Something about the data's quality."""

    kind: str
    columns: list[str]
    text: Text
    values: dict[str, Scalar]


class KeyFigure(Body):
    """One of the figures at the head of a story, written out; ``course`` are its values over time, in order."""

    point: str | None = None
    label: str = Field(max_length=2000)
    value: str = Field(max_length=200)
    note: str | None = Field(None, max_length=2000)
    course: list[float] = Field(default=[], max_length=1000)


class Shown(Body):
    """Where a point is shown, under which number, and with which chart."""

    number: int = Field(ge=1)
    point: str = Field(max_length=200)
    place: str = Field(max_length=200)
    in_lead: bool = False
    chart_id: str | None = Field(None, max_length=200)
    chart_first: bool = False


class StoryDocument(Body):
    """A story."""

    title: str = Field(min_length=1, max_length=1000)
    dataset: Dataset
    narratives: Narratives
    findings: list[Finding] = Field(max_length=500)
    charts: list[Chart] = Field(max_length=100)
    statistics: Statistics
    quality: list[QualityNote] = Field(max_length=5000)
    timings: Mapping[str, float]
    subject: Subject | None = None
    facts: list[Fact] = Field(default=[], max_length=500)
    outline: Outline = Field(default_factory=Outline)
    key_figures: list[KeyFigure] = Field(default=[], max_length=20)
    shown: list[Shown] = Field(default=[], max_length=1000)
    made_at: str | None = Field(None, max_length=40)
    schema_version: int = Field(SCHEMA_VERSION, ge=1, le=SCHEMA_VERSION)
