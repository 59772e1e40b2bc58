"""Tables and wishes of which no part of a story can be made: a clear message, or a story without that part."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipeline.errors import PreprocessingError
from pipeline.make import make_story
from pipeline.options import Options
from pipeline.story import Story, TableKind

ROWS = 120


def _orders(**changes: Any) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    days = pd.date_range("2024-01-01", periods=ROWS).strftime("%Y-%m-%d")
    columns: Mapping[str, Any] = {
        "date": days,
        "shop": rng.choice(list("ABC"), ROWS),
        "sales": rng.lognormal(4, 1, ROWS).round(2),
        "churn": rng.choice(["yes", "no"], ROWS),
    }
    return pd.DataFrame({**columns, **changes})


def _panel(entities: int, years: int) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    names = np.repeat([f"Land {i}" for i in range(entities)], years)
    return pd.DataFrame({"country": names, "year": [*range(2000, 2000 + years)] * entities}).assign(
        life=rng.normal(70, 1, entities * years).round(2)
    )


def _story(folder: Path, frame: pd.DataFrame, subject: str | None = None) -> Story:
    path = folder / "table.csv"
    frame.to_csv(path, index=False)
    return make_story(path, Options(subject=subject))


def test_a_subject_that_names_no_column_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(PreprocessingError, match="no column called 'sale'") as raised:
        _story(tmp_path, _orders(), "sale")
    assert "sales" in raised.value.hint


def test_an_outcome_with_one_value_can_be_no_subject_and_harms_no_other(tmp_path: Path) -> None:
    frame = _orders(churn="yes")
    with pytest.raises(PreprocessingError, match="can't be about 'churn'"):
        _story(tmp_path, frame, "churn")
    told = _story(tmp_path, frame)
    assert told.subject is not None
    assert told.subject.column == "sales"


@pytest.mark.parametrize("unread", ["", "soon"])
def test_a_date_of_which_half_is_unreadable_leaves_a_story(tmp_path: Path, unread: str) -> None:
    frame = _orders()
    told = _story(tmp_path, frame.assign(date=frame["date"].where(frame.index % 2 == 0, unread)))
    assert told.subject is not None
    assert told.subject.column in {"sales", "churn"}
    assert told.facts


@pytest.mark.parametrize(("entities", "years", "table"), [(1, 20, TableKind.SERIES), (20, 1, TableKind.ENTITIES)])
def test_one_entity_is_a_series_and_one_period_has_no_course(
    tmp_path: Path, entities: int, years: int, table: TableKind
) -> None:
    told = _story(tmp_path, _panel(entities, years))
    assert told.subject is not None
    assert told.subject.table is table
    assert (told.subject.time is None) is (years == 1)
    of_entities = {"entity_change", "falls", "within", "latest"}
    assert not of_entities & {fact.kind for fact in told.facts}
