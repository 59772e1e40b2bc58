"""Text that was decoded in the wrong encoding and saved so: ``MÃ¼nchen`` becomes ``München`` again."""

import re
from collections.abc import Collection, Mapping
from functools import cache

from pipeline.reading.records import Repairs

TAKEN_FOR = ("cp1252", "latin-1", "cp1251", "cp1250", "mac_roman", "cp437", "cp850", "cp1254", "cp1253")
WORD = re.compile(r"[^ \r\n\t,;|\"]*[^\x00-\x7f][^ \r\n\t,;|\"]*")
MOST_WORDS = 2_000  # different ones; enough to see that most were decoded twice
LEAST_WORDS = 2  # different ones: a single one may be meant
LEAST_SHARE = 0.5  # of the different words beyond ASCII
MOST_TIMES = 3  # a file may have been saved wrongly again and again
PHONETIC = re.compile("[\u0250-\u036f]")  # what a French capital before a closing mark would become: no text has it


def mend(text: str, repairs: Repairs) -> str:
    """The text with its wrongly decoded words mended, if these are most of its words beyond ASCII.

    By chance, hardly a word in any language makes valid UTF-8 in any of these encodings; so that what most words of a
    file become is what they were. ``repairs`` is told of the lines that were changed.
    """
    for _ in range(MOST_TIMES):
        if text.isascii():
            break
        lines = text.split("\n")
        changed = _once_mended(lines)
        rows = [after for before, after in zip(lines, changed, strict=True) if before != after]
        if not rows:
            break
        if not repairs.counts["decoded_twice"]:
            repairs.note("decoded_twice", rows[0], len(rows))
        text = "\n".join(changed)
    return text


def _once_mended(lines: list[str]) -> list[str]:
    """The lines after their wrongly decoded words were decoded rightly once."""
    words = {word for line in lines if not line.isascii() for word in WORD.findall(line)}
    mended = mended_words(words)
    return [line if line.isascii() else replaced(line, mended) for line in lines] if mended else lines


def mended_words(words: Collection[str]) -> dict[str, str]:
    """The words that were decoded wrongly, with what they were; none where they are too few to be sure."""
    sample = sorted(words)[:: max(1, len(words) // MOST_WORDS)]
    found = {name: sum(_encoded_again(word, name) is not None for word in sample) for name in TAKEN_FOR}
    best = max(found, key=lambda name: found[name])
    if found[best] < max(LEAST_WORDS, LEAST_SHARE * len(sample)):
        return {}
    return {word: again for word in words if (again := _encoded_again(word, best)) is not None}


def replaced(line: str, mended: Mapping[str, str]) -> str:
    """A line with its mended words."""
    return WORD.sub(lambda found: mended.get(found.group(), found.group()), line)


def _encoded_again(word: str, name: str) -> str | None:
    """What the word's bytes in this encoding say in UTF-8; None where they are none, or nothing a text would say."""
    codes = _bytes_of(name)
    try:
        again = bytes(ord(char) if char < "\x80" else codes[char] for char in word).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return None if PHONETIC.search(again) else again


@cache
def _bytes_of(name: str) -> Mapping[str, int]:
    """The characters beyond ASCII of an encoding; a byte that it lacks is the control character of its number."""
    return {
        **{chr(byte): byte for byte in range(128, 160)},
        **{bytes([byte]).decode(name, "ignore") or chr(byte): byte for byte in range(128, 256)},
    }
