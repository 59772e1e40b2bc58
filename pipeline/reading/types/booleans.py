"""Truth values as people write them."""

from collections.abc import Mapping
from dataclasses import dataclass

# (true, false) in pairs: a column uses one of them.
PAIRS = (
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("t", "f"),
    ("on", "off"),
    ("ja", "nein"),
    ("j", "n"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("vero", "falso"),
    ("sim", "não"),
    ("sim", "nao"),
    ("verdadeiro", "falso"),
    ("ja", "nee"),
    ("ja", "nej"),
    ("waar", "onwaar"),
    ("tak", "nie"),
    ("ano", "ne"),
    ("да", "нет"),
    ("是", "否"),
    ("はい", "いいえ"),
    ("✓", "✗"),
    ("✔", "✘"),
    (".true.", ".false."),
    ("checked", "unchecked"),
)
DIGITS = (("1", "0"), ("1.0", "0.0"))
ALONE = frozenset({"true", "false", "yes", "no"})  # clear even where all rows say the same


@dataclass(frozen=True)
class BooleanFormat:
    """The words of one column, lower case."""

    true: str
    false: str

    def parse(self, text: str) -> bool | None:
        """The truth value, None for any other text."""
        word = text.lower()
        return True if word == self.true else False if word == self.false else None


def learn_format(counts: Mapping[str, int]) -> BooleanFormat | None:
    """The pair of words that all values belong to; None where there is no such pair."""
    if len(counts) > 6:
        return None
    words = {text.lower() for text in counts}
    for true, false in (*PAIRS, *DIGITS):
        if words == {true, false} or (words <= {true, false} and words <= ALONE):
            return BooleanFormat(true, false)
    return None
