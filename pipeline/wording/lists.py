"""How lists and the beginnings of sentences are written."""

from collections.abc import Sequence


def sentence(text: str) -> str:
    """The text with a capital at its start, unless it has one behind a small letter: pH, mV."""
    return text if text[:1].islower() and text[1:2].isupper() else text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The text with a small letter at its start, within a sentence; names from a file behind it stay as they are."""
    return text[:1].lower() + text[1:]


def listing(items: Sequence[str], last: str = "and") -> str:
    """``["a", "b", "c"]`` -> ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
