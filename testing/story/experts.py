"""What a senior analyst would tell of public tables, first things first: the files of ``bench/story/lists``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "bench" / "story" / "lists"


@dataclass(frozen=True)
class ExpertFact:
    """One thing that an analyst would tell; ``values`` were computed with pandas before any story was looked at."""

    rank: int  # 1 is told first
    kind: str
    text: str
    values: Mapping[str, float | str]  # a day "2014-05-01" stands for its month
    columns: tuple[str, ...]  # a story names at least one of them where it tells the fact; none: anywhere


@dataclass(frozen=True)
class ExpertList:
    """A table with its facts. ``held_back``: nothing was ever tuned to it."""

    file: str
    source: str
    subject: tuple[str | None, ...]  # columns that it may be about; None is the number of rows
    facts: tuple[ExpertFact, ...]
    held_back: bool = False


def read_lists(folder: Path = FOLDER) -> dict[str, ExpertList]:
    """All lists by the name of their table."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}


def _read(path: Path) -> ExpertList:
    given = json.loads(path.read_text())
    facts = tuple(ExpertFact(**fact | {"columns": tuple(fact["columns"])}) for fact in given["facts"])
    return ExpertList(given["file"], given["source"], tuple(given["subject"]), facts, given.get("held_back", False))
