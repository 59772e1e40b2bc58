"""What a cell's number format says of its value: a percentage, a currency, a unit, a code with its zeros."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading.cell_text import cell_text
from pipeline.reading.types.units import magnitude

# Formats of Excel that a workbook names by a number alone; of currencies, only the place of the sign is known.
BUILT_IN = {9: "0%", 10: "0.00%"}
NAMED = {"Percent": "0.00%", "Euro Currency": "#,##0.00 €"}
CURRENCY = re.compile(
    r"[$€£¥₹₽₩₺₫฿₴₦₪]|(?<![A-Za-z])(?:USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|BRL|AUD|CAD|kr|zł|Fr\.)(?![A-Za-z])"
)
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)(?:-[^\]]*)?\]|[_*](?:.)')
CONDITION = re.compile(r"\[(?!\$)[^\]]*\]")
CODE = re.compile(r"0{2,}")
UNIT = re.compile(r"[^\W\d_][^\d\s,;()\[\]]*|[%‰°][A-Za-z]?")
LONGEST_UNIT = 12
DIGITS = 12  # significant digits kept when a share becomes a percentage


@dataclass(frozen=True)
class Shown:
    """How a number is shown in its cell."""

    factor: int = 1
    unit: str | None = None
    zeros: int = 0  # least number of digits of a code

    def text(self, value: float) -> str | None:
        """The number with its unit, as its user sees it but unrounded."""
        if self.zeros and value.is_integer() and value >= 0:
            return f"{int(value):0{self.zeros}}"
        scaled = float(f"{value * self.factor:.{DIGITS}g}") if self.factor != 1 else value
        text = cell_text(scaled)
        if text is None or self.unit is None:
            return text
        return f"{text}{self.unit}" if self.unit == "%" else f"{text} {self.unit}"

    @property
    def plain(self) -> bool:
        """Whether it says nothing beyond the number."""
        return self == Shown()


@lru_cache(maxsize=4096)
def shown_as(code: str) -> Shown:
    """What a format code says, by its first section: ``0.0%``, ``#,##0.00 "€"``, ``[$CHF-807] #,##0``, ``00000``."""
    section = _first_section(NAMED.get(code, code))
    literals = [a or b or c for a, b, c in LITERAL.findall(section)]
    bare = CONDITION.sub("", LITERAL.sub("", section))
    if "%" in bare:
        return Shown(100, "%")
    if CODE.fullmatch(bare.strip()) and not any(literal.strip() for literal in literals):
        return Shown(zeros=len(bare.strip()))
    found = CURRENCY.search(" ".join(literals)) or CURRENCY.search(bare)
    if found:
        return Shown(unit=found[0])
    return Shown(unit=_unit_after(section))


def _unit_after(section: str) -> str | None:
    """The word after the digits; none where the format shortens the number, as to thousands, or shows a moment."""
    blank = LITERAL.sub(lambda found: " " * len(found[0]), CONDITION.sub(lambda found: " " * len(found[0]), section))
    last = max(blank.rfind(mark) for mark in "0#?")
    if last < 0 or blank[last + 1 :].strip() or re.search(r"[ymdhs]", blank, re.IGNORECASE):
        return None
    word = "".join(a or b or c for a, b, c in LITERAL.findall(section[last + 1 :])).strip()
    known = len(word) <= LONGEST_UNIT and UNIT.fullmatch(word)
    return word if known and (magnitude(word) is None or word == "m") else None


def _first_section(code: str) -> str:
    """The part for positive numbers; a semicolon within quotes divides nothing."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[0]
