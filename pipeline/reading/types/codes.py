"""Digits that count and measure nothing: account numbers, postal codes, diagnoses, kinds coded 1 to 6.

Names say so, and so do values: leading zeros, one length, letters behind them that are no unit.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection
from itertools import filterfalse, pairwise

from pipeline.names import words as words_of
from pipeline.reading.types import hints, numbers
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.keys import UNNAMED
from pipeline.reading.types.plan import Plan
from pipeline.reading.types.units import is_known
from pipeline.story import ColumnType

LONGEST_NUMBER = 18  # digits; longer ones don't fit into 64 bits
LARGEST_KIND = 10**6
HANDFUL = 30  # kinds, of what there is a handful: terminals
HIGHEST_STEP = 5  # of a scale such as stars or levels: with more steps it is a measure
ROW_NAMES = frozenset({"i", "obs", "observation", "case", "seq", "sr", "sl"})  # of columns that count the rows
LEAST_KINDS, LEAST_NAMED = (
    10,
    30,
)  # rows, of which a column of two values is one of kinds; of a few, a scale's beginning
COUNTED_ON = 0.9  # of the steps between row numbers are 1: some rows may have been left out
LONG_CODE = 4  # digits that all values have: a kind may be of so many that no two rows share one
LONG_KEY = 5  # digits: years and counts of rows have fewer
MAGNITUDES = frozenset("KMBT")
ORDINALS = frozenset({"st", "nd", "rd", "th"})
EXPONENT = re.compile(r"\d{2,}[eE]\d{1,3}")  # no program writes a number so: it has one digit before the point
ZERO_LED_DECIMAL, UNPADDED = re.compile(r"0\d+\.\d+"), re.compile(r"0\.")
PERSON_NUMBER = hints.vocabulary("dni cédula cedula matrícula matricula rut nif nie cpf cuil rg")
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # as such numbers are printed
CLASSIFIED = hints.CLASSIFICATION | hints.EDITION
CERTAINLY_CODED = frozenset({"fips", "naics", "code", "codes", "ags"})
NUMBERED_CODE = frozenset({"num", "numeric", "n3", "no"})  # iso_num, from 4 to 894; ISO alone is a film's speed
FIPS = re.compile(r"fips?(?:no|num|code|st(?:co)?|co)?$", re.IGNORECASE)  # statefip, cntyfips, FIPSNO, FIPSSTCO
CALLED_CODE = re.compile(r"[^\W_]codes?$", re.IGNORECASE)  # UNcode, postcode
NUMERIC_CODE = re.compile(r"^(?:iso|un|geo|m49)[_ ]?num(?:eric)?$", re.IGNORECASE)
LETTERED = re.compile(r"\d+([^\W\d_]{1,3})")
COMPOUND = re.compile(
    r"(?:nummer|[^aeiou\s]nr\.?|kennzahl|kennziffer|schl(?:ü|ue)ssel|\wnumber|_no|_nr|_nbr|stelle|konto|linie|"
    r"番号|コード|编号|编码|代码|번호)$",
    re.IGNORECASE,
)
COMPOUND_KIND = re.compile(
    r"(?:kategorie|klasse|gruppe|typ|type|class|code|kind|category|"
    r"(?:kosten|leistungs|material|rechts|unfall|nutzungs|gebäude|tier|baum|bau|zahlungs|fahrzeug|straßen|schul|beleg|buchungs|vertrags|wohnungs|schaden)"
    r"s?art)$",
    re.IGNORECASE,
)


def plan_codes(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    """The plan of a column of numbers that are codes or keys; None where they count or measure something."""
    return _zero_led_decimals(evidence, words) or _exponents(evidence, words) or _whole(evidence, words)


def are_lettered(evidence: Evidence) -> bool:
    """Whether digits have letters behind them that are no unit: room 101A, gate 12B, city 1403xx."""
    suffixes: Counter[str] = Counter()
    whole = 0
    for text, rows in evidence.counts.items():
        if found := LETTERED.fullmatch(text):
            suffixes[found[1]] += rows
        elif text.isdecimal():
            whole += rows
    if suffixes.total() < 0.3 * evidence.sampled or suffixes.total() + whole < 0.9 * evidence.sampled:
        return False
    if _is_named(evidence.name):
        return not all(suffix.lower() in ORDINALS for suffix in suffixes)
    return _are_kinds(suffixes.keys()) or _are_no_units(suffixes.keys(), whole)


def _are_kinds(suffixes: Collection[str]) -> bool:
    """Several capitals, other than those of magnitudes."""
    capitals = all(len(suffix) == 1 and suffix.isupper() for suffix in suffixes)
    return len(suffixes) > 1 and capitals and not MAGNITUDES.issuperset(suffixes)


def _are_no_units(suffixes: Collection[str], whole: int) -> bool:
    """Letters unknown as a unit: several in capitals, or x in the place of digits that are not told."""
    unknown = [suffix for suffix in suffixes if not is_known(suffix)]
    if not unknown:
        return False
    capitals = len(suffixes) > 1 and all(map(str.isupper, suffixes))
    return capitals or (whole > 0 and set("".join(unknown).lower()) == {"x"})


def _zero_led_decimals(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    """``007.1`` beside ``250.00``; numbers that are all padded to one length are a measure."""
    texts = evidence.counts.keys()
    named = hints.speaks_of(evidence.name, CLASSIFIED)
    if not named and evidence.plain and not evidence.plain.have_zero_led:
        return None
    if named and all(text.isdecimal() for text in texts):
        return None
    if not named and (not any(map(ZERO_LED_DECIMAL.fullmatch, texts)) or any(map(UNPADDED.match, texts))):
        return None
    padded = len({len(text.lstrip("+-")) for text in texts}) == 1
    return None if padded and not named else key_or_code(evidence, words)


def _exponents(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    """``9535e6`` among keys of one length, which only looks like a number."""
    if evidence.plain and not evidence.plain.have_exponents:
        return None
    if not any(map(EXPONENT.fullmatch, evidence.counts)):
        return None
    one_length = len({len(text) for text in evidence.counts}) == 1
    return key_or_code(evidence, words) if one_length or _is_named(evidence.name) else None


def _whole(evidence: Evidence, words: frozenset[str]) -> Plan | None:
    texts, plain = list(evidence.counts), evidence.plain
    if not (plain.are_digits if plain else all(text.lstrip("+-").isdecimal() for text in texts)):
        named = hints.speaks_of(evidence.name, PERSON_NUMBER) and all(map(GROUPED.fullmatch, texts))
        return key_or_code(evidence, words) if named else None
    zero_led = plain.have_zero_led if plain else any(map(numbers.ZERO_LED.fullmatch, texts))
    if (zero_led and _are_padded(texts)) or max(map(len, texts), default=0) > LONGEST_NUMBER:
        return key_or_code(evidence, words)
    return next((plan for rule in RULES if (plan := rule(evidence, texts, words))), None)


def _are_padded(texts: list[str]) -> bool:
    """Whether more than a nought, written as ``000`` amid numbers of all lengths, begins with a zero."""
    return len(set(map(len, texts))) == 1 or any(
        numbers.ZERO_LED.fullmatch(text) is not None and text.strip("+-0") != "" for text in texts
    )


Rule = Callable[[Evidence, list[str], frozenset[str]], Plan | None]


def _contact(evidence: Evidence, _: list[str], words: frozenset[str]) -> Plan | None:
    """Telephones and postal codes."""
    return key_or_code(evidence, words) if hints.speaks_of(evidence.name, hints.PHONE | hints.POSTAL) else None


def _identifier(evidence: Evidence, texts: list[str], words: frozenset[str]) -> Plan | None:
    """Named an identifier; ``no`` and ``number`` may also count, so that values have to agree."""
    index = hints.ends_with(evidence.name, frozenset({"index"})) and len(words_of(evidence.name)) > 1
    if hints.ends_with(evidence.name, hints.STRONG_IDENTIFIER) and not index:  # an index of prices is a measure
        return key_or_code(evidence, words)
    named = hints.ends_with(evidence.name, hints.IDENTIFIER)
    if named and (counts_rows(evidence) or _numbers_rows(evidence) or (evidence.unique and min(map(len, texts)) >= 4)):
        return Plan(ColumnType.IDENTIFIER, words=words)
    return None


def _row_number(evidence: Evidence, _: list[str], words: frozenset[str]) -> Plan | None:
    """The number of each row, without a name or with one that says so; rows may have been left out of a longer list."""
    name = evidence.name.strip()
    unnamed = UNNAMED.fullmatch(name) and _numbers_rows(evidence)
    named = name.lower() in ROW_NAMES and counts_rows(evidence)
    return Plan(ColumnType.IDENTIFIER, words=words) if unnamed or named or _are_given_out(evidence) else None


def _are_given_out(evidence: Evidence) -> bool:
    """Whether long numbers follow each other row by row, as those of receipts do, below a name of no measure."""
    if not evidence.unique or min(map(len, evidence.counts)) < LONG_KEY or not _numbers_rows(evidence):
        return False
    return not hints.speaks_of(evidence.name, hints.COUNT | hints.AMOUNT | hints.MEASURED | hints.COUNTED)


def _two_kinds(evidence: Evidence, texts: list[str], words: frozenset[str]) -> Plan | None:
    """Two groups coded 1 and 2, below no name or one that says neither several things nor how much."""
    name = evidence.name.strip()
    unnamed = UNNAMED.fullmatch(name) is not None
    if set(texts) != {"1", "2"} or evidence.present < (LEAST_KINDS if unnamed else LEAST_NAMED):
        return None
    counting = name.lower().endswith("s") or hints.speaks_of(name, hints.COUNT | hints.AMOUNT | hints.MEASURED)
    return None if counting and not unnamed else Plan(ColumnType.CATEGORICAL, words=words)


def _classification(evidence: Evidence, texts: list[str], words: frozenset[str]) -> Plan | None:
    """Codes of a published classification, which have one length; HS of one or two digits are shots."""
    called = FIPS.search(evidence.name) or NUMERIC_CODE.search(evidence.name.strip())
    if not called and not hints.speaks_of(evidence.name, hints.STANDARD_CODE):
        return None
    even = _have_length(texts, 3)
    certain = (
        called is not None
        or even
        or hints.speaks_of(evidence.name, CERTAINLY_CODED)
        or hints.ends_with(evidence.name, NUMBERED_CODE)
    )
    return key_or_code(evidence, words) if certain else None


def _number_of_an_entity(evidence: Evidence, texts: list[str], words: frozenset[str]) -> Plan | None:
    """``account number``, ``Numéro client``, ``Kontonummer``, ``customer``."""
    named = _is_numbered(evidence.name, texts) and not any(text.startswith("-") for text in texts)
    return key_or_code(evidence, words) if named else None


def _kind(evidence: Evidence, texts: list[str], words: frozenset[str]) -> Plan | None:
    """Kinds coded as numbers, in a column named so, of which there are few."""
    name = evidence.name
    scale = hints.ends_with(name, hints.SCALE)
    if not (scale or hints.ends_with(name, hints.CODE) or COMPOUND_KIND.search(name) or _heads(name)):
        return None
    if hints.ends_with(name, hints.HANDFUL) and evidence.distinct > HANDFUL:
        return None
    values = list(map(int, texts))
    if hints.speaks_of(name, hints.AMOUNT | hints.COUNTED) or not 0 <= min(values) <= max(values) < LARGEST_KIND:
        return None
    if _are_few(evidence) and (max(values) <= HIGHEST_STEP or not scale):
        return Plan(ColumnType.CATEGORICAL, words=words)
    return key_or_code(evidence, words) if _is_called_code(name, texts) else None


def _is_called_code(name: str, texts: list[str]) -> bool:
    """Whether a name says code; one that only says kind does so where all texts have one length."""
    if hints.ends_with(name, frozenset({"code", "codes", "fips"})) or _heads(name) or CALLED_CODE.search(name):
        return True
    return _have_length(texts, LONG_CODE) and bool(COMPOUND_KIND.search(name))


def _have_length(texts: list[str], least: int) -> bool:
    """Whether all texts have the same length, of so many digits at least."""
    return len({len(text) for text in texts}) == 1 and len(texts[0]) >= least


def _are_few(evidence: Evidence) -> bool:
    """A dozen kinds, or a hundred that come back again and again."""
    distinct, variety = evidence.distinct, evidence.variety
    return (distinct <= 12 and variety <= 0.75) or (distinct <= 100 and variety <= 0.2)


RULES: tuple[Rule, ...] = (
    _contact,
    _identifier,
    _row_number,
    _two_kinds,
    _classification,
    _number_of_an_entity,
    _kind,
)


def key_or_code(evidence: Evidence, words: frozenset[str]) -> Plan:
    """A key where nearly every row has its own, a code for a category where rows share it."""
    name = evidence.name
    if hints.speaks_of(name, hints.POSTAL):
        return Plan(ColumnType.CATEGORICAL, words=words)
    shared = evidence.variety <= (0.75 if evidence.present < 100 else 0.5) and evidence.distinct <= 1000
    named_key = hints.ends_with(name, hints.IDENTIFIER) or hints.speaks_of(name, hints.PHONE)
    key = not shared and (named_key or evidence.unique)
    return Plan(ColumnType.IDENTIFIER if key else ColumnType.CATEGORICAL, words=words)


def counts_rows(evidence: Evidence) -> bool:
    """Whether the values are 0, 1, 2, ... or 1, 2, 3, ... in the order of the rows."""
    if not evidence.unique or len(evidence.ordered) < 3:
        return False
    try:
        steps = [int(text) for text in evidence.ordered]
    except ValueError:
        return False
    return steps[0] in (0, 1) and all(after == before + 1 for before, after in pairwise(steps))


def _numbers_rows(evidence: Evidence) -> bool:
    """Whether the values are whole numbers, none of them twice, nearly all of which follow the one before them."""
    if not evidence.unique or len(evidence.ordered) < 3:
        return False
    try:
        steps = [int(text) for text in evidence.ordered]
    except ValueError:
        return False
    following = sum(after == before + 1 for before, after in pairwise(steps))
    return following >= COUNTED_ON * (len(steps) - 1)


def _is_named(name: str) -> bool:
    """Whether a name says that its values are codes."""
    return (
        hints.ends_with(
            name, hints.CODE | hints.STRONG_IDENTIFIER | hints.ENTITY | frozenset({"serial", "hash", "token"})
        )
        or hints.speaks_of(name, hints.CLASSIFICATION)
        or _heads(name)
        or bool(COMPOUND.search(name))
    )


def _heads(name: str) -> bool:
    """``Code postal``, ``Ligne de bus``: in Romance languages the first word says what it is."""
    found = words_of(name)
    return len(found) > 1 and found[0] in hints.HEAD_CODE - hints.HEAD_NUMBER


def _is_numbered(name: str, texts: list[str]) -> bool:
    found = list(filterfalse(str.isdigit, words_of(name)))
    if not found or hints.speaks_of(name, hints.COUNTED | hints.AMOUNT | hints.MEASURED):
        return False
    last = found[-1]
    if last in hints.ENTITY_ALONE and len(found) <= 2:
        return last != "staff" or _are_long(texts)  # a shop has so many of them
    if len(found) > 1 and (last in hints.NUMBER_WORD or found[0] in hints.HEAD_NUMBER):
        return not hints.ENTITY.isdisjoint(found) or (last != "#" and _are_long(texts))
    return bool(COMPOUND.search(hints.BRACKETED.sub("", name).strip()))


def _are_long(texts: list[str]) -> bool:
    """Of one length, as numbers are that a firm gives out."""
    lengths = set(map(len, texts))
    return len(lengths) == 1 and min(lengths) >= 4
