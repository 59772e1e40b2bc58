"""JSON-stat, in which statistical offices answer: a cube of values over dimensions with labels."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.cube import Cube, Dimension
from pipeline.reading.grid import Grid
from pipeline.reading.json_values import text
from pipeline.reading.value_rows import IN_MEMORY_CELLS, too_large

LONGEST_NAME = 40  # characters


def dataset_in(document: Any) -> Mapping[str, Any] | None:
    """The data set of a document of JSON-stat 1 or 2; None where the document is another."""
    if not isinstance(document, dict):
        return None
    if _is_dataset(document):
        return document
    for inner in document.values():
        if isinstance(inner, dict) and _is_dataset(inner):
            return inner
    return None


def _is_dataset(value: Mapping[str, Any]) -> bool:
    dimensions = value.get("dimension")
    if not isinstance(dimensions, dict) or not isinstance(value.get("value"), list | dict):
        return False
    return isinstance(value.get("id", dimensions.get("id")), list)


def grid_of(dataset: Mapping[str, Any]) -> Grid:
    """The cube as rows. Raises PreprocessingError where its parts don't fit each other."""
    try:
        return Cube(tuple(_dimensions(dataset))).grid(_cells(dataset["value"]))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise PreprocessingError(
            "The JSON-stat in this file is incomplete: its dimensions and values don't fit each other.",
            "Download it again, or choose CSV where you got it.",
        ) from error


def _dimensions(dataset: Mapping[str, Any]) -> Iterator[Dimension]:
    described = dataset["dimension"]
    names = dataset.get("id") or described["id"]
    sizes = [int(size) for size in dataset.get("size") or described["size"]]
    roles = dataset.get("role") or described.get("role") or {}
    for name, size in zip(names, sizes, strict=True):
        if size > IN_MEMORY_CELLS:
            raise too_large()
        labels = _labels(described[name]["category"], is_time=name in roles.get("time", ()))
        if len(labels) != size:
            raise ValueError("a dimension with more or fewer labels than cells")
        is_metric = name in roles.get("metric", ()) and size > 1
        yield Dimension(_name(name, described[name].get("label")), _unique(labels), is_metric)


def _labels(category: Mapping[str, Any], *, is_time: bool) -> list[str]:
    """How a dimension's places are called; moments are better told by their codes, as 2024-Q1, than by labels."""
    codes, labels = _codes(category), category.get("label") or {}
    return codes if is_time else [labels.get(code) or code for code in codes]


def _name(identifier: str, label: str | None) -> str:
    """The label where the identifier is no word and the label no sentence."""
    worded = label and len(str(label)) <= LONGEST_NAME and not str(identifier).isalpha()
    return label if label and worded else str(identifier)


def _codes(category: Mapping[str, Any]) -> list[str]:
    index = category.get("index")
    if isinstance(index, dict):
        return sorted(index, key=lambda code: int(index[code]))
    return list(index) if index else list(category["label"])


def _unique(labels: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
    return tuple(labels) if len(seen) == len(labels) else tuple(f"{label} ({at})" for at, label in enumerate(labels, 1))


def _cells(values: Any) -> Iterator[tuple[int, str | None]]:
    pairs = values.items() if isinstance(values, dict) else enumerate(values)
    for place, value in pairs:
        yield int(place), text(value)
