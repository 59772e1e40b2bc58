"""A number taken apart: its sign, currency, digits, unit and the marks around them."""

import re
from typing import NamedTuple

from pipeline.reading.types import marks
from pipeline.reading.types.scripts import in_ascii
from pipeline.reading.types.units import CURRENCY

APPROXIMATE = r"(?:[~≈]|(?:ca|approx|env|circa)\.?(?=\s))"
GROUP_MARKS = "'’ \u00a0\u202f\u2009"
MINUS = "-−–"
UP, DOWN = "▲△↑", "▼▽↓"  # before a change; in Japan an upward one alone, before amounts, is a minus
CURRENT = re.compile(CURRENCY)
UNSIGNED = (None, None, None)
WRITTEN = re.compile(
    rf"""
    (?P<square>\[)?(?P<limit>{marks.LIMIT})?\s*(?P<arrow>[{UP}{DOWN}])?\s*
    (?P<bracket>\()?\s*
    (?P<sign>[{MINUS}+])?\s*(?P<prefix>{CURRENCY}|{APPROXIMATE})?\s*(?P<late_sign>[{MINUS}+])?
    (?P<late_bracket>\()?
    (?P<digits>\d(?:[\d.,{GROUP_MARKS}]*\d)?(?:\.(?![{MINUS}—]))?|[.,]\d+)
    (?:[.,][{MINUS}—]{{1,2}}(?=\s*(?:[^\d\s]|$)))?
    (?P<exponent>[eE][+-]?\d{{1,3}})?
    (?P<trailing_minus>-(?=\s*$|\s*[^\d\s]+$))?
    (?P<spread>\s?{marks.SPREAD})?
    \s*(?P<suffix>{CURRENCY}|(?![¼½¾⅓⅔])[^\W\d_][^\d\s_,;()\[\]*†‡+]{{0,11}}(?:\s(?:{CURRENCY}))?|[%‰°][A-Za-z]?)?
    \s*(?P<end>\))?
    (?(square)\])(?P<mark>(?:\s?{marks.NOTE})+)?
    """,
    re.VERBOSE,
)


class Parts(NamedTuple):
    """What a number is made of: the groups of ``WRITTEN``, in their order."""

    square: str | None
    limit: str | None
    arrow: str | None
    bracket: str | None
    sign: str | None
    prefix: str | None
    late_sign: str | None
    late_bracket: str | None
    digits: str
    exponent: str | None
    trailing_minus: str | None
    spread: str | None
    suffix: str | None
    end: str | None
    mark: str | None

    @classmethod
    def of(cls, text: str) -> "Parts | None":
        """None where the text is no number."""
        found = WRITTEN.fullmatch(in_ascii(text))
        if found is None:
            return None
        parts = cls(*found.groups())
        if parts.digits.endswith(".") and parts.suffix and not CURRENT.fullmatch(parts.suffix):
            return None  # an item of a list: "1. No"
        return parts if bool(parts.bracket) + bool(parts.late_bracket) == bool(parts.end) else None

    @property
    def marked(self) -> bool:
        """Whether a limit, a footnote, a ± or square brackets stand at the number."""
        return bool(self.limit or self.mark or self.spread or self.square)

    @property
    def negative(self) -> bool:
        """Whether a minus or brackets make the number negative."""
        signs = (self.sign, self.late_sign, self.trailing_minus)
        return bool(self.end) or (signs != UNSIGNED and any(mark and mark in MINUS for mark in signs))
