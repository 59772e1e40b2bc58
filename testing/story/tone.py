"""How a story sounds, in figures: how easily it reads, what it says of method, what it says over and over."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyphen

from pipeline.wording import Wording, plain
from testing.story.told import Document, points

METHOD = re.compile(
    r"\b(tests?|tested|chance|false|discovery|p-value|q-value|columns?|rows?|table|file|looked for|significan\w+|"
    r"sampled?|honest result|median of|statistic\w*|hypothes\w+)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ASIDE = re.compile(r"\*\*(?:\\.|[^\\])+?\*\*|\d[\d,.]*|[:;.,()\n]")  # names, numbers and stops end a phrase
PHRASE = 4  # words that make a phrase
OFTEN = 2  # times that a story may say one
MOST_METHOD = 0.15  # of the summary's words
MOST_BARE = 0.2  # of the headlines
LONGEST = 25  # words a sentence
LEAST_EASE = 50  # Flesch: fairly difficult ends there
NUMBER_SYLLABLES = 1  # a number or a name is read at a glance
_hyphens = pyphen.Pyphen(lang="en_US")


@dataclass(frozen=True)
class Tone:
    """Shares from 0 to 1."""

    method: float  # of the summary's words, those in sentences about method or the table's make-up
    no_figure: float  # of the shown headlines
    raw_names: int  # words with an underscore, in the summary and the headlines
    sentence_length: float  # words, in the summary
    lead_ease: float  # Flesch (1948): 60 to 70 is plain English, under 30 a scientific paper
    headline_ease: float
    repeated: tuple[str, ...]  # phrases that the shown text says more than twice


def tone(story: Document) -> Tone:
    """Figures of one story."""
    summary = plain(story["narratives"]["summary"])
    said = [s for s in SENTENCE.split(summary) if s]
    folded = set(story["outline"]["folded"])
    shown = [point for point in points(story) if point["id"] not in folded]
    headlines = [plain(point["headline"]) for point in shown]
    texts = [text for point in shown for text in (point["headline"], point["text"])]
    return Tone(
        method=about_method(said),
        no_figure=sum(not re.search(r"\d", headline) for headline in headlines) / max(1, len(headlines)),
        raw_names=len(re.findall(r"\w+_\w+", " ".join((summary, *headlines)))),
        sentence_length=sum(len(s.split()) for s in said) / max(1, len(said)),
        lead_ease=reading_ease(SENTENCE.split(summary.partition("\n\n")[0])),
        headline_ease=reading_ease(headlines),
        repeated=repeated((*texts, story["narratives"].get("recommendations", "")), names_of(story)),
    )


def faults(found: Tone) -> list[str]:
    """What is wrong with how a story sounds, each with its figure and the limit; nothing where all is well."""
    judged = {
        f"words about method {found.method:.0%} of {MOST_METHOD:.0%}": found.method < MOST_METHOD,
        f"headlines without a figure {found.no_figure:.0%} of {MOST_BARE:.0%}": found.no_figure < MOST_BARE,
        f"raw names {found.raw_names} of 0": not found.raw_names,
        f"words a sentence {found.sentence_length:.0f} of {LONGEST}": found.sentence_length < LONGEST,
        f"reading ease of the lead {found.lead_ease:.0f} of {LEAST_EASE}": found.lead_ease > LEAST_EASE,
        f"reading ease of headlines {found.headline_ease:.0f} of {LEAST_EASE}": found.headline_ease > LEAST_EASE,
        f"phrases said more than twice: {', '.join(found.repeated)}": not found.repeated,
    }
    return [fault for fault, is_well in judged.items() if not is_well]


def about_method(sentences: Sequence[str]) -> float:
    """The share of words that stand in sentences about method or the table's make-up."""
    words = [len(s.split()) for s in sentences]
    return sum(n for n, s in zip(words, sentences, strict=True) if METHOD.search(s)) / max(1, sum(words))


def reading_ease(sentences: Sequence[str]) -> float:
    """Flesch's reading ease of sentences, their syllables by Knuth and Liang's hyphenation; no sentence is 100.

    It knows length alone: a short sentence of short words that says nothing scores high.
    """
    said = [s.split() for s in sentences if s.split()]
    count = sum(map(len, said))
    if not count:
        return 100.0
    syllables = sum(_syllables(word) for words in said for word in words)
    return 206.835 - 1.015 * count / len(said) - 84.6 * syllables / count


def _syllables(word: str) -> int:
    if not WORD.search(word):
        return NUMBER_SYLLABLES
    return sum(len(_hyphens.positions(part)) + 1 for part in WORD.findall(word))


def names_of(story: Document) -> list[str]:
    """What a story's sentences call by a name of the file: columns, as they are and for people, and groups."""
    told = [point for kind in ("facts", "findings") for point in story[kind]]
    values = [value for point in told for value in point["values"].values()]
    subject = story.get("subject") or {}
    spoken = Wording(subject.get("names") or {})
    candidates = (subject.get("column"), *(subject.get("alternatives") or ()))
    names = {name for name in (*values, *candidates) if isinstance(name, str) and name}
    names |= {column for point in told for column in point["columns"]}
    names |= {spoken.name(name) for name in names}  # of derived ones too: time to close
    return sorted(_as_within_sentences({*names, *spoken.names.values()}), key=len, reverse=True)


def _as_within_sentences(names: set[str]) -> set[str]:
    """The names, and as they stand within a sentence, with a small letter."""
    return names | {name[:1].lower() + name[1:] for name in names}


def repeated(texts: Iterable[str], names: Sequence[str] = ()) -> tuple[str, ...]:
    """Phrases of four words, without names and numbers, that stand in more than two of the texts."""
    counts = Counter(phrase for text in texts for phrase in _phrases(_without(text, names)))
    return tuple(" ".join(phrase) for phrase, times in counts.most_common() if times > OFTEN)


def _phrases(text: str) -> set[tuple[str, ...]]:
    """Each run of four words that no name, number or stop cuts."""
    phrases = set()
    for part in ASIDE.split(text):
        said = [word.lower() for word in WORD.findall(part)]
        phrases |= {tuple(said[i : i + PHRASE]) for i in range(len(said) - PHRASE + 1)}
    return phrases


def frame_of(item: str, names: Sequence[str] = ()) -> str:
    """A sentence without its names and numbers: two tables that give the same one get a template's words."""
    return " ".join(ASIDE.sub("…", _without(item.removeprefix("- "), names)).split())


def _without(text: str, names: Sequence[str]) -> str:
    """The text with a stop in place of each name, the longest first."""
    if not names:
        return text
    any_name = "|".join(re.escape(name) for name in names if name)
    return re.sub(rf"(?<!\w)(?:{any_name})(?!\w)", ".", plain(text))
