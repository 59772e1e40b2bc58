"""What a story shows where: each point with its number, its place and its chart."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.story import Fact, Finding, Outline, Shown, Story

FOLDED = "folded"
LEVEL = "level"  # the kind of fact that a key figure tells as well as any chart

T = TypeVar("T")


def with_places(story: Story) -> Story:
    """The story that says what it shows where, in the order in which it is read."""
    return replace(story, shown=shown(story.outline, story.facts, story.findings))


def shown(outline: Outline, facts: Sequence[Fact], findings: Sequence[Finding]) -> tuple[Shown, ...]:
    """The points of the sections, then the folded ones; without sections, the findings in their order.

    For the chart of the first screen see :func:`with_first_chart`.
    """
    points: dict[str, Fact | Finding] = {f.id: f for f in facts} | {f.id: f for f in findings}
    places = _places(outline, points, findings)
    lead = [identifier for identifier in outline.lead if identifier in points]
    first = with_first_chart([(points[i].kind, points[i].chart_id, i) for i in (*lead, *places)], len(lead))
    return tuple(
        Shown(number, identifier, place, identifier in outline.lead, points[identifier].chart_id, identifier == first)
        for number, (identifier, place) in enumerate(places.items(), start=1)
    )


def _places(outline: Outline, points: Collection[str], findings: Sequence[Finding]) -> dict[str, str]:
    """The first place of each of the ``points`` that is shown, in the order in which they are read."""
    inside = [(point, section.name) for section in outline.sections for point in section.points if point in points]
    folded = [(point, FOLDED) for point in (*outline.folded, *points) if point in points]
    places: dict[str, str] = {}
    for point, place in [*inside, *folded] if inside else [(finding.id, "findings") for finding in findings]:
        places.setdefault(point, place)
    return places


def with_first_chart(points: Sequence[tuple[str, str | None, T]], lead: int) -> T | None:
    """Whose chart stands on the first screen, of (kind, chart, point) in the order of reading, the ``lead`` ones first.

    The first of the lead that says more than how much there is; else the first that has a chart at all.
    """
    drawn = [(kind, place, point) for place, (kind, chart, point) in enumerate(points) if chart]
    telling = (point for kind, place, point in drawn if place < lead and kind != LEVEL)
    return next(telling, drawn[0][2] if drawn else None)
