"""Exported conversations, a line a message: ``12.03.24, 10:11 - Ana: See you`` or ``[time] author: text``."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

DATE = r"\d{1,4}[./-](?:\d{1,2}|[A-Za-z]{3})[./-]\d{1,4}"
TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
MESSAGE = re.compile(
    rf"(?:\[(?P<bracketed>{DATE},?\s{TIME})\]\s?|(?P<plain>{DATE},?\s{TIME})\s[-–]\s)"
    r"(?:<?(?P<author>[^:;,\t>]{1,60})(?:>\s|:\s|:$))?(?P<message>.*)"
)
INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\ufeff]")
LEAST_SHARE = 0.5  # of the lines; a long message goes on over several
LEAST_LINES = 5
Fields = Mapping[str, str | None]


def message(line: str) -> Fields | None:
    """When, who and what; a notice of the program has no author, and a line that begins no message is None."""
    found = MESSAGE.fullmatch(INVISIBLE.sub("", line).replace("\u202f", " ").replace("\xa0", " "))
    if found is None:
        return None
    time = (found["bracketed"] or found["plain"]).replace(",", "")
    return {"time": time, "author": found["author"], "message": found["message"] or None}


def is_conversation(lines: Sequence[str]) -> bool:
    """Whether most lines are messages of people who speak more than once."""
    read = [fields for line in lines if (fields := message(line))]
    said = Counter(fields["author"] for fields in read if fields["author"])
    return said.total() >= max(LEAST_LINES, LEAST_SHARE * len(lines)) and len(said) <= 0.5 * said.total()
