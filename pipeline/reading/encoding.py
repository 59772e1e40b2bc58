"""Which encoding the bytes of a text have, and the text that they make."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import BinaryIO

from pipeline.reading.plausibility import MULTIBYTE, SINGLE_BYTE, plausibility
from pipeline.reading.records import Repairs

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
SAMPLE_LINES = 4_000
WINDOWS = 16  # parts of the file that the lines of the sample come from
LEAST_WINDOW = 1 << 18  # bytes
LONGEST_LINE = 1 << 14  # bytes; of a longer one only so much on either side of a character
SCANNED = 1 << 20
UTF8_SHARE = 0.3  # of the lines beyond ASCII; if so many are UTF-8 the file is, and the others were added to it
LEGACY = 1.2  # plausibility from which on a line that is no UTF-8 is in another encoding, not damaged


@dataclass(frozen=True)
class Wide:
    """An encoding of two or four bytes a character: which of four bytes are mostly zero, and which are not."""

    name: str
    zero: tuple[int, ...]
    other: tuple[int, ...]
    least: float
    most: float

    def fits(self, share: Sequence[float]) -> bool:
        """Whether the ``share`` of zeros at each place is that of this encoding."""
        return min(share[at] for at in self.zero) > self.least and max(share[at] for at in self.other) < self.most


WIDE = (
    Wide("utf-32-le", (1, 2, 3), (0,), 0.9, 0.5),
    Wide("utf-32-be", (0, 1, 2), (3,), 0.9, 0.5),
    Wide("utf-16-le", (1, 3), (0, 2), 0.6, 0.1),
    Wide("utf-16-be", (0, 2), (1, 3), 0.6, 0.1),
)


def detect(content: bytes, *, cut: bool = False) -> str:
    """The name of the encoding as Python knows it; ``cut`` if ``content`` may end within a character.

    A byte order mark decides; then where zero bytes stand; then whether it is UTF-8; then which of the older encodings
    makes the most plausible text.
    """
    for bom, name in BOMS:
        if content.startswith(bom):
            return name
    if wide := _without_mark(content[:4096]):
        return wide
    if content.isascii() or _decodes(content, cut):
        return "utf-8"
    lines = lines_beyond_ascii(content)
    if _is_mostly_utf8(lines):
        return "utf-8"
    return _most_plausible(lines)


def detect_file(path: Path, most: int | None = None) -> str | None:
    """The encoding of a large file, by all of its lines beyond ASCII in the first megabyte that has some.

    None where its first ``most`` bytes are all ASCII, and more follow.
    """
    with path.open("rb") as file:
        first = chunk = file.read(SCANNED)
        while chunk and chunk.isascii() and b"\0" not in first[:4096]:
            if most is not None and file.tell() >= most:
                return None
            chunk = file.read(SCANNED)
        if not chunk:
            return "utf-8"
        if chunk is not first:
            chunk = chunk[chunk.find(b"\n") + 1 :] or chunk
        found = detect(chunk, cut=True)
        if found in MULTIBYTE + SINGLE_BYTE:  # such a file is copied anyway: all of it may say which one it is
            return _most_plausible([*lines_beyond_ascii(chunk), *_further_lines(file)])
        return found


def is_utf8(path: Path) -> bool:
    """Whether a whole file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as file:
        try:
            while chunk := file.read(SCANNED):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def is_known(name: str) -> bool:
    """Whether a file that tells this encoding can be read in it: it may say ``undefined``, or be damaged there."""
    try:
        b"\xff".decode(name, "replace")
    except (LookupError, ValueError):  # no such codec, or none that reads any bytes
        return False
    return True


def decode(content: bytes, encoding: str, repairs: Repairs) -> str:
    """The text; a line of UTF-8 that is in another encoding is read in that; what is no character becomes \ufffd."""
    if encoding in ("utf-8", "utf-8-sig") and not content.isascii():
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            return _line_by_line(content, encoding, repairs)
    text = content.decode(encoding, errors="replace")
    if "\ufffd" in text:
        _note_undecodable(text.split("\n"), repairs)
    return text


