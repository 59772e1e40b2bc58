"""Small analyses for the tests of the narrative."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.story import (
    Analysis,
    Column,
    ColumnType,
    Dataset,
    Finding,
    QualityNote,
    Scalar,
    Statistics,
    Tests,
    WithinGroups,
)

COLUMNS = (
    Column("ordered", ColumnType.DATETIME, distinct=700),
    Column("sales", ColumnType.NUMERIC, unit="$", missing=120, distinct=900),
    Column("price", ColumnType.NUMERIC, unit="$", distinct=300),
    Column("region", ColumnType.CATEGORICAL, distinct=4),
    Column("churned", ColumnType.BOOLEAN, distinct=2),
    Column("Q1 2019 plan", ColumnType.NUMERIC, distinct=50),
)


def finding(
    kind: str, headline: str, text: str, columns: tuple[str, ...], values: Mapping[str, Scalar], **more: Any
) -> Finding:
    units = {column.name: column.unit for column in COLUMNS}
    given = {"id": kind, "n": 1200, "sql": "SELECT 1", "score": 0.5, "effect_size": 0.4, "units": units} | more
    return Finding(kind=kind, headline=headline, text=text, columns=columns, values=values, **given)


TREND = finding(
    "trend",
    "The total **sales** rose by 34% between January 2023 and December 2024",
    "The total **sales** averaged $1.2 million a month from January 2023 to April 2023, and $1.61 million from "
    "September 2024 to December 2024: 34% more.",
    ("sales", "ordered"),
    {
        "first_level": 1_203_000,
        "last_level": 1_612_020,
        "change_share": 0.34,
        "slope_per_bucket": 0.01987397846,
        "first_bucket": "2023-01-01 00:00:00",
        "first_end": "2023-04-01 00:00:00",
        "last_start": "2024-09-01 00:00:00",
        "last_bucket": "2024-12-01 00:00:00",
    },
    effect_size=0.8,
)
CORRELATION = finding(
    "correlation",
    "The higher **price**, the lower **sales**",
    "Rows with a high **price** tend to have a low **sales**: $120 against $310. The rank correlation is −0.62.",
    ("price", "sales"),
    {"correlation": -0.6212, "low_quarter": 310.2, "high_quarter": 119.8},
    effect_size=-0.62,
)
DIFFERENCE = finding(
    "difference",
    "**sales** is highest where **region** is **North** and lowest where it is **Area 51**",
    "**sales** is typically $310 where **region** is **North** and $205 where it is **Area 51**.",
    ("sales", "region"),
    {"high_group": "North", "low_group": "Area 51", "high_median": 310.0, "low_median": 205.0},
    caveats=("Among rows with a similar **price**, the difference shrinks to $12, from $105 over all rows.",),
    effect_size=0.09,
)
DIFFERENCE = replace(
    DIFFERENCE,
    values={**DIFFERENCE.values, "within": 12.0, "overall": 105.0},
    within_groups=(WithinGroups("price", "overall", "within", is_cut=True),),
)
SHARE = finding(
    "share",
    "**North** holds 61% of the total **sales**",
    "Where **region** is **North**, there is 61% of the total **sales**, but only 30% of the rows.",
    ("region", "sales"),
    {"group": "North", "share": 0.612, "row_share": 0.301, "groups": 4},
)
OUTLIERS = finding(
    "outliers",
    "**price** has 3 values far away from all others",
    "3 values of **price** lie far outside the rest, the farthest at $9,500; the median is $45.",
    ("price",),
    {"outliers": 3, "farthest": 9500, "median": 45},
)
MISSINGNESS = finding(
    "missingness",
    "**sales** is missing far more often where **churned** is **yes**",
    "**sales** has no value in 41% of the rows where **churned** is **yes**, and in 2% where it is **no**.",
    ("sales", "churned"),
    {"high_group": True, "low_group": False, "high_share": 0.41, "low_share": 0.02},
)
RATE = finding(
    "rate",
    "**churned** is more frequent where **region** is **South**",
    "**churned** is **yes** in 40% of the rows where **region** is **South**, and in 10% where it is **North**.",
    ("churned", "region"),
    {"high_group": "South", "low_group": "North", "high_share": 0.4, "low_share": 0.1},
)
ALL = (TREND, CORRELATION, DIFFERENCE, SHARE, OUTLIERS, MISSINGNESS, RATE)

GAPS = QualityNote("missing", ("sales",), "**sales** has no value in 10% of the rows.", {"missing": 120, "share": 0.1})
COPIES = QualityNote("duplicates", (), "7 rows are copies of another row.", {"copies": 7, "rows": 1200})


def analysis(
    *findings: Finding, quality: tuple[QualityNote, ...] = (GAPS, COPIES), run: int = 312, **more: Any
) -> Analysis:
    overview = {
        "filename": "orders.csv",
        "row_count": 1200,
        "column_count": len(COLUMNS),
        "file_size": 50_000,
        "format": "csv",
        "encoding": "utf-8",
        "delimiter": ",",
        "columns": COLUMNS,
    } | more
    tests = Tests(run=run, kept=len(findings), false_discovery_rate=0.01)
    return Analysis(Dataset(**overview), findings, Statistics(tests=tests), quality)
