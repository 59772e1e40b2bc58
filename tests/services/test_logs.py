"""The log: one JSON line an event, with its fields, tracebacks as a field."""

import json
import logging

import pytest

from services import logs


@pytest.fixture
def lines(capsys):
    """The events logged so far; what the log changed is put back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure("INFO")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    root.handlers[:], _ = before
    root.setLevel(before[1])
    logging.captureWarnings(False)


def test_an_event_is_one_line_with_the_fields_given(lines):
    logging.getLogger("jobs").info("stage\ndone", extra={"job_id": "j1", "stage": "analyzing", "seconds": 0.25})
    (event,) = lines()
    assert event.pop("time").endswith("+00:00")
    assert event == {
        "level": "info",
        "logger": "jobs",
        "event": "stage\ndone",
        "job_id": "j1",
        "stage": "analyzing",
        "seconds": 0.25,
    }


def test_a_traceback_is_a_field(lines):
    try:
        raise KeyError("lost")
    except KeyError:
        logging.getLogger("jobs").exception("job failed", extra={"job_id": "j1"})
    (event,) = lines()
    assert event["event"] == "job failed"
    assert event["traceback"].startswith("Traceback")
    assert "KeyError: 'lost'" in event["traceback"]


def test_a_value_without_json_type_is_written_as_text(lines):
    logging.getLogger("jobs").warning(
        "odd",
        extra={
            "where": {
                1,
            },
            "path": object,
        },
    )
    (event,) = lines()
    assert event["where"] == "{1}"


def test_configuring_twice_writes_once(lines):
    logs.configure("INFO")
    logging.getLogger("jobs").info("once")
    assert [event["event"] for event in lines()] == ["once"]


def test_lower_levels_and_chatter_are_left_out(lines):
    logging.getLogger("jobs").debug("detail")
    logging.getLogger("uvicorn.access").info("GET /")
    assert lines() == []


@pytest.mark.parametrize("name", ["streamlit.runtime", "uvicorn.error"])
def test_servers_with_handlers_of_their_own_write_our_lines(lines, name):
    logger = logging.getLogger(name)
    logger.addHandler(logging.StreamHandler())
    logger.propagate = False
    logger.setLevel(logging.NOTSET)  # whatever server another test has started
    logs.configure("INFO")
    logger.warning("said")
    assert [event["logger"] for event in lines()] == [name]


def test_tracebacks_without_values_keep_types_and_places(lines, monkeypatch):
    monkeypatch.setattr(logs, "_values_withheld", True)
    cell = "-".join(["4111"] * 4)

    def read_cell():
        try:
            float(cell)
        except ValueError as error:
            raise RuntimeError(f"in cell {cell}") from error

    try:
        read_cell()
    except RuntimeError:
        logging.getLogger("tests").exception("pipeline failed")
    told = lines()[-1]["traceback"]
    assert cell not in told
    assert "read_cell" in told
    assert told.index("builtins.ValueError") < told.index("builtins.RuntimeError")
