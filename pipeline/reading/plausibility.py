"""How much like text some bytes look in one of the older encodings: the most plausible encoding is taken."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# Of each pair the narrower one first: what both can read is called by its usual name.
MULTIBYTE = ("shift_jis", "cp932", "euc_jp", "gb18030", "big5", "cp950", "euc_kr", "cp949")
SINGLE_BYTE = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp874",
    "iso8859-2",
    "mac_roman",
    "koi8-r",
    "cp437",
    "cp850",
    "cp866",
)
JAPANESE = ("shift_jis", "cp932", "euc_jp")
# First bytes of the characters that are in daily use, by the national standards.
COMMON = {
    "shift_jis": (0x88, 0x97),
    "cp932": (0x88, 0x97),
    "euc_jp": (0xB0, 0xCF),
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "cp950": (0xA4, 0xC6),
    "euc_kr": (0xB0, 0xC8),
    "cp949": (0xB0, 0xC8),
}
# Western Windows is far the most frequent; the code pages of DOS and KOI8 are hardly written any more.
PRIOR = {"cp1252": 0.1, "cp437": -0.1, "cp866": -0.2, "koi8-r": -0.05}
# What few characters say is little; beside them it counts that Windows wrote most files.
FEW = {
    "cp1252": 0.6,
    "mac_roman": 0.2,
    **dict.fromkeys(("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2"), 0.15),
}
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
    )
)
ICELANDIC = frozenset("áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ")
ONLY_ICELANDIC = frozenset("áéíóúÁÉÍÓÚ")  # its other letters stand where Turkish ones do
# Of a script of its own: all letters, and the ten that make some two thirds of any text.
SCRIPTS = tuple(
    (frozenset(letters + letters.upper()), frozenset(frequent + frequent.upper()))
    for letters, frequent in (
        ("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў", "оеаинтсрвл"),
        ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ", "αοιετσνηυρς"),
        ("אבגדהוזחטיךכלםמןנסעףפץצקרשת", "יוהלאמרתבש"),
        ("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ", "اليمونرتبع"),
        ("กขคฆงจฉชซญฎฏฐณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืุูเแโใไๅๆ็่้๊๋์", "านรอกเงมยลวดท"),
    )
)
# Signs that stand in tables of the old encodings, beside letters.
BOXES = frozenset(map(chr, range(0x2500, 0x2580)))  # lines of tables, as DOS drew them
BEFORE_NO_WORD = BOXES.union("®©™±½¼·€£§")
SIGNS = BOXES.union("€£°²³µ–—’‘“”„«»…·¿¡×±½¼§©®™ªº\u00a0")
ORDINALS = frozenset("ºª°")  # Nº, 1ª, n°
CELL = re.compile(r"[^\n\r,;\t|\"]+")


def plausibility(sample: bytes, name: str) -> float | None:
    """How much like text the characters beyond ASCII look in this encoding, up to 2; None where it can't be it."""
    strict = name in MULTIBYTE
    try:
        text = sample.decode(name, "strict")
    except UnicodeDecodeError as error:
        if strict and error.start < len(sample) - 4:
            return None
        text = sample.decode(name, "replace")
    return _east_asian_text(text, name) if strict else _single_byte_text(text, name)


def _east_asian_text(text: str, name: str) -> float | None:
    cells = [cell for cell in CELL.findall(text) if not cell.isascii()]
    half_width = _is_half_width_kana(text)
    scores = [score for cell in cells for score in _east_asian_cell(cell, name, half_width)]
    if not scores:
        return None
    kana = re.search("[\u3040-\u30ff]|[\uff66-\uff9f]{3}", text) is not None
    lacking = 0.0 if kana or name not in JAPANESE else 0.5 if name == "euc_jp" else 0.1
    return 1.8 * sum(scores) / len(scores) - lacking - (0.9 if _is_lonely(text, name) else 0)


def _is_lonely(text: str, name: str) -> bool:
    """Whether no two such characters are neighbours, and each ends in a byte of ASCII: rather letters beside ASCII."""
    if re.search("[^\x00-\x7f]{2}", text):
        return False
    return all(char.encode(name, "replace")[-1] < 128 for char in set(text) if ord(char) > 127)


