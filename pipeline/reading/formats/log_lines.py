"""The kinds of lines that logs are written in, each with the fields of its events."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse
from typing import Any

from pipeline.reading.formats.chat_lines import is_conversation, message
from pipeline.reading.json_values import DECODER, flat

Fields = Mapping[str, str | None]
LEAST_SHARE = 0.8  # of the lines that are no remarks
LEAST_LINES = 5
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
CLOCK = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?"
ZONE = r"(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
MOMENT = (
    rf"(?:\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}}[T ]{CLOCK}{ZONE}"
    rf"|(?:[A-Z][a-z]{{2}},?\s)?{MONTH}\s+\d{{1,2}}\s{CLOCK}(?:\s\d{{4}})?"
    rf"|\d{{1,2}}[/ -]{MONTH}[/ -]\d{{2,4}}[: ]{CLOCK}{ZONE}"
    rf"|\d{{10}}(?:\.\d+)?)"
)
LEVEL = (
    r"(?:TRACE|DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|FATAL|SEVERE|ALERT|EMERG|PANIC"
    r"|VERBOSE|FINE)"
)
GAP = r"[ :|\-]*"  # no comma, semicolon or tab: such lines are those of a table
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEB_TIME = re.compile(rf"(\d{{2}})/({MONTH})/(\d{{4}}):(\d{{2}}:\d{{2}}:\d{{2}})(?: ([+-]\d{{4}}))?")
SYSTEM_TIME = re.compile(rf"(?:[A-Z][a-z]{{2}},? )?({MONTH}) +(\d{{1,2}}) ({CLOCK}) (\d{{4}})")
QUOTED = r'"((?:[^"\\]|\\.)*)"'
WEB = re.compile(
    rf"(?:(?P<host>[\w.\-]+(?::\d+)?)\s)?(?P<client>[\w.:%\-]+)\s(?P<identity>\S+)\s(?P<user>\S+(?:\s\S+)??)\s"
    rf"\[(?P<time>[^\]]+)\]\s{QUOTED.replace('(', '(?P<request>', 1)}\s(?P<status>\d{{3}}|-)\s(?P<bytes>\d+|-)"
    rf"(?:\s{QUOTED.replace('(', '(?P<referrer>', 1)})?(?:\s{QUOTED.replace('(', '(?P<agent>', 1)})?(?:\s(?P<more>.*))?"
)
REQUEST = re.compile(r"([A-Z\-]{1,20})\s(\S+)(?:\s(HTTP/[\d.]+))?")
APPLICATION = re.compile(
    rf"(?:[\w.\-]+\s+\|\s)?\[?(?P<time>{MOMENT})\]?{GAP}(?:\[(?P<thread>[^\]]{{1,80}})\]\s*)??{GAP}"
    rf"[\[<(]?(?:[\w.]+:)?(?P<level>(?i:{LEVEL}))\b[\]>)]?{GAP}(?P<rest>[^,;\t].*|)"
)
LEVEL_FIRST = re.compile(
    rf"[\[<(]?(?P<level>(?i:{LEVEL}))[\]>)]?(?=[ \[:|\-]){GAP}\[?(?P<time>{MOMENT})\]?{GAP}(?P<rest>[^,;\t].*|)"
)
SOURCE = re.compile(
    r"(?:\[(?P<bracketed>[^\]\s]{1,80})\]\s*[:\-]?\s*|(?P<named>[\w.\-/$#\[\]*]{1,80}?)(?::\s+|\s+-\s+))(?P<message>.*)"
)
SYSTEM = re.compile(
    rf"(?:<\d{{1,3}}>1?\s?)?(?P<time>{MOMENT})\s(?P<host>[\w.\-]+)\s(?P<process>[\w./\-]+?)(?:\[(?P<pid>\d+)\])?:\s(?P<message>.*)"
)
PREFIXED_JSON = re.compile(r"(?P<prefix>[^{\"]{1,300}?[^{\",;\t])(?: +|(?<=[\]:|]))(?P<json>\{\s*\".*\})\s*")
WITHIN_PREFIX = re.compile(
    rf"\[?(?P<time>{MOMENT})\]?[\s:|\-]*(?:[\[<(]?(?P<level>(?i:{LEVEL}))\b[\]>)]?)?[\s:|\-]*(?P<rest>.*)"
)
PAIR = re.compile(r'([A-Za-z_][\w.\-/]*)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)')
CONTINUED = re.compile(r"\s+\S|Traceback|Caused by|\.\.\. \d+ more|[\w.]+(?:Error|Exception)\b")


@dataclass(frozen=True)
class LineFormat:
    """How one line becomes the fields of an event."""

    fields: Callable[[str], Fields | None]  # None: not written so
    is_remark: Callable[[str], bool] = lambda line: not line.strip()
    continues: bool = False  # lines that don't begin an event go on with the message of the last one

    def events(self, lines: Iterator[str]) -> Iterator[Fields | None]:
        """The fields of each event, None for a line that is none."""
        last: dict[str, str | None] = {}
        for line in filterfalse(self.is_remark, lines):
            found = self.fields(line)
            if found is None and self.continues and last:
                _go_on(last, line)
                continue
            if last:
                yield last
            if found is None:
                yield None
            last = dict(found or {})
        if last:
            yield last

    def is_lost(self, line: str) -> bool:
        """Whether the line is neither an event nor a remark."""
        return not self.is_remark(line) and self.fields(line) is None


LONGEST_MESSAGE = 10_000  # characters; a stack trace is cut there


def _go_on(event: dict[str, str | None], line: str) -> None:
    """Add a line to the message of an event."""
    message = event.get("message") or ""
    if len(message) < LONGEST_MESSAGE:
        event["message"] = f"{message}\n{line}"


def find_format(lines: Sequence[str]) -> LineFormat | None:
    """The format of which nearly all lines are."""
    if extended := _extended(lines):
        return extended
    known = (
        LineFormat(_web),
        LineFormat(_prefixed_json),
        LineFormat(_pairs),
        LineFormat(_application, continues=True),
        LineFormat(_system, continues=True),
    )
    written = [line for line in lines if line.strip()]
    if written and message(written[0]) and is_conversation(written):
        return LineFormat(message, continues=True)
    return next((each for each in known if _fits(each, written)), None)


def _fits(written: LineFormat, lines: Sequence[str]) -> bool:
    """Whether nearly all lines that begin an event are of a format; the first may not be names of columns."""
    if lines and written.fields(lines[0]) is None:
        return False
    begun = [line for line in lines if not (written.continues and CONTINUED.match(line))]
    fitting = sum(written.fields(line) is not None for line in begun)
    return fitting >= LEAST_LINES and fitting >= LEAST_SHARE * len(begun)


class _NamedFields:
    """W3C's extended format and its kin, which name their fields in a line that begins with ``#Fields``."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.tabs = False

    def is_remark(self, line: str) -> bool:
        if line.lower().startswith("#fields"):
            names = line[len("#fields") :].removeprefix(":").strip()
            self.names, self.tabs = names.split(), "\t" in names
        return not line.strip() or line.startswith("#")

    def fields(self, line: str) -> Fields | None:
        cells = line.split("\t") if self.tabs or "\t" in line else line.split()
        if len(cells) != len(self.names):
            return None
        return {name: None if cell in ("-", "(empty)") else cell for name, cell in zip(self.names, cells, strict=True)}


