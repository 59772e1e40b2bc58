"""Lists within a cell: JSON arrays, {a,b} of databases, or values between semicolons or bars."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

MARKS = (";", "|")


@dataclass(frozen=True)
class ListFormat:
    """How the lists of one column are written: within brackets, or with a mark between the values."""

    mark: str | None = None

    def parse(self, text: str) -> list[str] | None:
        """The items as text; None where the text is no such list."""
        if self.mark:
            return [item.strip() for item in text.split(self.mark) if item.strip()]
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
        if len(several) < 2 or sum(counts[text] for text in several) < 0.3 * total:
            continue
        items = Counter(item.strip() for text in counts for item in text.split(mark) if item.strip())
        if len(items) <= 0.7 * items.total() and all(len(item) <= 60 for item in items):
            return ListFormat(mark)
    return None