def _east_asian_cell(cell: str, name: str, half_width: bool) -> Iterator[float]:
    """A score for each character beyond ASCII.

    One that stands alone in a cell with ASCII letters is rather an accented letter with its neighbour.
    """
    latin = bool(re.search(r"[A-Za-z]", cell)) and not re.search("[^\x00-\x7f]{2}", cell)
    for char in cell:
        if ord(char) > 127:
            yield -1.0 if latin and char != "\ufffd" else _east_asian(char, name, half_width)


def _is_half_width_kana(text: str) -> bool:
    """Whether a text has the half-width kana of Japanese banks, with their marks and vowels amid: no Cyrillic is so."""
    kana = re.findall("[\uff61-\uff9f]", text)
    return len(kana) >= 3 and sum(char <= "\uff7f" or char in "ﾞﾟ" for char in kana) >= 0.3 * len(kana)


def _east_asian(char: str, name: str, half_width: bool) -> float:
    code = ord(char)
    if char == "\ufffd":
        return -4.0
    if 0x3040 <= code <= 0x30FF or 0x3000 <= code <= 0x303F:  # kana and marks: only Japanese text has them
        return 1.2
    if 0xAC00 <= code <= 0xD7AF and name in ("euc_kr", "cp949"):
        return 1.2 if char.encode(name)[1] > 0xA0 <= char.encode(name)[0] else 0.1  # the others are hardly used
    if 0x4E00 <= code <= 0x9FFF:
        low, high = COMMON[name]
        return 1.1 if low <= char.encode(name)[0] <= high else 0.1
    if 0xFF61 <= code <= 0xFF9F:  # half-width kana: what other bytes look like in Shift-JIS
        return 1.0 if half_width else -0.3
    return 0.9 if 0xFF00 <= code <= 0xFFEF or char in "○●◎△▲▽▼□■◇◆☆★※→←↑↓①②③④⑤" else -1.0


def _single_byte_text(text: str, name: str) -> float | None:
    beyond = [(before, char, after) for before, char, after in _neighbours(text) if ord(char) > 127]
    if not beyond:
        return None
    score = sum(_single_byte(before, char, after) for before, char, after in beyond) / len(beyond)
    chars = [char for _, char, _ in beyond]
    return score + _in_one_language(chars) + PRIOR.get(name, 0.0) + FEW.get(name, 0.0) / len(set(chars))


def _in_one_language(chars: list[str]) -> float:
    """The share of the characters that a single language has, signs included; of the language that has most."""
    languages = [*LANGUAGES, *([ICELANDIC] if not ONLY_ICELANDIC.isdisjoint(chars) else [])]
    shares = [float(sum(char in language for char in chars)) for language in languages]
    for letters, frequent in SCRIPTS:
        shares.append(sum(0.7 * (char in letters) + 0.45 * (char in frequent) for char in chars))
    return (sum(char in SIGNS for char in chars) + max(shares)) / len(chars)


def _neighbours(text: str) -> Iterable[tuple[str, str, str]]:
    return zip(" " + text, text, text[1:] + " ", strict=False)


def _single_byte(before: str, char: str, after: str) -> float:
    if char == "\ufffd" or unicodedata.category(char) == "Cc":
        return -3.0
    if char in ORDINALS and (before in "nN" or before.isdigit()) and not after.isalpha():
        return 0.7
    if char in SIGNS:
        return _sign(before, char, after)
    if char.isalpha() or unicodedata.category(char) == "Mn":
        return _letter(before, char, after)
    return -1.0


def _sign(before: str, char: str, after: str) -> float:
    amid = before.isalpha() and after.isalpha() and char not in "’–"
    return -0.5 if amid or (after.isalpha() and char in BEFORE_NO_WORD) else 0.6


def _letter(before: str, char: str, after: str) -> float:
    script = _script(char)
    score = 0.6
    for neighbour in (before, after):
        if neighbour.isalpha() and _script(neighbour) != script:
            score -= 0.6 if script == "latin" else 1.0
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
