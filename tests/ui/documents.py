"""Story documents as the pipeline makes them, for whatever shows one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.shown import with_places
from pipeline.story import (
    Chart,
    Column,
    ColumnType,
    Dataset,
    Fact,
    Finding,
    Form,
    KeyFigure,
    Narratives,
    Outline,
    QualityNote,
    ReadingWarning,
    Section,
    Statistics,
    Story,
    Subject,
    TableKind,
    Tests,
    Verdict,
)

HOSTILE = "<b>x</b> $a$ :smile: :red[y] *z* [l](http://e.test) ~~s~~ -> `c`"
"""A name that would turn into markup wherever it isn't made literal."""

SUMMARY = (
    "**Revenue** grew over the three years on record, from $1.21 million in January 2022 to $2.04 million in December "
    "2024. Almost all of that growth came from one place: the **North** region, which now brings in 41% of it all.\n\n"
    "Larger orders go with smaller **discounts**, but much of that is the regions' doing: within a region, the "
    "association is half as strong. One column, **postcode**, is empty in 12% of the rows."
)


def story_document(**changes: Any) -> dict[str, Any]:
    """A finished story with two findings, caveats, warnings and quality notes."""
    return {**_story().to_document(), **changes}


def empty_story_document() -> dict[str, Any]:
    """The story of a table with nothing in it."""
    return story_document(
        findings=[],
        charts=[],
        quality=[],
        narratives={"summary": "Nothing.", "keyFindings": "", "recommendations": "", "method": ""},
    )


def outlined_document(**changes: Any) -> dict[str, Any]:
    """A story with a subject, three facts of different verdicts, and an outline with two sections and a fold."""
    facts, outline = tuple(_facts()), _outline()
    figures = (KeyFigure("a1", "Total revenue", "$3.15 million", "up 69% from 2022 to 2024", (1.0, 2.5, 2.0)),)
    told = replace(_story(), subject=_subject(), facts=facts, outline=outline, key_figures=figures)
    told = with_places(replace(told, made_at="2026-11-28T02:00:00+00:00"))
    return {**told.to_document(), **changes}


def hostile_story_document() -> dict[str, Any]:
    """A story whose every name tries to be more than a name."""
    document = story_document(title=HOSTILE)
    document["dataset"]["filename"] = f"{HOSTILE}.csv"
    document["dataset"]["columns"][0] |= {"name": HOSTILE, "example": HOSTILE}
    document["dataset"]["warnings"] = [{"kind": "x", "text": HOSTILE, "rows": 1, "example": HOSTILE}]
    document["charts"][0]["title"] = HOSTILE
    return document


def _story() -> Story:
    return Story(
        title="Orders 2022–2024",
        dataset=_dataset(),
        narratives=Narratives(
            summary=SUMMARY,
            key_findings="Two things stand out.",
            recommendations="- Look at what the **North** does differently.\n- Fill in **postcode** at the source.",
        ),
        findings=(_trend(), _groups()),
        charts=(
            Chart(
                "chart-1",
                "line",
                "Revenue by month",
                "Revenue rising from 1.21 to 2.04 million dollars",
                _line(),
            ),
            Chart("chart-2", "bar", "Order value by region", "Median order of four regions, North highest", _bars()),
        ),
        statistics=Statistics(tests=Tests(run=86, kept=2, false_discovery_rate=0.01)),
        quality=(QualityNote("missing", ("postcode",), "**postcode** is empty in 120 rows.", {"missing": 120}),),
        timings={"reading": 0.12, "analysis": 0.31, "narrative": 0.02, "charts": 0.05},
    )


def _dataset() -> Dataset:
    return Dataset(
        filename="orders.csv",
        row_count=1000,
        column_count=4,
        file_size=123_456,
        format="csv",
        encoding="utf-8",
        delimiter=";",
        columns=(
            Column("ordered", ColumnType.DATETIME, distinct=812, example="2022-01-03"),
            Column("revenue", ColumnType.NUMERIC, unit="$", distinct=990, example="1204.5"),
            Column("region", ColumnType.CATEGORICAL, distinct=4, example="North"),
            Column("postcode", ColumnType.IDENTIFIER, missing=120, distinct=640, example="90210"),
        ),
        warnings=(ReadingWarning("skipped_lines", "2 lines above the header were left out.", 2, "Report of 3 May"),),
    )


