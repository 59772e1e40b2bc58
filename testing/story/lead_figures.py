"""Whether the first paragraph gives a figure as its point does: 8.9% there and 9% in the headline are two figures."""

import re
from collections.abc import Iterator

from pipeline.wording import plain
from testing.story.numbers import NUMBER, stated
from testing.story.told import Document


def rounded_otherwise(story: Document) -> list[tuple[str, str]]:
    """Figures of the lead with those of the headlines that it tells, where these are the same but for rounding."""
    known = {point["id"]: point for point in (*story["facts"], *story["findings"])}
    lead = list(_figures(story["narratives"]["summary"].partition("\n\n")[0]))
    told = [known[point]["headline"] for point in story["outline"]["lead"] if point in known]
    figures = [figure for headline in told for figure in _figures(headline) if figure not in lead]
    return [(own, figure) for figure in figures for own in lead if _are_one(own, figure)]


def _figures(text: str) -> Iterator[str]:
    """The numbers of a text with their scales, as they are written."""
    yield from (re.sub(r"\s+", " ", match[0]).strip("+, ") for match in NUMBER.finditer(plain(text)))


def _are_one(one: str, other: str) -> bool:
    """Whether two figures may be one number, written with more digits and with fewer."""
    (first,), (second,) = stated(one), stated(other)
    is_of_one_kind = first.is_percent == second.is_percent and min(map(_digits, (one, other))) > 1
    apart = abs(first.value - second.value)
    margin = max(first.margin * _zeros(one), second.margin * _zeros(other))
    return is_of_one_kind and 0 < apart <= margin * 1.001


def _zeros(figure: str) -> float:
    """How much coarser the noughts that a whole number ends in may make it: a thousand times, of ``20,000``."""
    digits = "".join(filter(str.isdigit, figure)) if "." not in figure else ""
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _digits(figure: str) -> int:
    """How many digits a figure has: one alone is near to too much."""
    return sum(map(str.isdigit, figure))
