"""Which encoding the bytes of a text have."""

import codecs
import re
import unicodedata
from collections import Counter
from pathlib import Path

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MULTIBYTE = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
SINGLE_BYTE = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859-2",
    "mac_roman",
    "koi8-r",
    "cp437",
    "cp850",
    "cp866",
)
JAPANESE = ("shift_jis", "euc_jp")
# First bytes of the characters that are in daily use, by the national standards.
COMMON = {
    "shift_jis": (0x88, 0x97),
    "euc_jp": (0xB0, 0xCF),
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "euc_kr": (0xB0, 0xC8),
}
SAMPLE = 1 << 18
SCANNED = 1 << 20
PRIOR = {"cp1252": 0.1}  # far the most frequent
# Letters beyond ASCII of each language: text is in one of them, more or less.
LANGUAGES = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "éèêëàâçîïôùûüœæ",
        "äöüß",
        "áéíóúñü",
        "ãõáéíóúâêôç",
        "àèéìòù",
        "åäöæøé",
        "áčďéěíňóřšťúůýžľĺŕôä",
        "ąćęłńóśźż",
        "áéíóöőúüű",
        "ăâîșțşţ",
        "čćđšž",
        "çğıİöşüâ",
        "āčēģīķļņšūž",
        "ąčęėįšųūž",
        "äõöüšž",
        "áðéíóúýþæö",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
    )
)
# Signs that stand in tables of the old encodings, beside letters.
SIGNS = frozenset("€£°²³µ–—’‘“”„«»…·¿¡×±½¼§©®™ª\u00a0")


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
    if content.isascii() or _decodes(content, "utf-8", cut):
        return "utf-8"
    sample = _around_high_bytes(content[:SAMPLE])
    scores = {name: score for name in MULTIBYTE + SINGLE_BYTE if (score := plausibility(sample, name)) is not None}
    return max(scores, key=lambda name: scores[name], default="cp1252")


def detect_file(path: Path, most: int | None = None) -> str | None:
    """The encoding of a large file: that of its first megabyte that is not all ASCII.

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
    if chunk is first:
        return detect(first, cut=True)
    return detect(chunk[chunk.find(b"\n") + 1 :] or chunk, cut=True)


def plausibility(sample: bytes, name: str) -> float | None:
    """How much like text the characters beyond ASCII look in this encoding, up to 1; None where it can't be it."""
    strict = name in MULTIBYTE
    try:
        text = sample.decode(name, "strict")
    except UnicodeDecodeError as error:
        if strict and error.start < len(sample) - 4:
            return None
        text = sample.decode(name, "replace")
    beyond = [(before, char, after) for before, char, after in _neighbours(text) if ord(char) > 127]
    if not beyond:
        return None
    if strict:
        score = sum(_east_asian(before, char, after, name) for before, char, after in beyond) / len(beyond)
        kana = any(0x3040 <= ord(char) <= 0x30FF for _, char, _ in beyond)
        return 1.8 * score - (0.5 if name in JAPANESE and not kana else 0)
    score = sum(_single_byte(before, char, after) for before, char, after in beyond) / len(beyond)
    return score + _in_one_language([char for _, char, _ in beyond]) + PRIOR.get(name, 0.0)


def _in_one_language(chars: list[str]) -> float:
    """The share of the characters that a single language has, signs included; of the language that has most."""
    signs = sum(char in SIGNS for char in chars)
    return (signs + max(sum(char in language for char in chars) for language in LANGUAGES)) / len(chars)


def _decodes(content: bytes, name: str, cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)("strict").decode(content, final=not cut)
    except UnicodeDecodeError as error:
        # A single damaged character in much good UTF-8 doesn't make it something else.
        rest = content[error.end :]
        good = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", content))
        bad = _bad_bytes(rest, name) + 1
        return good > 20 * bad
    return True


def _bad_bytes(content: bytes, name: str) -> int:
    return content.decode(name, "replace").count("\ufffd")


def _without_mark(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, by the places of its zero bytes."""
    if len(head) < 8 or b"\0" not in head:
        return None
    zeros = Counter(index % 4 for index, byte in enumerate(head) if byte == 0)
    quarter = len(head) / 4
    share = [zeros[place] / quarter for place in range(4)]
    if min(share[1], share[2], share[3]) > 0.9 and share[0] < 0.5:
        return "utf-32-le"
    if min(share[0], share[1], share[2]) > 0.9 and share[3] < 0.5:
        return "utf-32-be"
    if min(share[1], share[3]) > 0.6 and max(share[0], share[2]) < 0.1:
        return "utf-16-le"
    if min(share[0], share[2]) > 0.6 and max(share[1], share[3]) < 0.1:
        return "utf-16-be"
    return None


def _around_high_bytes(content: bytes) -> bytes:
    """The lines that have bytes beyond ASCII: they decide."""
    lines = [line for line in re.split(rb"[\r\n]+", content) if not line.isascii()]
    return b"\n".join(lines[:2000])


def _neighbours(text: str) -> "zip[tuple[str, str, str]]":
    return zip(" " + text, text, text[1:] + " ", strict=False)


def _east_asian(before: str, char: str, after: str, name: str) -> float:
    code = ord(char)
    if char == "\ufffd":
        return -4.0
    if ord(before) < 128 and ord(after) < 128 and (before.isalnum() or after.isalnum()):
        return (
            -1.0
        )  # alone between ASCII letters or digits: rather a letter or sign of a single byte with its neighbour
    if 0x3040 <= code <= 0x30FF or 0x3000 <= code <= 0x303F:  # kana and marks: only Japanese text has them
        return 1.2
    if 0xAC00 <= code <= 0xD7AF and name == "euc_kr":
        return 1.2
    if 0x4E00 <= code <= 0x9FFF:
        low, high = COMMON[name]
        return 1.1 if low <= char.encode(name)[0] <= high else 0.1
    if 0xFF61 <= code <= 0xFF9F:  # half-width kana: what other bytes look like in Shift-JIS
        return -0.3
    return 0.9 if 0xFF00 <= code <= 0xFFEF else -1.0


def _single_byte(before: str, char: str, after: str) -> float:
    if char == "\ufffd" or unicodedata.category(char) == "Cc":
        return -3.0
    if char.isalpha():
        return _letter(before, char, after)
    if char in SIGNS:
        amid = before.isalpha() and after.isalpha() and char not in "’–"
        return -0.5 if amid or (after.isalpha() and char in "®©™±½¼·") else 0.6
    return -1.0


def _letter(before: str, char: str, after: str) -> float:
    script = _script(char)
    score = 0.6
    for neighbour in (before, after):
        if neighbour.isalpha() and _script(neighbour) != script:
            score -= 0.6
        elif script == "latin" and ord(neighbour) > 127:  # two such letters in a row are rare
            score -= 0.4
    if script != "latin" and (before.isalpha() or after.isalpha()):
        score += 0.3
    if char.isupper() and before.islower():
        score -= 1.0
    if char.islower() and before.isupper() and after.isupper():
        score -= 0.5
    if not before.isalpha() and not after.isalpha():
        score -= 0.5
    return score


def _script(char: str) -> str:
    if ord(char) < 0x250:
        return "latin"
    return "greek" if ord(char) < 0x400 else "cyrillic" if ord(char) < 0x530 else "other"
