"""What to do: a decision for each main point that somebody can act on, and what to look up before the rest is used."""

from collections.abc import Iterator

from pipeline.narrative.decision import Decision, in_words
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.narrative.kinds.paradox import ParadoxKind
from pipeline.narrative.prose import Paragraph
from pipeline.narrative.quality_advice import on_quality
from pipeline.narrative.reach import Reach, reach
from pipeline.story import Analysis, Fact, Finding

MAX_WORDS = 250  # words
MAX_ITEMS = 5
MAX_CHECKS = 2  # that only ask for something to be looked up


def recommendations(analysis: Analysis) -> list[Paragraph]:
    """One item a decision, in the order of the story, then the checks; none where nothing can be decided."""
    within = reach(analysis)
    acts: list[Decision] = []
    checks: list[Decision] = []
    possible = [*_on_points(analysis, within), *_on_file(analysis, within)]
    for decision in sorted(possible, key=lambda one: not one.is_sharp):
        levers = {lever for one in (*acts, *checks) for lever in one.lever}
        is_new = not decision.phrase or decision.phrase not in {one.phrase for one in acts}
        if is_new and not levers.intersection(decision.lever):
            (checks if decision.is_check else acts).append(decision)
    checks = checks[:MAX_CHECKS]
    chosen = [*acts[: MAX_ITEMS - len(checks)], *checks]
    return [Paragraph((sentence,), bullet=True) for sentence in in_words(chosen)]


def _on_points(analysis: Analysis, within: Reach) -> Iterator[Decision]:
    """On what reverses within groups, then on the points of the lead, then on the others that are shown."""
    points: dict[str, Fact | Finding] = {f.id: f for f in analysis.facts} | {f.id: f for f in analysis.findings}
    shown = [point for section in analysis.outline.sections for point in section.points]
    reversed_ = [f.id for f in analysis.findings if f.kind == ParadoxKind.name]  # they stand against others' advice
    for name in dict.fromkeys((*reversed_, *analysis.outline.lead, *shown) if shown else points):
        decision = _on_point(points[name], within) if name in points else None
        if decision is not None:
            yield decision


def _on_point(point: Fact | Finding, within: Reach) -> Decision | None:
    if isinstance(point, Fact):
        return FACT_WORDS[point.kind].decision(point, within)
    return KINDS[point.kind].decision(point, within)


def _on_file(analysis: Analysis, within: Reach) -> Iterator[Decision]:
    for note in analysis.quality:
        decision = on_quality(note, within, analysis.dataset.rows_analyzed)
        if decision is not None:
            yield decision
