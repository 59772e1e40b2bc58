"""How stories of real data sets do against what is known of them: what must be said, and what must not."""

import logging
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.analysis import analyze
from pipeline.analysis.sql import one_row
from pipeline.narrative import narrate
from pipeline.options import Options
from pipeline.reading import read
from pipeline.story import Analysis, Finding, Narratives, Table
from pipeline.wording import plain
from testing.truth.real_data import REAL, Known, Say

CAUSAL = re.compile(r"\b(because of|caus(?:e|es|ed|ing)|leads? to|due to|drives|thanks to)\b", re.IGNORECASE)
UNWRITTEN = re.compile(r"\b(nan|None|inf|Decimal|Timestamp)\b")


@dataclass(frozen=True)
class MadeStory:
    """A story and what went wrong while it was made."""

    analysis: Analysis
    narratives: Narratives
    wrong: tuple[str, ...]  # SQL that doesn't give its values again, sentences that were dropped


@dataclass(frozen=True)
class RealScore:
    """What one real data set's story misses, and what it says that it must not."""

    missed: tuple[str, ...]
    forbidden: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether all is said that must be, and nothing else."""
        return not (self.missed or self.forbidden or self.wrong)


def real_score(name: str) -> RealScore:
    """Make the story of a real data set from a CSV file, and compare it with what is known."""
    known = REAL[name]
    made = _make_story(name, known)
    return RealScore(
        missed=tuple(str(say) for say in known.must if not _is_said(made, say)),
        forbidden=tuple(str(say) for say in known.must_not if _is_said(made, say)),
        wrong=(*made.wrong, *_wrong_anywhere(made)),
    )


def _make_story(name: str, known: Known) -> MadeStory:
    dropped = _Dropped()
    logger = logging.getLogger("pipeline")
    logger.addHandler(dropped)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.csv"
            known.load().to_csv(path, index=False)
            options = Options(focus=known.focus)
            table = read(path, options, lambda _: None)
            try:
                analysis = analyze(table, options, lambda _: None)
                wrong = [f.sql for f in analysis.findings if not _proves(table, f)]
            finally:
                table.close()
            analysis, narratives = narrate(analysis, options, lambda _: None)
    finally:
        logger.removeHandler(dropped)
    return MadeStory(analysis, narratives, (*wrong, *dropped.sentences))


def _proves(table: Table, finding: Finding) -> bool:
    """Whether the finding's SQL gives its values again, each as a plain type."""
    row = table.connection.execute(finding.sql).fetchone() or ()
    plain = not any(isinstance(value, Decimal) for value in row)
    return plain and one_row(table.connection, finding.sql) == finding.values


class _Dropped(logging.Handler):
    """Keeps the sentences that the number check dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() == "sentence dropped":
            self.sentences.append(f"dropped: {getattr(record, 'sentence', '')}")


def _is_said(made: MadeStory, say: Say) -> bool:
    notes = [note for note in made.analysis.quality if note.kind in say.kinds]
    if any(say.columns <= set(note.columns) and re.search(say.text, plain(note.text)) for note in notes):
        return True
    return any(_says(finding, say) for finding in made.analysis.findings[: say.within])


def _says(finding: Finding, say: Say) -> bool:
    if say.kinds and finding.kind not in say.kinds:
        return False
    text = plain(" ".join((finding.headline, finding.text, *finding.caveats)))
    return say.columns <= {*finding.columns, *finding.subjects} and bool(re.search(say.text, text))


def _wrong_anywhere(made: MadeStory) -> Iterator[str]:
    """What no story may have, whatever its data: causal words, values that weren't written, the same thing twice."""
    texts = [made.narratives.summary, made.narratives.key_findings, made.narratives.recommendations]
    texts += [" ".join((f.headline, f.text, *f.caveats)) for f in made.analysis.findings]
    for text in texts:
        outside_names = re.sub(r"\*\*.*?\*\*", "", text)
        for pattern in (CAUSAL, UNWRITTEN):
            found = pattern.search(outside_names)
            if found:
                yield f"{found[0]!r} in {text[:80]!r}"
    headlines = [finding.headline for finding in made.analysis.findings]
    yield from (f"told twice: {headline}" for headline in {h for h in headlines if headlines.count(h) > 1})
    structures = [set(note.columns) for note in made.analysis.quality if note.kind == "structure"]
    pairs = [columns for columns in structures if len(columns) == 2]
    for finding in made.analysis.findings:
        if len(finding.columns) > 1 and finding.kind in {"correlation", "relationship", "difference", "rate"}:
            yield from (f"structure as insight: {finding.headline}" for pair in pairs if pair <= set(finding.columns))
