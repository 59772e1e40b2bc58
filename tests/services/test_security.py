"""Security events: one line each, and of what is repeated one line in a while."""

import logging

import pytest

from services import security


@pytest.fixture
def lines(caplog, monkeypatch):
    """What was logged, as (event, user, address, how often before); no event is remembered from elsewhere."""
    monkeypatch.setattr(security, "_latest", type(security._latest)())
    caplog.set_level(logging.INFO, "security")
    return lambda: [
        (record.message, record.user, record.address, getattr(record, "times_before", 0)) for record in caplog.records
    ]


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(security.time, "monotonic", lambda: now[0])
    return now


def test_each_event_is_a_line_with_user_and_address(lines):
    for _ in range(2):
        security.record("token made", user="ann", address="192.0.2.1")
    assert lines() == [("token made", "ann", "192.0.2.1", 0)] * 2


def test_what_is_repeated_is_told_once_in_a_while_with_how_often_it_was(lines, clock):
    for _ in range(100):
        security.record("refused", address="192.0.2.1", reason="foreign origin")
    assert lines() == [("refused", None, "192.0.2.1", 0)]
    clock[0] += security.REPEATED["refused"]
    security.record("refused", address="192.0.2.1", reason="foreign origin")
    assert lines()[1:] == [("refused", None, "192.0.2.1", 99)]


def test_another_user_address_or_reason_is_another_event(lines, clock):
    security.record("refused", address="192.0.2.1", reason="a")
    security.record("refused", address="192.0.2.2", reason="a")
    security.record("refused", address="192.0.2.1", reason="b")
    security.record("refused", user="ann", address="192.0.2.1", reason="a")
    assert len(lines()) == 4


def test_very_many_addresses_take_no_memory_without_end(lines, clock):
    for number in range(security.REMEMBERED + 100):
        security.record("refused", address=str(number))
    assert len(security._latest) == security.REMEMBERED


def test_what_went_wrong_is_a_warning(caplog):
    caplog.set_level(logging.INFO, "security")
    security.record("limit reached", address="192.0.2.9", limit="jobs")
    security.record("signed in", user="ann")
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
