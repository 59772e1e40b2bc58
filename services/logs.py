"""The log: one JSON line an event on standard error, with what the event is about as fields."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO

STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}

QUIET = ("uvicorn.access", "httpx", "httpcore", "pymongo", "rq", "watchdog", "asyncio", "websockets", "PIL")
"""Loggers of which only warnings are kept: they write a line for every request or poll."""

OWN_HANDLERS = ("streamlit", "uvicorn", "rq", "websockets")
"""Loggers whose packages give them handlers of their own; their events go through ours instead."""


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time, level, logger, event, whatever ``extra`` gave, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a value that JSON has no type for is written as its text."""
        event: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        event.update((key, value) for key, value in vars(record).items() if key not in STANDARD_FIELDS)
        if record.exc_info:
            event["traceback"] = (_without_values if _values_withheld else self.formatException)(record.exc_info)
        return json.dumps(event, default=str, ensure_ascii=False)


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error when an event happens, which servers and tests replace as they go."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(JsonFormatter())

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """Standard error."""
        return sys.stderr


_values_withheld = False


def withhold_values() -> None:
    """From now on leave the messages of exceptions out of this process's tracebacks: they quote cells of a table."""
    global _values_withheld
    _values_withheld = True


def _without_values(information: Any) -> str:
    """The types of an exception and of its causes, and where each was raised."""
    lines: list[str] = []
    error, seen = information[1], set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = type(error)
        lines[:0] = [*traceback.format_tb(error.__traceback__), f"{kind.__module__}.{kind.__qualname__}\n"]
        error = error.__cause__ or error.__context__
    return "".join(lines)


def configure(level: str = "INFO") -> None:
    """Send every event of this process through the one format. Calling it again does no harm.

    Call it again once a server has started: Streamlit and uvicorn set up handlers of their own on their way.
    """
    root = logging.getLogger()
    if not any(isinstance(handler, StandardError) for handler in root.handlers):
        root.addHandler(StandardError())
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in OWN_HANDLERS:
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.propagate = True
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.captureWarnings(True)
