"""Codes and their labels: which codes of a column are shown as words, which stay numbers, which mean "no answer"."""

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

# What a code beyond a scale stands for, in the languages in which surveys are often held.
NO_ANSWER = re.compile(
    r"(?:no|not|none|did ?n[o']t|do ?n[o']t|does ?n[o']t|can ?no?[t']t?|keine?|nicht|sans|non|ne|sem|geen|intet)\s"
    r".*\b(?:answer\w*|appl\w*|know\w*|ask\w*|stat\w*|avail\w*|respon\w*|ascertain\w*|determin\w*|say|data|report\w*"
    r"|provid\w*|angaben?|antwort|wissen|gefragt|réponse|sait pas|contesta|sabe|risposta|antwoord|svar)\b.*"
    r"|(?:refus|verweiger|missing|unknown|unbekannt|skipped|invalid|fehlend|entfällt|inapplicable|undetermined)\w*\b.*"
    r"|wei(?:ss|ß) (?:es )?nicht.*|trifft nicht zu.*|don'?t know.*|n\.?/?a\.?|n\.a\.|nan|dk|nsp|ns/nc|k\.? ?a\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Labels:
    """How the values of one column are shown."""

    texts: Mapping[Hashable, str]  # shown instead of the code
    missing: frozenset[Hashable] = frozenset()

    def shown(self, value: object) -> object:
        """The label of a code; None where it says that there is no answer."""
        if not isinstance(value, Hashable) or value in self.missing:
            return None
        return self.texts.get(value, value)


def labels_of(labels: Mapping[Hashable, str], used: Collection[Hashable]) -> Labels | None:
    """Labels where they are all that the column's values say; None where the codes say it better.

    A column of which every value has a label is one of words. Where only some have, as the ends of a scale or the codes
    beyond it, its values stay numbers, and those that are labelled as no answer are missing.
    """
    present = set(filter(_is_present, used))
    named = _stripped(labels)
    if not present or not named:
        return None
    missing = frozenset(value for value in present if NO_ANSWER.fullmatch(named.get(value, "")))
    if present <= named.keys():
        if all(map(_is_number, named.values())):
            return None
        if not _is_scale_with_ends(present - missing, named):
            return Labels(named)
    return Labels({}, missing) if missing else None


def _stripped(labels: Mapping[Hashable, str]) -> dict[Hashable, str]:
    return {value: text.strip() for value, text in labels.items() if text and text.strip()}


def _is_present(value: Hashable) -> bool:
    return value is not None and value == value and value != ""


def _is_scale_with_ends(present: Collection[Hashable], named: Mapping[Hashable, str]) -> bool:
    """Whether the labels are mostly the numbers themselves: ``1 not at all, 2, 3, 4, 5 very``."""
    return sum(_is_number(named[value]) for value in present) > len(present) / 2


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()
