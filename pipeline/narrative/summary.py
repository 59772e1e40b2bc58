"""The summary: the lead, and what else to know. How it was found is told apart: see the method."""

from collections.abc import Iterator, Sequence

from pipeline import wording
from pipeline.narrative.figures import in_short
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.lead import lead as lead_of_facts
from pipeline.narrative.overview import Overview
from pipeline.narrative.prose import Paragraph, Sentence, about
from pipeline.narrative.telling import anything_found, further_points
from pipeline.options import Options
from pipeline.story import Analysis, Fact, Finding

MAX_WORDS = 250  # words
LEAD = 3  # points of the first paragraph
FURTHER = 2  # points of the second, where the first has fewer than ``LEAD`` sentences


def summary(analysis: Analysis, overview: Overview, options: Options) -> list[Paragraph]:
    """What a reader in a hurry should know, the answer first."""
    lead, further = list(lead_of_facts(analysis)), further_points(analysis)
    own = set(analysis.subject.columns) if analysis.subject else set()
    if lead:  # what is about the same stands beside it, before what is about something else
        further = sorted(further, key=lambda point: not own <= set(point.columns))
        lead = _beside(analysis, lead, further[:FURTHER])
    if not lead:  # a table without facts begins with its findings
        lead, further = _said(further[:LEAD], 0), further[LEAD:]
    first = further[0] if further else next(iter(analysis.findings), None)
    if lead and options.focus and not analysis.facts and not _names_focus(first):
        lead.insert(0, Sentence(f"This is the story of {wording.name(options.focus)}, and of what goes with it."))
    nothing = [] if anything_found(analysis) else list(_nothing(overview, options, told=len(lead)))
    beside = [] if len(lead) >= LEAD else _said(further[:FURTHER], 3)
    return [Paragraph(tuple(sentences)) for sentences in (lead, beside, nothing) if sentences]


def _beside(analysis: Analysis, lead: list[Sentence], further: Sequence[Fact | Finding]) -> list[Sentence]:
    """The lead without what is said again right behind it, where anything stands there."""
    return lead if len(lead) >= LEAD else list(lead_of_facts(analysis, further))


def _said(points: Sequence[Fact | Finding], rank: int) -> list[Sentence]:
    return [sentence for place, point in enumerate(points) for sentence in _item(point, rank + (place if rank else 0))]


def _item(point: Fact | Finding, rank: int) -> Iterator[Sentence]:
    """The headline with its figures where it has none of its own, and what is to be held against it."""
    figures = in_short(point) if isinstance(point, Finding) else None
    text = f"{point.headline}: {figures}." if figures else f"{point.headline}."
    yield Sentence(text, tuple(point.values.values()), rank)
    if point.caveats and isinstance(point, Finding):
        yield about(point, point.caveats[0], rank=max(rank, 1))


def _names_focus(first: Fact | Finding | None) -> bool:
    return isinstance(first, Finding) and KINDS[first.kind].names_focus


def _nothing(overview: Overview, options: Options, *, told: int) -> Iterator[Sentence]:
    """That no relation was found; of a lead that tells more than a level in few words."""
    if told > 1:
        yield Sentence("Beyond that, nothing stands out.")
        return
    focus = f" that goes with {wording.name(options.focus)}" if options.focus else ""
    yield Sentence(f"Nothing{focus} stands out in this table, and that is the honest result.")
    if overview.tests_run:
        yield Sentence(
            "That doesn't show that there is nothing to find: it may be too faint for this number of rows, or lie in "
            "columns that the file doesn't have.",
            rank=1,
        )
    else:
        yield Sentence("No test could be run.")
