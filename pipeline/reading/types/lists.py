"""Lists within a cell: JSON arrays, {a,b} of databases, or values between semicolons or bars."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

MARKS = (";", "|", "\n")
MIN_SHARE = 0.3  # of the rows that hold several items
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
        if not is_bracketed(text):
            return None
        try:
            items = json.loads(text)
        except ValueError:
            return [item.strip().strip("'\"") for item in text[1:-1].split(",") if item.strip()]
        if isinstance(items, list):
            return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items]
        return None


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
    total = sum(counts.values())
    if sum(count for text, count in counts.items() if is_bracketed(text)) >= 0.9 * total:
        return ListFormat()
    for mark in (*MARKS, ",") if named else MARKS:
        several = [text for text in counts if mark in text.strip(mark)]
        if len(several) < 2 or sum(counts[text] for text in several) < MIN_SHARE * total:
            continue
        items = Counter(item.strip() for text in counts for item in text.split(mark) if item.strip())
        if len(items) <= 0.7 * items.total() and all(map(_is_item, items)):
            return ListFormat(mark)
    return None if named else _ticked(counts)


def _items(text: str, mark: str, phrases: tuple[str, ...] = ()) -> list[str]:
    """The items of one cell; a phrase with the mark in it stays whole."""
    found: list[str] = []
    parts = [part.strip() for part in text.split(mark) if part.strip()]
    while parts:
        whole = next(
            (p for p in phrases if parts[: p.count(mark) + 1] == [each.strip() for each in p.split(mark)]), None
        )
        taken = whole.count(mark) + 1 if whole else 1
        found.append(whole or parts[0])
        parts = parts[taken:]
    return found


def _ticked(counts: Mapping[str, int]) -> ListFormat | None:
    """Answers of which several could be ticked, as forms write them: ``Excel, Python, SQL``.

    Few options make many lists of unequal lengths, none twice in one; a place and its country, or a surname and a first
    name, always have as many parts, and the same ones at the same end.
    """
    total = sum(counts.values())
    divided = [rows for text, rows in counts.items() if "," in text]
    if len(divided) < 3 or sum(divided) < MIN_SHARE * total:
        return None
    lists = {text: _items(text, ",") for text in counts}
    several = [text for text, items in lists.items() if len(items) > 1]
    if len(several) < 3 or sum(counts[text] for text in several) < MIN_SHARE * total:
        return None
    phrases = _phrases(lists)
    lists = {text: _items(text, ",", phrases) for text in counts}
    if any(len(set(items)) < len(items) for items in lists.values()):
        return None
    options = Counter(item for text, items in lists.items() for item in items for _ in range(counts[text]))
    lengths = Counter(len(lists[text]) for text in several if len(lists[text]) > 1)
    enough = len(options) <= MOST_OPTIONS and min(options.values()) > 1
    if not enough or len(lengths) < 2 or options.total() < MIN_TICKED * len(options):
        return None
    worded = all(_is_item(item) and not _is_number(item) for item in options)
    return ListFormat(",", phrases) if worded and len(lists) > len(options) / 2 and _move_about(lists) else None


def _phrases(lists: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Neighbours that never stand one without the other: an option with a comma in it."""
    after: dict[str, Counter[str]] = {}
    before: dict[str, Counter[str]] = {}
    for items in lists.values():
        for left, right in pairwise(["", *items, ""]):
            after.setdefault(left, Counter())[right] += 1
            before.setdefault(right, Counter())[left] += 1
    bound = {left: next(iter(follow)) for left, follow in after.items() if left and len(follow) == 1}
    pairs = [(left, right) for left, right in bound.items() if right and len(before[right]) == 1]
    return tuple(f"{left}, {right}" for left, right in pairs if after[left].total() > 1)


def _move_about(lists: Mapping[str, list[str]]) -> bool:
    """Whether most options are found in more than one place of a list: now first, now later."""
    places: dict[str, set[str]] = {}
    for items in lists.values():
        for position, item in enumerate(items):
            places.setdefault(item, set()).add("first" if position == 0 else "last" if item == items[-1] else "amid")
    return sum(len(found) > 1 for found in places.values()) > len(places) / 2


def _is_item(text: str) -> bool:
    """Whether a text can be an item: not long, and no part of what brackets hold together, as in a browser's name."""
    return len(text) <= LONGEST_ITEM and text.count("(") == text.count(")")


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(" ", "").lstrip("+-").isdigit()
