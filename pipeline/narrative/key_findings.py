"""The key findings: the story's first points with their figures, how strong each is, and what to hold against it."""

from collections.abc import Iterator, Sequence

from pipeline import wording
from pipeline.narrative import evidence
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.overview import Overview
from pipeline.narrative.prose import Paragraph, Sentence, about, most_shared, names, subjects, words
from pipeline.narrative.telling import anything_found, further_points
from pipeline.story import Analysis, Column, Fact, Finding

MAX_WORDS = 300  # words
MIN_WORDS = 200  # words
MIN_FINDINGS = 5  # findings that are always told
MAX_FINDINGS = 8  # findings, where the first ones take few words


def key_findings(analysis: Analysis, overview: Overview) -> list[Paragraph]:
    """One item a point of the story, a fact or a finding, in their order; nothing found is said to be so."""
    points = _points(analysis)
    if not points:
        return [Paragraph(tuple(_looked_for(analysis, overview)))]
    for size in range(MIN_FINDINGS, MAX_FINDINGS + 1):
        paragraphs = _told(points[:size], analysis, overview)
        if sum(words(sentence.text) for paragraph in paragraphs for sentence in paragraph.sentences) >= MIN_WORDS:
            break
    return paragraphs


def _told(points: Sequence[Fact | Finding], analysis: Analysis, overview: Overview) -> list[Paragraph]:
    """The items of these points, and what helps to read them."""
    found = [point for point in points if isinstance(point, Finding)]
    paragraphs = [Paragraph(tuple(_item(point, place, points)), bullet=True) for place, point in enumerate(points)]
    paragraphs.append(Paragraph(tuple(_reading_aid(found))))
    paragraphs.append(Paragraph(tuple(_shared_columns(found, analysis.dataset.columns))))
    if not anything_found(analysis):
        paragraphs.append(Paragraph(tuple(_looked_for(analysis, overview))))
    return paragraphs


def _points(analysis: Analysis) -> list[Fact | Finding]:
    """Those of the lead, then the next ones."""
    points: dict[str, Fact | Finding] = {f.id: f for f in analysis.facts} | {f.id: f for f in analysis.findings}
    return [*(points[name] for name in analysis.outline.lead if name in points), *further_points(analysis)]


def _item(point: Fact | Finding, place: int, told: Sequence[Fact | Finding]) -> Iterator[Sentence]:
    rank = 0 if place < 3 else 20 + place
    values = tuple(point.values.values())
    yield Sentence(f"{point.headline}.", values, rank)
    earlier = [one for one in told[:place] if isinstance(one, Finding)]
    text = _without_what_was_explained(point.text, earlier)
    if text:
        yield Sentence(text, values, rank and rank - 1)
    if isinstance(point, Finding):
        yield from _held_against(point, place, earlier)


def _held_against(finding: Finding, place: int, earlier: Sequence[Finding]) -> Iterator[Sentence]:
    """How strong it is, how sure, and what limits it."""
    strength = KINDS[finding.kind].strength(finding)
    if strength is not None and strength not in {KINDS[one.kind].strength(one) for one in earlier}:
        yield Sentence(strength, rank=10 + place)
    thin = evidence.warning(finding)
    if thin is not None:
        yield Sentence(thin, rank=2)
    if finding.caveats:
        yield about(finding, finding.caveats[0], rank=1 if place < 3 else 10 + place)


def _without_what_was_explained(text: str, earlier: Sequence[Finding]) -> str:
    """The text without a last clause that an earlier one ended in word for word: what a figure means is said once."""
    head, semicolon, tail = text.rpartition("; ")
    explained = {finding.text.rpartition("; ")[2] for finding in earlier if "; " in finding.text}
    return f"{head}." if semicolon and tail in explained else text


def _reading_aid(found: Sequence[Finding]) -> Iterator[Sentence]:
    """What the terms mean that the items use."""
    text = " ".join(finding.text for finding in found)
    if "median" in text or "typically" in text:
        yield Sentence(
            "Typical values here are medians: half of the rows lie above and half below, so a few extreme rows can't "
            "move them.",
            rank=6,
        )
    if any(finding.caveats for finding in found):
        yield Sentence(
            "Comparing rows that are alike in another column shows whether that column, rather than the one in the "
            "headline, tells the groups apart.",
            rank=5,
        )


def _shared_columns(found: Sequence[Finding], columns: Sequence[Column]) -> Iterator[Sentence]:
    """A column that several findings speak of."""
    column = most_shared(found, columns)
    if column is None:
        return
    others = dict.fromkeys(c for finding in found if column in subjects(finding) for c in subjects(finding))
    others.pop(column)
    if len(others) > 1:
        yield Sentence(
            f"{wording.name(column)} comes up again and again here, together with {names(list(others)[:4])}; "
            "these may be several views of one and the same thing.",
            rank=4,
        )


def _looked_for(analysis: Analysis, overview: Overview) -> Iterator[Sentence]:
    yield Sentence("There is no finding to report.")
    if overview.tests_run:
        rate = wording.percent(overview.false_discovery_rate)
        columns, tests = wording.count(overview.columns, "column"), wording.count(overview.tests_run, "test")
        yield Sentence(
            f"The table's {columns} were compared with each other, and over time where there is a date, in {tests}. "
            "With so many, some look striking by chance alone; "
            f"so the bar is set where no more than about {rate} of what passes should be chance, and what "
            "passes has to be large enough to matter as well. Nothing did both.",
            overview.values(),
        )
    for note in analysis.quality[:3]:
        yield Sentence(note.text, (*note.values.values(), overview.rows), rank=3)
