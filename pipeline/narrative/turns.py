"""How each point is spoken of: by its table's wording, and by its place in the story, by which its words vary."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.story import Analysis, Fact, Finding, Verdict
from pipeline.wording import Turn, Wording

DOUBTED = frozenset({Verdict.UNDECIDED, Verdict.ALIKE})


def in_turn(analysis: Analysis, spoken: Wording) -> Analysis:
    """The analysis whose facts and findings know their table's wording, and what is said before them where shown."""
    points: dict[str, Fact | Finding] = {f.id: f for f in analysis.facts} | {f.id: f for f in analysis.findings}
    kinds: Counter[str] = Counter()
    doubts = 0
    turns: dict[str, Turn] = {}
    for name in _as_shown(analysis, points):
        point = points[name]
        turns[name] = Turn(kinds[point.kind], doubts)
        kinds[point.kind] += 1
        doubts += isinstance(point, Fact) and point.verdict in DOUBTED
    return replace(
        analysis,
        facts=tuple(replace(fact, wording=spoken, turn=turns[fact.id]) for fact in analysis.facts),
        findings=tuple(replace(finding, wording=spoken, turn=turns[finding.id]) for finding in analysis.findings),
    )


def _as_shown(analysis: Analysis, points: dict[str, Fact | Finding]) -> Iterator[str]:
    """The points of the sections, then those that are folded away or stand in none."""
    folded = set(analysis.outline.folded)
    told = dict.fromkeys(p for section in analysis.outline.sections for p in section.points if p in points)
    yield from (name for name in told if name not in folded)
    yield from (name for name in points if name not in told or name in folded)
