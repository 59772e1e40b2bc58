"""Each small file of the corpus has one peculiarity; beside it stands what must be read from it."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.options import Options
from pipeline.reading import infer_type, preview, read, read_grid

CORPUS = Path(__file__).parent / "corpus"
SUFFIX = ".expected.json"
NAMES = sorted(path.name.removesuffix(SUFFIX) for path in CORPUS.glob(f"*{SUFFIX}"))


def expected(name: str) -> dict[str, Any]:
    return json.loads((CORPUS / f"{name}{SUFFIX}").read_text(encoding="utf-8"))


def cells(grid: pd.DataFrame) -> list[list[str | None]]:
    return grid.astype(object).where(grid.notna(), None).to_numpy().tolist()


def test_the_corpus_is_large_and_complete() -> None:
    files = {path.name for path in CORPUS.iterdir() if not path.name.endswith(SUFFIX)}
    assert files == set(NAMES)
    assert len(NAMES) >= 80


@pytest.mark.parametrize("name", NAMES)
def test_grid_names_types_and_warnings(name: str) -> None:
    truth = expected(name)
    grid = read_grid(CORPUS / name)
    assert cells(grid) == truth["rows"]
    assert grid.attrs["header"] is truth["header"]
    if truth["names"]:
        assert list(grid.columns) == truth["names"]
    types = [infer_type(str(column), grid.iloc[:, position]).value for position, column in enumerate(grid.columns)]
    assert types == truth["types"]
    with_warnings = read(CORPUS / name, Options(), lambda share: None)
    told = {warning.kind for warning in with_warnings.dataset.warnings}
    columns = with_warnings.dataset.columns
    assert [column.type.value for column in columns] == truth.get("typesRead", truth["types"])
    assert [column.name for column in columns] == truth.get("namesRead", [column.name for column in columns])
    assert with_warnings.dataset.row_count == truth.get("rowsRead", with_warnings.dataset.row_count)
    with_warnings.close()
    assert set(truth["warnings"]) <= told


@pytest.mark.parametrize("name", NAMES)
def test_a_repair_is_told_with_its_rows_and_an_example(name: str) -> None:
    shown = preview(CORPUS / name, Options())
    for warning in shown.dataset.warnings:
        assert warning.text.endswith(".")
        assert warning.rows == 0 or warning.example or warning.kind == "blank_rows", warning
