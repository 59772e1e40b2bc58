"""Numbers as computers write them, the values of a column all at once: looking at each text by itself is slow."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

CHARACTERS = re.compile(r"[0-9.+\-eE]*")
LONG_EXPONENT = re.compile(r"[eE][+-]?\d{4}")
WHOLE = re.compile(r"(?:\n[+-]?(?:0|[1-9][0-9]{0,17}))*+\n")
ZERO_LED = re.compile(r"\n[+-]?0\d")


@dataclass(frozen=True)
class PlainTexts:
    """Texts that are all plain numbers: ``12``, ``-0.5``, ``1e6``."""

    joined: str  # all of them, with a line break before and after each
    numbers: np.ndarray  # one a text, in their order

    @classmethod
    def of(cls, texts: Collection[str]) -> "PlainTexts | None":
        """None where a text is anything else than a plain number, or where there are no texts."""
        if not texts or not CHARACTERS.fullmatch("".join(texts)):
            return None
        try:
            numbers = np.fromiter(map(float, texts), float, len(texts))
        except ValueError:
            return None
        joined = "\n".join(["", *texts, ""])
        return None if LONG_EXPONENT.search(joined) else cls(joined, numbers)

    @property
    def have_points(self) -> bool:
        """Whether any has a decimal point."""
        return "." in self.joined

    @property
    def have_exponents(self) -> bool:
        """Whether any is written as ``1e6``."""
        return "e" in self.joined or "E" in self.joined

    @property
    def are_digits(self) -> bool:
        """Whether all are of digits alone, or have no more than a sign before these."""
        return not self.have_points and not self.have_exponents

    @property
    def are_whole(self) -> bool:
        """Whether all are whole numbers as computers write them, none beyond 18 digits."""
        return not self.have_points and WHOLE.fullmatch(self.joined) is not None

    @property
    def have_zero_led(self) -> bool:
        """Whether any begins with a zero before another digit."""
        return ZERO_LED.search(self.joined) is not None
