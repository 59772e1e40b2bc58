"""SQL of facts: a grouped table, and single cells of it side by side in one row."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.analysis.sql import literal, quote, select

NAMED = re.compile(r'"[^"]*"|\'[^\']*\'|([a-z_][a-z0-9_]*)')  # a column, a text, or what may be one of our own names


def proof_of(columns: Mapping[str, str], source: str = "data", where: str | None = None) -> str:
    """One SELECT in which an expression may use the names of those before it.

    What uses them is worked out one level above, where no column of the table has the same name: a table may well have
    columns called ``total`` and ``rows``.
    """
    base: dict[str, str] = {}
    derived: dict[str, str] = {}
    for name, expression in columns.items():
        used = {found[1] for found in NAMED.finditer(expression)} & (base.keys() | derived.keys())
        (derived if used else base)[name] = expression
    inner = select(base, source, where)
    if not derived:
        return inner
    return select({name: derived.get(name, quote(name)) for name in columns}, f"({inner}) AS counted")


def grouped(level: str, aggregates: Mapping[str, str], where: str = "TRUE", source: str = "data") -> str:
    """SQL: a table of ``level`` and each aggregate over its rows; rows without a level aside."""
    inner = proof_of({"level": level} | dict(aggregates), source, f"{level} IS NOT NULL AND {where} GROUP BY 1")
    return f"({inner}) AS grouped"


def proof_of_cells(
    columns: Mapping[str, str], names: Iterable[str], source: str, *, key: str = "level", where: str | None = None
) -> str:
    """One SELECT of cells of a grouped table (see :func:`cells`) beside what is worked out over all of it.

    The table, one row a ``key``, is gathered in a map from which the cells are taken: with a filtered aggregate for
    each of them the database spends more time on the statement than on the rows. An expression may use either the
    grouped table's columns or the names of those before it.
    """
    row = ", ".join(f"'{name}': {name}" for name in names)
    gathered = {"cell": f"map(list({key}), list({{{row}}}))"}
    told: dict[str, str] = {}
    named: dict[str, str] = {}  # cells by what they are told as: the period before the last may be the first
    for name, expression in columns.items():
        used = {found[1] for found in NAMED.finditer(expression)} - {None}
        if used and not used & ({"cell"} | told.keys()):
            gathered[name] = expression
            expression = quote(name)
        told[name] = named.get(expression, expression)
        if "cell" in used:
            named.setdefault(expression, quote(name))
    return select(told, f"({select(gathered, source, where)}) AS gathered")


def cell(level: object, name: str) -> str:
    """SQL: one of the names of one level, within :func:`proof_of_cells`."""
    return f"cell[{literal(level)}].{name}"


def cells(levels: Sequence[object], names: Iterable[str]) -> dict[str, str]:
    """Columns for :func:`proof_of_cells`: for each level, from 1, itself as ``level_1`` and each name as ``NAME_1``."""
    names = tuple(names)
    found: dict[str, str] = {}
    for i, level in enumerate(levels, start=1):
        found[f"level_{i}"] = literal(level)
        found |= {f"{name}_{i}": cell(level, name) for name in names}
    return found
