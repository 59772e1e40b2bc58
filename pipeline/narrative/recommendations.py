"""The recommendations: what to check, whom to ask, what to do next, from what was found in this table."""

from collections import Counter
from collections.abc import Iterator

from pipeline import wording
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.overview import Overview
from pipeline.narrative.prose import Paragraph, Sentence, most_shared
from pipeline.narrative.quality_advice import on_quality
from pipeline.narrative.telling import decisions
from pipeline.options import Options
from pipeline.story import Analysis, ColumnType

MAX_WORDS = 250  # words
MAX_ITEMS = 6  # findings that get an item
MAX_OF_A_KIND = 2
FEW_ROWS = 200


def recommendations(analysis: Analysis, overview: Overview, options: Options) -> list[Paragraph]:
    """One item for each of the best findings, then what to mend in the data, then the next question."""
    items = [Paragraph((sentence,), bullet=True) for sentence in list(decisions(analysis))[:MAX_ITEMS]]
    items += [Paragraph(sentences, bullet=True) for sentences in _on_findings(analysis)]
    shared = most_shared(analysis.findings[:MAX_ITEMS], analysis.dataset.columns)
    if shared is not None:
        text = (
            f"Settle early what {wording.name(shared)} stands for and how it is recorded: much of what was found "
            "rests on it, so a slip in it would run through all of that."
        )
        items.append(Paragraph((Sentence(text, rank=8),), bullet=True))
    mend = [s for note in _worst(analysis) for s in on_quality(note)]
    if mend:
        items.append(Paragraph((*mend[:1], *(Sentence(s.text, s.values, rank=9) for s in mend[1:2])), bullet=True))
    items += [Paragraph((sentence,), bullet=True) for sentence in _next(analysis, overview, options)]
    return items


def _on_findings(analysis: Analysis) -> Iterator[tuple[Sentence, ...]]:
    kinds: Counter[str] = Counter()
    for place, finding in enumerate(analysis.findings[:MAX_ITEMS]):
        if kinds[finding.kind] < MAX_OF_A_KIND:
            sentences = KINDS[finding.kind].advice(finding, kinds[finding.kind])
            kinds[finding.kind] += 1
            if sentences and place >= 3:
                first, *rest = sentences
                sentences = (Sentence(first.text, first.values, rank=3 + place), *rest)
            yield sentences


def _worst(analysis: Analysis) -> list:
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
    elif options.focus is None:
        yield Sentence(
            "If one column matters most, create the story again with that column in focus: it then looks for what goes "
            "with it, and tests less beside it.",
            rank=10,
        )
    if analysis.findings:
        yield Sentence("Run the same story on the next period's file: what shows again there can be relied on.", rank=4)
