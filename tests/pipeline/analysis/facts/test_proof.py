"""Columns of a table that are called as our own values are."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.proof import proof_of
from tests.pipeline.analysis.facts.tables import churn, proved_analysis_of, sales

OURS = ("total", "rows", "level", "value", "hits", "share", "period", "first", "last", "mean", "ratio", "base", "n")


def test_what_uses_other_values_stands_one_level_above() -> None:
    query = proof_of({"rows": "count(*)", "hits": 'sum("rows")', "share": "hits / rows"})
    assert query.startswith('SELECT "rows" AS "rows", "hits" AS "hits", hits / rows AS "share" FROM (SELECT')


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
