"""Text from a file as it may stand in Markdown, and Markdown as plain text."""

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile(r"[\\`*_~\[\]<>$#&|]")
BOLD_OR_ESCAPED = re.compile(r"\\(.)|\*\*")
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000e-\u001f]")
SIGN_BEFORE_CURRENCY = re.compile(r"[−+](?=[$€£¥₹])")
WORD_JOINER = "\u2060"  # takes no room and breaks no line
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"  # first strong isolate


def name(column: str) -> str:
    """A column's or a group's name as it stands in a sentence: in bold, with Markdown's own marks made harmless."""
    return f"**{escape(column)}**"


@lru_cache(maxsize=8192)  # the same names stand in each sentence
def escape(text: str) -> str:
    """Text from a file for Markdown: on one line, each of Markdown's marks written with a backslash.

    Text that runs from right to left is isolated, so that it can't turn the sentence around it.
    """
    text = one_line(text) or "(blank)"
    if not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        text = f"{ISOLATE}{text}{END_OF_ISOLATE}"
    return MARKS.sub(r"\\\g<0>", text)


def one_line(text: str) -> str:
    """Text from a file on one line, without control characters and marks that turn the direction of what follows."""
    return " ".join(CONTROLS.sub("", text).split())


def unbroken(text: str) -> str:
    """Text for a page, on which no line ends between a sign and its currency: ``−€1,260``."""
    return SIGN_BEFORE_CURRENCY.sub(rf"\g<0>{WORD_JOINER}", text)


def plain(markdown: str) -> str:
    """Our inline Markdown as plain text, for titles and lists: neither bold nor backslashes."""
    return BOLD_OR_ESCAPED.sub(lambda match: match[1] or "", markdown)
