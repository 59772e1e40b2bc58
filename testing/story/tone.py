"""How a story sounds, in figures: words about method, headlines without a figure, raw names of columns, sentences."""

import re
from dataclasses import dataclass

from pipeline.wording import plain
from testing.story.told import Document, points

METHOD = re.compile(
    r"\b(tests?|tested|chance|false|discovery|p-value|q-value|columns?|rows?|table|file|looked for|significan\w+|"
    r"sampled?|honest result|median of|statistic\w*|hypothes\w+)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Tone:
    """Shares from 0 to 1."""

    method: float  # of the summary's words, those in sentences about method or the table's make-up
    no_figure: float  # of the shown headlines
    raw_names: int  # words with an underscore, in the summary and the headlines
    sentence_length: float  # words, in the summary


def tone(story: Document) -> Tone:
    """Figures of one story."""
    summary = plain(story["narratives"]["summary"])
    sentences = [s for s in SENTENCE.split(summary) if s]
    words = [len(s.split()) for s in sentences]
    about_method = sum(n for n, s in zip(words, sentences, strict=True) if METHOD.search(s))
    folded = set(story["outline"]["folded"])
    headlines = [plain(point["headline"]) for point in points(story) if point["id"] not in folded]
    bare = sum(not re.search(r"\d", headline) for headline in headlines)
    raw = re.findall(r"\w+_\w+", " ".join((summary, *headlines)))
    return Tone(
        method=about_method / max(1, sum(words)),
        no_figure=bare / max(1, len(headlines)),
        raw_names=len(raw),
        sentence_length=sum(words) / max(1, len(sentences)),
    )
