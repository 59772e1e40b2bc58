"""How a story does against an expert's list: facts told, told first, the top three, and the subject."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.make import make_story
from testing.story.experts import ExpertFact, ExpertList
from testing.story.planted import planted
from testing.story.sources import frame_of
from testing.story.told import READ_FIRST, Document, place_of

TOP = 3  # facts that an analyst tells first
CANDIDATES = 3  # subjects that a reader sees: the story's and the next ones


@dataclass(frozen=True)
class Score:
    """Of one table."""

    facts: tuple[ExpertFact, ...]
    places: tuple[int | None, ...]  # of each fact; None is untold
    candidates: tuple[str | None, ...]  # subjects, the story's first
    subject_place: int | None  # of the expert's among them, from 0

    @property
    def told(self) -> int:
        """Facts that are told at all."""
        return sum(place is not None for place in self.places)

    @property
    def first(self) -> int:
        """Facts that are told in the lead or the first five points."""
        return sum(map(_is_first, self.places))

    @property
    def top(self) -> int:
        """Of the expert's first three, those told in the lead or the first five points."""
        return sum(_is_first(place) for fact, place in zip(self.facts, self.places, strict=True) if fact.rank <= TOP)

    @property
    def untold(self) -> tuple[ExpertFact, ...]:
        """Facts that the story doesn't tell."""
        return tuple(fact for fact, place in zip(self.facts, self.places, strict=True) if place is None)


@dataclass(frozen=True)
class Totals:
    """Of many tables."""

    told: int
    first: int
    facts: int
    top: int
    top_facts: int
    subjects: int
    subjects_in_three: int
    tables: int


def _is_first(place: int | None) -> bool:
    return place is not None and place <= READ_FIRST


def document_of(frame: pd.DataFrame, file: str) -> Document:
    """The story of a frame, written to a file and read again as anyone's would be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        frame.to_csv(path, index=False)
        return make_story(path).to_document()


def score(expert: ExpertList) -> Score:
    """Make the story of a table and compare."""
    return compare(expert, document_of(frame_of(expert.source), expert.file))


def score_planted(name: str, seed: int) -> Score:
    """Make the story of a table with planted facts and compare."""
    table = planted(name, seed)
    expert = ExpertList(f"{name}.csv", "planted", table.subject, table.facts)
    return compare(expert, document_of(table.frame, expert.file))


def compare(expert: ExpertList, story: Document) -> Score:
    """A story against a list."""
    subject = story["subject"]
    candidates = (subject["column"], *subject["alternatives"])[:CANDIDATES]
    found = [place for place, name in enumerate(candidates) if name in expert.subject]
    places = tuple(place_of(fact, story) for fact in expert.facts)
    return Score(expert.facts, places, candidates, min(found, default=None))


def totals(scores: Iterable[Score]) -> Totals:
    """All tables together."""
    every = list(scores)
    return Totals(
        told=sum(s.told for s in every),
        first=sum(s.first for s in every),
        facts=sum(len(s.facts) for s in every),
        top=sum(s.top for s in every),
        top_facts=sum(min(TOP, len(s.facts)) for s in every),
        subjects=sum(s.subject_place == 0 for s in every),
        subjects_in_three=sum(s.subject_place is not None for s in every),
        tables=len(every),
    )
