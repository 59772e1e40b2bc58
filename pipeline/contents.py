"""What a story tells and in which order, for pages and exports: from the story's document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.shown import with_first_chart

Point = Mapping[str, Any]
"""A fact or a finding of the document."""

OVERVIEW = "chart-overview"  # id of the chart of all columns, of a story in which nothing was found


@dataclass(frozen=True)
class Part:
    """One section of a story; its points with their numbers within the story, from 1."""

    title: str
    points: tuple[tuple[int, Point], ...]


@dataclass(frozen=True)
class Contents:
    """The sections, and the points that are there for who wants more; their numbers go on."""

    parts: tuple[Part, ...]
    folded: tuple[tuple[int, Point], ...] = ()
    lead: tuple[tuple[int, Point], ...] = ()  # the points of which the first paragraph speaks
    first: Point | None = None  # the point whose chart stands on the first screen

    @property
    def shown(self) -> list[tuple[int, Point]]:
        """The points of all sections."""
        return [point for part in self.parts for point in part.points]


def contents_of(document: Mapping[str, Any]) -> Contents | None:
    """The story along its outline; None where it has none, as stories from before there were outlines.

    An id that the outline names twice is told once, one that it names in vain not at all; a point that it leaves out is
    among the folded ones.
    """
    outline = document.get("outline") or {}
    points = _Points({point["id"]: point for point in (*document.get("facts", ()), *document["findings"])})
    parts = [Part(section["title"], points.tell(section["points"])) for section in outline.get("sections", ())]
    parts = [part for part in parts if part.points]
    if not parts:
        return None
    folded = points.tell([*outline.get("folded", ()), *points.by_id])
    lead = tuple(points.told[identifier] for identifier in outline.get("lead", ()) if identifier in points.told)
    in_order = [point for _, point in (*lead, *points.told.values())]
    first = with_first_chart([(point["kind"], point["chartId"], point) for point in in_order], len(lead))
    return Contents(tuple(parts), folded, lead, first)


class _Points:
    """A story's points, numbered from 1 in the order in which they are told."""

    def __init__(self, by_id: Mapping[str, Point]) -> None:
        self.by_id = by_id
        self.told: dict[str, tuple[int, Point]] = {}

    def tell(self, ids: Sequence[str]) -> tuple[tuple[int, Point], ...]:
        """Those of the ``ids`` that there are and that weren't told before, with their numbers."""
        untold = self.by_id.keys() - self.told.keys()
        new = [identifier for identifier in dict.fromkeys(ids) if identifier in untold]
        self.told |= {identifier: (n, self.by_id[identifier]) for n, identifier in enumerate(new, len(self.told) + 1)}
        return tuple(self.told[identifier] for identifier in new)


def lead_of(summary: str) -> tuple[str, str]:
    """The first paragraph of a summary, and the others."""
    first, _, rest = summary.partition("\n\n")
    return first, rest
