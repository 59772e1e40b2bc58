"""Names that don't say what they name: they are quoted, and spoken of as labels."""

import re
from functools import lru_cache

from pipeline.wording.markdown import name as in_bold
from pipeline.wording.names import split
from pipeline.wording.nouns import Noun, is_plural, singular, with_article
from pipeline.wording.vocabulary import (
    ABBREVIATIONS,
    ACRONYMS,
    COMMON,
    COUNTABLE,
    FOREIGN_NOUNS,
    OWNED,
    PERSONS,
    PLAIN_ADJECTIVES,
    THINGS,
)

KNOWN = frozenset(
    {*COMMON, *THINGS, *PERSONS, *COUNTABLE, *OWNED, *PLAIN_ADJECTIVES, *FOREIGN_NOUNS}
    | {word for spelled in ABBREVIATIONS.values() for word in spelled.split()}
)

SHORT = 2  # letters of a name that is no word: vs, am, ym
MIXED = re.compile(r"(?=.*[^\W\d_])(?=.*\d)")  # A1, pop1517
NO_WORD = re.compile(r"[b-df-hj-np-tv-xz]{5}", re.IGNORECASE)  # avgprs: no English word but lengths has five of them


CLAUSE = frozenset({"is", "are", "was", "were", "i", "my", "we", "you", "would", "do", "does", "can"})  # of questions


@lru_cache(maxsize=4096)
def is_label(name: str) -> bool:
    """Whether a name can't stand in a sentence for what it names: ``vs``, ``A1``, ``low``, ``Pay is fair``."""
    word = name.strip()
    if is_statement(word):
        return True
    if not word or " " in word or word.casefold() in ACRONYMS:
        return False
    if word.casefold() in PLAIN_ADJECTIVES:
        return True
    letters = sum(letter.isalpha() for letter in word)
    return word.isascii() and (letters <= SHORT or bool(MIXED.match(word)) or bool(NO_WORD.search(word)))


def is_statement(name: str) -> bool:
    """Whether a name is a sentence, which people answer: ``My manager listens to me``."""
    return bool(CLAUSE & set(name.casefold().split()))


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether a word of a header is one that everybody has, and nobody's name."""
    lower = word.casefold()
    return lower in KNOWN or singular(lower) in KNOWN


def one_had(display: str) -> str:
    """What somebody has one of, with its article: ``a **personal trainer**``; others as they are: ``**insurance**``."""
    words = display.casefold().split()
    one = bool(words) and words[-1].rpartition("-")[2] in HELPERS | OWNED | PERSONS and not is_plural(display)
    return f"{with_article(display).split(' ')[0]} {in_bold(display)}" if one else in_bold(display)


def is_quality(column: str, display: str, rows: Noun) -> bool:
    """Whether yes says what something is, not what it has: ``low``, ``urban``, ``is_member``; or nothing.

    Somebody is an ``owner``, but a house has an ``elevator``.
    """
    last = display.casefold().split()[-1] if display.split() else ""
    asks = {part.casefold() for part in split(column)[:1]} & {"is", "was"}
    is_had = display.casefold().startswith("has ") or _is_had(display.casefold().split())
    if not asks and is_had:
        return False
    is_adjective = last.endswith(ENDS) and not last.endswith("ment") and last not in THINGS_LIKE_ADJECTIVES
    is_somebody = (rows.is_person or rows.is_row) and last.endswith(ENDS_OF_PERSONS)
    return bool(asks) or is_label(display) or last in PLAIN_ADJECTIVES or is_adjective or is_somebody


def _is_had(words: list[str]) -> bool:
    """Whether several words name what somebody has: a ``personal trainer``, a ``reminder sent``."""
    if len(words) < 2:
        return False
    before, last = words[-2:]
    is_done = last.endswith("ed") or last in IRREGULAR
    is_of_a_noun = before not in ADVERBS and not before.endswith("ly")
    return last in HELPERS or (is_done and is_of_a_noun)


def is_no_possession(display: str) -> bool:
    """Whether nobody has or is what a yes answers, so that the yes itself is said: ``with status yes``."""
    return bool(display.split()) and display.casefold().split()[-1] in NO_POSSESSIONS


HELPERS = frozenset(  # whom somebody has, where two words name them: a family doctor
    {"trainer", "adviser", "advisor", "manager", "mentor", "tutor", "doctor", "lawyer", "sponsor", "teacher",
     "computer", "printer", "router", "server", "trailer", "offer", "order", "number", "counter", "cover", "letter"}
)  # fmt: skip
IRREGULAR = frozenset(
    {"sent", "paid", "given", "taken", "made", "done", "met", "held", "kept", "shown", "known", "sold"}
)
ADVERBS = frozenset(
    {"self", "ever", "never", "not", "pre", "well", "already", "currently", "part", "un", "non", "is", "was", "been",
     "first", "last", "once", "re", "most", "more", "half", "over", "under", "being"}
)  # fmt: skip
NO_POSSESSIONS = frozenset({"status", "result", "outcome", "flag", "label", "target", "state", "answer", "decision"})
ENDS = ("ed", "ive", "able", "ible", "ous", "ful", "ic", "al", "ent")  # of words for what something is
ENDS_OF_PERSONS = ("er", "or", "ist", "ian", "citizen")
THINGS_LIKE_ADJECTIVES = frozenset(
    {"accident", "event", "incident", "parent", "rent", "student", "hospital", "animal", "meal", "goal", "proposal",
     "approval", "renewal", "referral", "trial", "terminal", "music", "clinic", "traffic", "topic", "bed", "table",
     "cable", "drive"}
)  # fmt: skip