def _extended(lines: Sequence[str]) -> LineFormat | None:
    """The format whose fields a line names, where nearly all lines have as many."""
    named = _NamedFields()
    values = list(filterfalse(named.is_remark, lines))
    fitting = sum(named.fields(line) is not None for line in values)
    if len(named.names) < 2 or not values or fitting < LEAST_SHARE * len(values):
        return None
    return LineFormat(named.fields, named.is_remark)


def _iso(time: str) -> str:
    """``01/Feb/2024:00:07:00 +0100`` and ``Thu Feb 01 00:00:08.123 2024`` as ISO 8601; other moments as they are."""
    if found := WEB_TIME.fullmatch(time):
        day, month, year, clock, zone = found.groups()
        return f"{year}-{MONTHS.index(month) + 1:02}-{day} {clock}{zone or ''}"
    if found := SYSTEM_TIME.fullmatch(time):
        month, day, clock, year = found.groups()
        return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02} {clock}"
    return time


def _web(line: str) -> Fields | None:
    found = WEB.fullmatch(line)
    if found is None:
        return None
    request = REQUEST.fullmatch(found["request"])
    method, path, protocol = request.groups() if request else (None, found["request"], None)
    fields = {
        "host": found["host"],
        "client": found["client"],
        "user": found["user"],
        "time": _iso(found["time"]),
        "method": method,
        "path": path,
        "protocol": protocol,
        "status": found["status"],
        "bytes": found["bytes"],
        "referrer": found["referrer"],
        "agent": found["agent"],
        "further": found["more"],
    }
    return {name: None if value in ("-", "") else value for name, value in fields.items()}


def _application(line: str) -> Fields | None:
    found = APPLICATION.fullmatch(line) or LEVEL_FIRST.fullmatch(line)
    if found is None:
        return None
    thread = found.groupdict().get("thread")
    return {"time": _iso(found["time"]), "level": found["level"].upper(), "thread": thread, **_sourced(found["rest"])}


def _sourced(rest: str) -> Fields:
    """The part of the program that speaks, where it stands before the message."""
    found = SOURCE.fullmatch(rest)
    if found is None:
        return {"source": None, "message": rest}
    return {"source": found["bracketed"] or found["named"], "message": found["message"]}


def _system(line: str) -> Fields | None:
    found = SYSTEM.fullmatch(line)
    return found.groupdict() if found else None


def _prefixed_json(line: str) -> Fields | None:
    found = PREFIXED_JSON.fullmatch(line)
    if found is None:
        return None
    try:
        record: Any = DECODER.decode(found["json"])
    except (ValueError, RecursionError):
        return None
    fields = dict(flat(record))
    before = _within_prefix(found["prefix"].strip())
    return {**{f"prefix_{name}" if name in fields else name: value for name, value in before.items()}, **fields}


def _within_prefix(prefix: str) -> Fields:
    found = WITHIN_PREFIX.fullmatch(prefix)
    if found is None:
        return {"prefix": prefix or None}
    told = {"time": _iso(found["time"]), "level": found["level"], "prefix": found["rest"] or None}
    return {name: value for name, value in told.items() if value is not None}


def _pairs(line: str) -> Fields | None:
    """``time=… level=info msg="…"``."""
    fields: dict[str, str | None] = {}
    place = 0
    while place < len(line):
        found = PAIR.match(line, place)
        if found is None:
            return None
        fields[found[1]] = found[2].strip('"').replace('\\"', '"') or None
        place = found.end()
    return fields if len(fields) > 1 else None
