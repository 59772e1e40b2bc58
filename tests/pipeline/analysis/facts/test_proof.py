"""Columns of a table that are called as our own values are."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.proof import cells, grouped, proof_of, proof_of_cells
from pipeline.analysis.sql import one_row
from tests.pipeline.analysis.facts.tables import churn, proved_analysis_of, sales

OURS = ("total", "rows", "level", "value", "hits", "share", "period", "first", "last", "mean", "ratio", "base", "n")


def test_what_uses_other_values_stands_one_level_above() -> None:
    query = proof_of({"rows": "count(*)", "hits": 'sum("rows")', "share": "hits / rows"})
    assert query.startswith('SELECT "rows", "hits", hits / rows AS "share" FROM (SELECT')


@pytest.mark.parametrize(
    ("first", "second", "absent"), [("'b'", "'a''s'", "'c'"), ("2.5e0", "1e0", "3e0"), ("TRUE", "FALSE", "NULL")]
)
def test_cells_stand_beside_what_is_worked_out_over_the_whole_table(first, second, absent) -> None:
    data = f"(VALUES ({first}, 3), ({second}, 4), ({first}, 5)) AS data(level, size)"
    aggregates = {"total": "sum(size)", "rows": "count(*)"}
    with duckdb.connect() as connection:
        levels = [connection.execute(f"SELECT {literal}").fetchone()[0] for literal in (first, second, absent)]
        columns = cells(levels, aggregates) | {"whole": "sum(total)", "share": "total_1 / whole"}
        query = proof_of_cells(columns, aggregates, grouped("level", aggregates, source=data))
        told = one_row(connection, query)
    assert [told[f"level_{i}"] for i in (1, 2, 3)] == levels
    assert [told[f"total_{i}"] for i in (1, 2, 3)] == [8, 4, None]
    assert [told[f"rows_{i}"] for i in (1, 2, 3)] == [2, 1, None]
    assert (told["whole"], told["share"]) == (12, pytest.approx(2 / 3))


@pytest.mark.parametrize("make", [sales, churn])
def test_a_table_whose_columns_have_our_names_has_the_same_level(make) -> None:
    frame = make()
    plain = proved_analysis_of(frame)
    rng = np.random.default_rng(1)
    beside = pd.DataFrame({name: rng.choice(["x", "y"], len(frame)) for name in OURS})
    found = proved_analysis_of(pd.concat([frame, beside], axis=1))
    told, also = ({f.kind: f.values for f in reversed(one.facts)} for one in (plain, found))
    assert also["level"] == told["level"]
    assert told.keys() - also.keys() <= {"missing_part", "extremes"}
