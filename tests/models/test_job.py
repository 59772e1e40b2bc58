"""Jobs: owned, listed in pages, and changed only where the change's conditions hold."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from models import Job, JobStatus, now
from pipeline.options import Options
from pipeline.story import ColumnType

pytestmark = pytest.mark.usefixtures("database")


def saved(number: int = 0, user_id: str = "ann", minutes: int = 0, **fields: object) -> Job:
    moment = now() + timedelta(minutes=minutes)
    job = Job(
        id=f"job{number}", user_id=user_id, filename="a.csv", lane="small", max_attempts=3, created_at=moment, **fields
    )
    Job._get_collection().insert_one(job.to_mongo())
    return job


def test_a_job_is_found_by_its_owner_only():
    saved(1)
    assert Job.find("ann", "job1").filename == "a.csv"
    assert Job.find("bob", "job1") is None
    assert Job.find("ann", "other") is None


def test_a_removed_job_is_seen_by_nobody():
    saved(1, removed_at=now())
    assert Job.find("ann", "job1") is None


def test_of_many_who_change_a_job_at_once_one_does():
    saved(1)
    where, changes = {"_id": "job1", "status": JobStatus.QUEUED}, {"$set": {"status": JobStatus.PROCESSING}}
    with ThreadPoolExecutor(8) as threads:
        changed = list(threads.map(lambda _: Job.change(where, changes), range(16)))
    assert sum(job is not None for job in changed) == 1
    assert next(filter(None, changed)).state is JobStatus.PROCESSING


def test_dates_are_aware_and_keep_their_milliseconds():
    job = saved(1)
    assert Job.find("ann", "job1").created_at == job.created_at
    assert Job.find("ann", "job1").created_at.utcoffset() == timedelta()


def test_final_states():
    assert [status for status in JobStatus if status.final] == ["completed", "failed", "cancelled"]


def test_options_come_back_whatever_columns_are_called():
    chosen = Options(title="Sales", focus="$set", types={"a.b": ColumnType.TEXT, "": ColumnType.URL}, header_row=-1)
    saved(1, options=chosen)
    assert Job.find("ann", "job1").options == chosen
    saved(2)
    assert Job.find("ann", "job2").options == Options()


def test_options_that_earlier_versions_stored_are_read():
    saved(1)
    stored = {"focus": "units", "column_types": [["a.b", "text"]], "header_row": 0, "sheet": "May"}
    Job._get_collection().update_one({"_id": "job1"}, {"$set": {"options": stored}})
    expected = Options(focus="units", types={"a.b": ColumnType.TEXT}, header_row=0, sheet="May")
    assert Job.find("ann", "job1").options == expected
    Job._get_collection().update_one({"_id": "job1"}, {"$set": {"options": {}}})
    assert Job.find("ann", "job1").options == Options()
