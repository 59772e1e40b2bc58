"""Lists within a cell: JSON arrays, {a,b} of databases, or values between semicolons or bars."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MARKS = (";", "|", "\n")
MIN_SHARE = 0.3  # of the rows that hold several items
COMING_AGAIN = 0.6  # of the items; a sentence with a semicolon in it may repeat its first half
LONGEST_ITEM = 60  # characters
MOST_OPTIONS = 40  # that can be ticked
MIN_TICKED = 3  # times that an option is ticked, on average and more


@dataclass(frozen=True)
class ListFormat:
    """How the lists of one column are written: within brackets, or with a mark between the values."""

    mark: str | None = None
    phrases: tuple[str, ...] = ()  # items that have the mark in them, the longest first

    def parse(self, text: str) -> list[str] | None:
        """The items as text; None where the text is no such list."""
        if self.mark:
            return _items(text, self.mark, self.phrases)
        return _bracketed_items(text) if is_bracketed(text) else None


def _bracketed_items(text: str) -> list[str] | None:
    """The items of a JSON array, or of what programs write in brackets; None for another value of JSON."""
    try:
        items = json.loads(text)
    except ValueError:
        return [item.strip().strip("'\"") for item in text[1:-1].split(",") if item.strip()]
    if not isinstance(items, list):
        return None
    return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items]


def is_bracketed(text: str) -> bool:
    """Whether a text is in the brackets of a list; an object of JSON is none."""
    if text.startswith("[") and text.endswith("]"):
        return True
    return text.startswith("{") and text.endswith("}") and ":" not in text


def learn_format(counts: Mapping[str, int], *, named: bool = False) -> ListFormat | None:
    """The way that the column writes its lists; None where its values are no lists.

    Semicolons and bars make lists only where many values have them and single items come back in other lists; commas
    do only in a column that is ``named`` for a list.
    """
    if _rows(counts, filter(is_bracketed, counts)) >= 0.9 * sum(counts.values()):
        return ListFormat()
    marks = (*MARKS, ",") if named else MARKS
    if mark := next((mark for mark in marks if _are_divided_by(mark, counts)), None):
        return ListFormat(mark)
    return None if named else _ticked(counts)


def _rows(counts: Mapping[str, int], texts: Iterable[str]) -> int:
    return sum(map(counts.__getitem__, texts))


def _are_divided_by(mark: str, counts: Mapping[str, int]) -> bool:
    """Whether many of the values have the mark, and what it divides comes back."""
    several = [text for text in counts if mark in text.strip(mark)]
    if len(several) < 2 or _rows(counts, several) < MIN_SHARE * sum(counts.values()):
        return False
    items = Counter(item for text in counts for item in _parts(text, mark))
    again = sum(times for times in items.values() if times > 1)
    return len(items) <= 0.7 * items.total() and again >= COMING_AGAIN * items.total() and all(map(_is_item, items))


def _parts(text: str, mark: str) -> list[str]:
    """What stands between the marks, blank parts left out."""
    return [part.strip() for part in text.split(mark) if part.strip()]


def _items(text: str, mark: str, phrases: tuple[str, ...] = ()) -> list[str]:
    """The items of one cell; a phrase with the mark in it stays whole."""
    parts = _parts(text, mark)
    if not phrases:
        return parts
    found: list[str] = []
    words = {phrase: [word.strip() for word in phrase.split(mark)] for phrase in phrases}
    while parts:
        whole = next((phrase for phrase in phrases if parts[: len(words[phrase])] == words[phrase]), parts[0])
        found.append(whole)
        parts = parts[len(words.get(whole, (whole,))) :]
    return found


def _ticked(counts: Mapping[str, int]) -> ListFormat | None:
    """Answers of which several could be ticked, as forms write them: ``Excel, Python, SQL``.

    Few options make many lists of unequal lengths, none twice in one; a place and its country, or a surname and a first
    name, always have as many parts, and the same ones at the same end.
    """
    if not _are_many([text for text in counts if "," in text], counts):
        return None
    lists = {text: _items(text, ",") for text in counts}
    if not _are_many([text for text, items in lists.items() if len(items) > 1], counts):
        return None
    phrases = _phrases(lists)
    lists = {text: _items(text, ",", phrases) for text in counts}
    lengths = {len(items) for items in lists.values()} - {0, 1}
    if len(lengths) < 2 or any(len(set(items)) < len(items) for items in lists.values()):
        return None
    options = Counter[str]()
    for text, items in lists.items():
        options.update(dict.fromkeys(items, counts[text]))
    ticked = _are_ticked(options) and len(lists) > len(options) / 2 and _move_about(lists)
    return ListFormat(",", phrases) if ticked else None


def _are_many(texts: Sequence[str], counts: Mapping[str, int]) -> bool:
    return len(texts) >= 3 and _rows(counts, texts) >= MIN_SHARE * sum(counts.values())


def _are_ticked(options: Counter[str]) -> bool:
    """Few words, each of which comes back."""
    few = len(options) <= MOST_OPTIONS and options.total() >= MIN_TICKED * len(options)
    return few and min(options.values()) > 1 and not any(_is_number(item) or not _is_item(item) for item in options)


def _phrases(lists: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Neighbours that never stand one without the other: an option with a comma in it."""
    after: dict[str, Counter[str]] = {}
    before: dict[str, Counter[str]] = {}
    for items in lists.values():
        for left, right in pairwise(["", *items, ""]):
            after.setdefault(left, Counter())[right] += 1
            before.setdefault(right, Counter())[left] += 1
    bound = {left: next(iter(follow)) for left, follow in after.items() if len(follow) == 1 < follow.total()}
    inner = {left: right for left, right in bound.items() if left and right}
    return tuple(f"{left}, {right}" for left, right in inner.items() if len(before[right]) == 1)


def _move_about(lists: Mapping[str, list[str]]) -> bool:
    """Whether most options are found in more than one place of a list: now first, now later."""
    places: dict[str, set[tuple[bool, bool]]] = {}
    for items in lists.values():
        for item in items:
            first = item == items[0]
            places.setdefault(item, set()).add((first, not first and item == items[-1]))
    return sum(len(found) > 1 for found in places.values()) > len(places) / 2


def _is_item(text: str) -> bool:
    """Whether a text can be an item: not long, and no part of what brackets hold together, as in a browser's name."""
    return len(text) <= LONGEST_ITEM and text.count("(") == text.count(")")


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(" ", "").lstrip("+-").isdigit()
