"""The connection, its indexes and its clock."""

from datetime import UTC, datetime, timedelta

import pytest

import models
from models import connection


@pytest.mark.usefixtures("database")
def test_indexes_are_made_at_start():
    keys = {
        name: {tuple(index["key"]) for index in models.database()[name].list_indexes()}
        for name in ("users", "jobs", "stories", "uploads.chunks")
    }
    assert ("identity",) in keys["users"]
    assert ("tokens.hash",) in keys["users"]
    assert {("user_id", "created_at", "_id"), ("status", "queued_at"), ("status", "lease.expires_at")} <= keys["jobs"]
    assert {("user_id", "sort_name", "_id"), ("user_id", "row_count", "_id")} <= keys["jobs"]
    assert ("job_id",) in keys["stories"]
    assert ("files_id", "n") in keys["uploads.chunks"]


@pytest.mark.usefixtures("database")
def test_the_clock_is_the_databases(monkeypatch):
    assert abs(models.now() - datetime.now(UTC)) < timedelta(seconds=1)
    assert models.now().microsecond % 1000 == 0
    monkeypatch.setattr(connection, "_offset", None)
    monkeypatch.setattr(connection, "_measured_offset", lambda: timedelta(hours=1))
    assert timedelta(minutes=59) < models.now() - datetime.now(UTC) < timedelta(minutes=61)


def test_connecting_elsewhere_replaces_the_connection(database):
    models.connect("mongodb://127.0.0.1:1/other")
    assert models.database().name == "other"
    models.connect(database.mongodb_uri)
    models.ping()
