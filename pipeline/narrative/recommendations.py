"""The recommendations: what to decide, what to check, whom to ask, from what was found in this table."""

from collections import Counter
from collections.abc import Iterator

from pipeline import wording
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.kind import in_general
from pipeline.narrative.overview import Overview
from pipeline.narrative.prose import Paragraph, Sentence, most_shared
from pipeline.narrative.quality_advice import on_quality
from pipeline.narrative.telling import decisions
from pipeline.options import Options
from pipeline.story import Analysis, ColumnType, Finding, QualityNote

MAX_WORDS = 250  # words
MAX_ITEMS = 6  # in all, where something was found
MAX_OF_A_KIND = 2
FEW_ROWS = 200


def recommendations(analysis: Analysis, overview: Overview, options: Options) -> list[Paragraph]:
    """The decisions first, then advice on findings, then what to mend; general advice only where nothing is decided."""
    decided = list(decisions(analysis))[:MAX_ITEMS]
    items: list[tuple[Sentence, ...]] = [(sentence,) for sentence in decided]
    items += _on_findings(analysis, general=not decided)
    shared = most_shared(analysis.findings[:MAX_ITEMS], analysis.dataset.columns)
    if shared is not None and not decided:
        text = (
            f"Settle early what {wording.name(shared)} stands for and how it is recorded: much of what was found "
            "rests on it, so a slip in it would run through all of that."
        )
        items.append((Sentence(text, rank=8),))
    mend = [s for note in _worst(analysis) for s in on_quality(note)]
    following = [] if decided else [(sentence,) for sentence in _next(analysis, overview, options)]
    if mend:
        items = items[: MAX_ITEMS - 1]  # what is wrong in the file is never left out
        items.append((*mend[:1], *(Sentence(s.text, s.values, rank=9) for s in mend[1:2])))
    return [Paragraph(sentences, bullet=True) for sentences in [*items, *following][:MAX_ITEMS]]


def _on_findings(analysis: Analysis, *, general: bool) -> list[tuple[Sentence, ...]]:
    """Advice on the findings that are shown; ``general``: also such as would fit any finding."""
    kinds: Counter[str] = Counter()
    items = []
    for place, finding in enumerate(_shown(analysis)[:MAX_ITEMS]):
        if kinds[finding.kind] < MAX_OF_A_KIND:
            sentences = KINDS[finding.kind].advice(finding, kinds[finding.kind])
            if not sentences or (not general and sentences == in_general(finding, kinds[finding.kind])):
                continue
            kinds[finding.kind] += 1
            if place >= 3:
                first, *rest = sentences
                sentences = (Sentence(first.text, first.values, rank=3 + place), *rest)
            items.append(sentences)
    return items


def _shown(analysis: Analysis) -> list[Finding]:
    told = {point for section in analysis.outline.sections for point in section.points}
    return [finding for finding in analysis.findings if finding.id in told or not told]


def _worst(analysis: Analysis) -> list[QualityNote]:
    order = {"duplicates": 0, "missing": 1, "constant": 2}
    return sorted((note for note in analysis.quality if note.kind in order), key=lambda note: order[note.kind])


def _next(analysis: Analysis, overview: Overview, options: Options) -> Iterator[Sentence]:
    columns = analysis.dataset.columns
    if not any(column.type is ColumnType.DATETIME for column in columns):
        yield Sentence("Add a date to each row if there is one: without it, nothing can be said about change.", rank=9)
    if not analysis.findings:
        if overview.rows < FEW_ROWS:
            rows = wording.count(overview.rows, "row")
            yield Sentence(
                f"Collect more before deciding anything: {rows} can only show very large differences.",
                overview.values(),
            )
        yield Sentence(
            "Check the types of the columns in the preview: a number or a date that was read as text can't be compared."
        )
        yield Sentence(
            "If there is a question behind this table, add the columns that could answer it, or name the column it is "
            "about when creating the story.",
            rank=1,
        )
    elif options.focus is None and options.subject is None:
        yield Sentence(
            "If another column matters more, create the story again with that one as its subject: it then begins with "
            "it, and with what goes with it.",
            rank=10,
        )
    if analysis.findings:
        yield Sentence("Run the same story on the next period's file: what shows again there can be relied on.", rank=4)