def _trend() -> Finding:
    return Finding(
        id="trend-revenue",
        kind="trend",
        headline="**revenue** rose by 69% over three years",
        text="Monthly **revenue** rose from $1.21 million in January 2022 to $2.04 million in December 2024.",
        columns=("ordered", "revenue"),
        values={"first": 1_210_000.0, "last": 2_040_000.0, "months": 36, "growth": 0.6859504132},
        n=1000,
        sql="SELECT 1210000.0 AS first, 2040000.0 AS last, 36 AS months, 0.6859504132 AS growth",
        score=0.9,
        test="Mann-Kendall trend test",
        effect="Kendall's tau",
        effect_size=0.71,
        p_value=1e-9,
        q_value=4e-8,
        caveats=("The last month is shorter than the others by 3 days.",),
        chart_id="chart-1",
    )


def _groups() -> Finding:
    return Finding(
        id="groups-region-revenue",
        kind="group_difference",
        headline="Orders from **North** are worth twice as much",
        text="The median **revenue** of an order from **North** is $1,840; elsewhere it is $912.",
        columns=("region", "revenue"),
        values={"north": 1840.0, "elsewhere": 912.0},
        n=988,
        sql="SELECT 1840.0 AS north, 912.0 AS elsewhere",
        score=0.7,
        test="Kruskal-Wallis test",
        effect="epsilon squared",
        effect_size=0.18,
        p_value=0.0004,
        q_value=0.004,
        chart_id="chart-2",
    )


def _subject() -> Subject:
    return Subject(
        column="revenue",
        columns=("revenue",),
        form=Form.TOTAL,
        value=None,
        table=TableKind.EVENTS,
        time="ordered",
        dimensions=("region",),
        alternatives=("postcode", None),
    )


def _facts() -> Iterator[Fact]:
    common = {"columns": ("revenue",), "n": 1000, "sql": "SELECT 2 AS total", "values": {"total": 2}, "score": 3.0}
    yield Fact("a1", "level", "**revenue** comes to 2 in all", "It is 2.", section="how_much", **common)
    compared = {"test": "permutation", "p_value": 0.0004, "q_value": 0.004, "verdict": Verdict.BEYOND_CHANCE}
    yield Fact(
        "a2", "split", "**revenue** depends on **region**", "North has 2.", chart_id="chart-2", **common, **compared
    )
    yield Fact("a3", "rank", "**region** side by side", "North 2.", **common, verdict=Verdict.UNDECIDED)


def _outline() -> Outline:
    return Outline(
        lead=("a1", "a2"),
        sections=(
            Section("how_much", "How much, and how it went", ("a1", "trend-revenue")),
            Section("depends_on", "What it depends on", ("a2",)),
        ),
        folded=("groups-region-revenue", "a3"),
    )


def _line() -> dict[str, Any]:
    months = [f"{year}-{month:02d}-01" for year in (2022, 2023, 2024) for month in range(1, 13)]
    values = [1_210_000 + 23_700 * i + (60_000 if i % 3 else -45_000) for i in range(36)]
    return {
        "data": [{"type": "scatter", "mode": "lines", "x": months, "y": values, "line": {"color": "#1F7FBF"}}],
        "layout": _layout("month", "revenue ($)"),
    }


def _bars() -> dict[str, Any]:
    return {
        "data": [{"type": "bar", "x": ["North", "East", "South", "West"], "y": [1840, 950, 912, 870]}],
        "layout": _layout("region", "median revenue ($)"),
    }


def _layout(x_title: str, y_title: str) -> dict[str, Any]:
    return {
        "height": 380,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
        "xaxis": {"title": {"text": x_title}, "automargin": True},
        "yaxis": {"title": {"text": y_title}, "automargin": True},
    }
