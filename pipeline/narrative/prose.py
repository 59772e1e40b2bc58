"""Sentences with the values behind them, and how they become a section of a set length."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline import wording
from pipeline.narrative.statement import Statement
from pipeline.story import Column, ColumnType, Finding, Scalar


@dataclass(frozen=True)
class Sentence:
    """One or more sentences of Markdown; every number in them is one of ``values``, every name one of ``own``.

    ``rank`` says how much they are needed: 0 always, and the higher, the sooner they go where the section is too long.
    """

    text: str
    values: tuple[Scalar, ...] = ()
    rank: int = 0
    own: frozenset[str] | None = None  # the only names that it may state; None: any of the table's


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together; ``bullet`` makes it an item of a list."""

    sentences: tuple[Sentence, ...]
    bullet: bool = False


def section(paragraphs: Sequence[Paragraph], max_words: int) -> str:
    """Markdown of at most about ``most_words`` words: the least needed sentences go first, the later ones before."""
    paragraphs = list(paragraphs)
    while words(text := _joined(paragraphs)) > max_words:
        shorter = _without_the_least_needed(paragraphs)
        if shorter == paragraphs:
            break
        paragraphs = shorter
    return text


def words(markdown: str) -> int:
    """How many words a text has, as a reader counts them."""
    return sum(any(letter.isalnum() for letter in part) for part in markdown.split())


def about(finding: Statement[object], text: str, rank: int = 0) -> Sentence:
    """A sentence on a finding or a fact."""
    return Sentence(text, tuple(finding.values.values()), rank)


def subjects(finding: Statement[object]) -> tuple[str, ...]:
    """What a finding speaks of, in its kind's order: columns, or what was derived of them."""
    return finding.subjects or finding.columns


def names(columns: Iterable[str]) -> str:
    """Columns in a sentence: ``**a**, **b** and **c**``."""
    return wording.listing([wording.name(column) for column in columns])


def as_days(finding: Statement[object], keys: Sequence[str]) -> list[str]:
    """Moments among a finding's values, written as the finding itself writes them: ``March 2024``, ``2024``."""
    said = f"{finding.headline} {finding.text}"
    written = []
    for key in keys:
        moment = datetime.fromisoformat(str(finding.values[key]))
        ways = [wording.day(moment, grain) for grain in ("hour", "day", "month", "quarter", "year")]
        written.append(next((way for way in ways if way in said), wording.day(moment)))
    return written


def most_shared(findings: Sequence[Finding], columns: Sequence[Column], least: int = 3) -> str | None:
    """The column that most of the findings speak of, if that are ``least`` at least; a date ties nothing together."""
    dates = {column.name for column in columns if column.type is ColumnType.DATETIME}
    counts = Counter(name for finding in findings for name in dict.fromkeys(subjects(finding)) if name not in dates)
    column, count = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    return column if count >= least else None


def _joined(paragraphs: Iterable[Paragraph]) -> str:
    """Markdown: items of a list follow each other without a blank line."""
    told = [(paragraph.bullet, _text(paragraph)) for paragraph in paragraphs if _text(paragraph)]
    text = ""
    for place, (bullet, part) in enumerate(told):
        is_next = place > 0 and bullet and told[place - 1][0]
        text += ("\n" if is_next else "\n\n") + (f"- {part}" if bullet else part)
    return text.removeprefix("\n\n")


def _text(paragraph: Paragraph) -> str:
    return " ".join(sentence.text for sentence in paragraph.sentences if sentence.text)


def _without_the_least_needed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    ranked = [(s.rank, i, j) for i, p in enumerate(paragraphs) for j, s in enumerate(p.sentences) if s.rank and s.text]
    if not ranked:
        return list(paragraphs)
    _, i, j = max(ranked)
    shorter = list(paragraphs)
    kept = shorter[i].sentences[:j] + shorter[i].sentences[j + 1 :]
    if shorter[i].bullet and j == 0:
        kept = ()  # the rest of an item means nothing without its beginning
    shorter[i] = Paragraph(kept, shorter[i].bullet)
    return shorter
