"""The whole stage on small tables: what is told, that its SQL proves it, and that nothing is told of nothing."""

import re

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import DETECTORS, analyze
from pipeline.analysis.sql import one_row
from pipeline.errors import PreprocessingError
from pipeline.narrative.words import with_words
from pipeline.options import Options
from pipeline.story import Analysis, Finding, Table
from testing.truth.tables import table_of


def analysis_of(table: Table, **options: str) -> Analysis:
    return with_words(analyze(table, Options(**options), lambda fraction: None))


def sales(rows: int = 800) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    region = rng.choice(["North", "South", "West"], rows, p=[0.6, 0.25, 0.15])
    day = np.sort(rng.integers(0, 400, rows))
    return pd.DataFrame(
        {
            "order": np.arange(rows) + 1,
            "date": pd.Timestamp("2023-01-01") + pd.to_timedelta(day, unit="D"),
            "region": region,
            "price": rng.normal(20, 3, rows) + 6 * (region == "West"),
            "weight": rng.normal(5, 1, rows),
            "temperature": 10 + 0.05 * day + rng.normal(0, 4, rows),
            "note": np.where((region == "South") & (rng.random(rows) < 0.6), None, rng.choice(["a", "b"], rows)),
        }
    )


@pytest.fixture(scope="module")
def told() -> tuple[Table, Analysis]:
    table = table_of(sales())
    return table, analysis_of(table)


def find(analysis: Analysis, kind: str, *columns: str) -> Finding:
    return next(f for f in analysis.findings if f.kind == kind and set(columns) <= set(f.columns))


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("trend", ("temperature", "date")),
        ("difference", ("price", "region")),
        ("share", ("region",)),
        ("missingness", ("note", "region")),
    ],
)
def test_tells_what_was_planted(told: tuple[Table, Analysis], kind: str, columns: tuple[str, ...]) -> None:
    assert find(told[1], kind, *columns).plot is not None


def test_nothing_is_said_of_identifiers_and_unrelated_columns(told: tuple[Table, Analysis]) -> None:
    assert not [f for f in told[1].findings if {"order", "weight"} & set(f.columns)]


def test_the_sql_of_every_finding_gives_its_values_again(told: tuple[Table, Analysis]) -> None:
    table, analysis = told
    for finding in analysis.findings:
        assert finding.sql.startswith("SELECT ")
        assert one_row(table.connection, finding.sql) == finding.values


def test_the_values_are_those_of_the_table(told: tuple[Table, Analysis]) -> None:
    frame = sales()
    values = find(told[1], "difference", "price", "region").values
    medians = frame.groupby("region")["price"].median()
    assert values["high_group"] == "West"
    assert values["high_median"] == pytest.approx(medians["West"])
    assert values["high_rows"] == (frame["region"] == "West").sum()


def test_no_word_of_cause(told: tuple[Table, Analysis]) -> None:
    text = " ".join(f"{f.headline} {f.text} {f.caveats}" for f in told[1].findings)
    assert not re.search(r"\b(caus|because|lead to|leads to|due to|drives|effect of|impact)", text, re.IGNORECASE)


def test_every_kind_told_is_registered(told: tuple[Table, Analysis]) -> None:
    assert {f.kind for f in told[1].findings} <= set(DETECTORS)
    assert all(kind == detector.name for kind, detector in DETECTORS.items())


def test_the_same_table_gives_the_same_analysis() -> None:
    first, second = (analysis_of(table_of(sales())) for _ in range(2))
    assert [(f.headline, f.text, f.sql, f.values, f.score) for f in first.findings] == [
        (f.headline, f.text, f.sql, f.values, f.score) for f in second.findings
    ]
    assert first.statistics == second.statistics


def test_a_table_with_nothing_in_it_says_so() -> None:
    rng = np.random.default_rng(11)
    frame = pd.DataFrame({f"x{i}": rng.normal(size=300) for i in range(8)})
    frame["group"] = rng.choice(["a", "b", "c"], 300)
    analysis = analysis_of(table_of(frame))
    assert not [f for f in analysis.findings if f.p_value is not None]
    pairs, both_ways, shapes, differences, within_groups = 28, 56, 8, 8, 28
    correlations = [frame[f"x{i}"].corr(frame["x0"], method="spearman") for i in range(1, 8)]
    cuts = sum(abs(r) < 0.1 for r in correlations)  # of measures that the subject, x0, doesn't rise or fall with
    assert analysis.subject is not None
    assert analysis.subject.column == "x0"
    assert analysis.statistics.tests.run == pairs + both_ways + shapes + differences + within_groups + cuts
    assert "None of the tests" in " ".join(analysis.statistics.notes)


def test_a_focus_that_is_no_column_says_which_there_are() -> None:
    with pytest.raises(PreprocessingError, match="pryce"):
        analysis_of(table_of(sales(50)), focus="pryce")