def lines_beyond_ascii(content: bytes) -> list[bytes]:
    """Some of the lines that have bytes beyond ASCII, from all parts of the content: they decide."""
    lines: list[bytes] = []
    width = max(len(content) // WINDOWS, LEAST_WINDOW)
    taken = 0
    for window in range(0, len(content), width):
        place, most = max(window, taken), len(lines) + SAMPLE_LINES // WINDOWS
        while len(lines) < most and (found := BEYOND_ASCII.search(content, place, window + width)):
            start, end = _line_around(content, found.start(), taken)
            lines.append(content[start:end])
            place = taken = end
    return lines


def _line_around(content: bytes, place: int, least: int) -> tuple[int, int]:
    least, most = max(least, place - LONGEST_LINE), min(place + LONGEST_LINE, len(content))
    start = max(content.rfind(b"\n", least, place), content.rfind(b"\r", least, place), least - 1) + 1
    return start, min((end for mark in (b"\n", b"\r") if (end := content.find(mark, place, most)) >= 0), default=most)


def _further_lines(file: BinaryIO) -> Iterator[bytes]:
    taken = 0
    while taken < SAMPLE_LINES and (chunk := file.read(SCANNED)):
        lines = lines_beyond_ascii(chunk[chunk.find(b"\n") + 1 : chunk.rfind(b"\n")])[: SAMPLE_LINES // 4]
        taken += len(lines)
        yield from lines


def _most_plausible(lines: list[bytes]) -> str:
    sample = b"\n".join(lines)
    scores = {name: score for name in MULTIBYTE + SINGLE_BYTE if (score := plausibility(sample, name)) is not None}
    return max(scores, key=lambda name: scores[name], default="cp1252")


def _decodes(content: bytes, cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(content, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(lines: list[bytes]) -> bool:
    """Whether enough of the lines are UTF-8, with two letters at least; no other encoding has so many by chance.

    A line in which a character is damaged amid others counts as well.
    """
    good = [line for line in lines if _decodes(line, cut=False)]
    letters = {found for line in good for found in re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", line)}
    if len(letters) < 2 and len(good) < 0.8 * len(lines) and not _are_lone(lines, set(good)):
        return False
    damaged = sum(len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", line)) > 20 for line in lines if line not in set(good))
    return len(good) + damaged >= UTF8_SHARE * len(lines)


def _are_lone(lines: list[bytes], good: set[bytes]) -> bool:
    """Whether the other lines have single letters beyond ASCII: no East Asian encoding, in which two bytes make one."""
    return not any(re.search(rb"[\x80-\xff]{2}", line) for line in lines if line not in good)


def _line_by_line(content: bytes, encoding: str, repairs: Repairs) -> str:
    lines = content.removeprefix(codecs.BOM_UTF8 if encoding == "utf-8-sig" else b"").split(b"\n")
    odd = {line for line in lines if not line.isascii() and not _decodes(line, cut=False)}
    mended = _in_legacy(odd)
    texts = [mended.get(line) or line.decode("utf-8", "replace") for line in lines]
    if rows := [mended[line] for line in lines if line in mended]:
        repairs.note("mixed_encodings", rows[0], len(rows))
    _note_undecodable(compress(texts, map(odd.__contains__, lines)), repairs)
    return "\n".join(texts)


def _in_legacy(odd: Iterable[bytes]) -> dict[bytes, str]:
    """The lines that are no UTF-8 at all, in the encoding that they all have; none where they have none plausibly."""
    legacy = [line for line in odd if not re.search(rb"[\xc2-\xf4][\x80-\xbf]", line)]
    if not legacy:
        return {}
    other = _most_plausible(legacy[:SAMPLE_LINES])
    if (plausibility(b"\n".join(legacy[:SAMPLE_LINES]), other) or 0) < LEGACY:
        return {}
    return {line: line.decode(other, "replace") for line in legacy}


def _note_undecodable(lines: Iterable[str], repairs: Repairs) -> None:
    bad = [line for line in lines if "\ufffd" in line]
    if bad:
        repairs.note("undecodable", bad[0], len(bad))


def _without_mark(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, by the places of its zero bytes."""
    if len(head) < 8 or b"\0" not in head:
        return None
    share = [4 * head[place::4].count(0) / len(head) for place in range(4)]
    return next((each.name for each in WIDE if each.fits(share)), None)
