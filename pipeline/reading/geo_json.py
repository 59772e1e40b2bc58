"""Features of a map as rows: what is told of each, and where it lies if that is one point."""

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]


def features(document: Record) -> list[Record] | None:
    """The rows of a GeoJSON collection; outlines are left out. None where the document is no such collection."""
    listed = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(listed, list):
        return None
    rows = [_row(each) for each in listed if isinstance(each, dict)]
    return rows if any(rows) else None


def _row(feature: Record) -> Record:
    told, geometry = feature.get("properties"), feature.get("geometry")
    named = {"id": feature["id"]} if isinstance(feature.get("id"), int | str) else {}
    place = _point(geometry) if isinstance(geometry, dict) else {}
    return {**named, **(told if isinstance(told, dict) else {}), **place}


def _point(geometry: Record) -> Record:
    at = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(at, list) or len(at) < len(AXES):
        return {}
    return dict(zip(AXES, at, strict=False))


AXES = ("longitude", "latitude")
