"""SQL of facts: a grouped table, and single cells of it side by side in one row."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.analysis.sql import literal, select


def grouped(level: str, aggregates: Mapping[str, str], where: str = "TRUE", source: str = "data") -> str:
    """SQL: a table of ``level`` and each aggregate over its rows; rows without a level aside."""
    inner = select({"level": level} | dict(aggregates), source, where=f"{level} IS NOT NULL AND {where} GROUP BY 1")
    return f"({inner}) AS grouped"


def cells(levels: Sequence[object], names: Iterable[str], label: str = "level") -> dict[str, str]:
    """Columns for :func:`~pipeline.analysis.sql.select` on a grouped table.

    For each level, from 1: its name as ``level_1`` and each aggregate of it as ``NAME_1``.
    """
    names = tuple(names)
    found: dict[str, str] = {}
    for i, level in enumerate(levels, start=1):
        found[f"{label}_{i}"] = literal(level)
        found |= {f"{name}_{i}": f"max({name}) FILTER (level = {literal(level)})" for name in names}
    return found


def joined(*selects: str) -> str:
    """One-row SELECTs put beside each other as one row."""
    if len(selects) == 1:
        return selects[0]
    return "SELECT * FROM " + ", ".join(f"({text}) AS part_{i}" for i, text in enumerate(selects, start=1))
