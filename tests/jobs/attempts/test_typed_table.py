"""The typed table: kept with its job where there is room, replaced by a later attempt, gone with the upload."""

from types import SimpleNamespace

import pytest

import jobs
from jobs.attempts import typed_table
from jobs.attempts.attempt import LeaseLostError
from jobs.life import ending, kept
from models import Job, database, uploads
from services.settings import settings
from tests.jobs.documents import taken_job
from tests.jobs.processes import fresh

CONTENT = b"PAR1" * 1000


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.parquet"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def keep(user, table):
    """Keeps the table of a new job; what it was kept with."""

    def kept_with(heartbeat=lambda: None, **changed):
        kept.forget()
        lease, job = taken_job(user)
        config = settings().model_copy(update=changed)
        again = lambda: typed_table.keep(lease, job, table, config, heartbeat)  # noqa: E731
        again()
        return SimpleNamespace(job=job, lease=lease, again=again)

    return kept_with


def stored() -> int:
    """How many files there are, each with all of its chunks and none begun."""
    assert database()["uploads.begun"].count_documents({}) == 0
    in_chunks = set(database()["uploads.chunks"].distinct("files_id"))
    assert in_chunks == set(database()["uploads.files"].distinct("_id"))
    return len(in_chunks)


def test_the_table_is_kept_with_its_job_and_counted_among_its_bytes(keep, user):
    job = fresh(keep().job)
    assert b"".join(uploads.read(job.table.stored)) == CONTENT
    assert Job.stored_bytes({"user_id": user.id}) == len(CONTENT) + job.upload.size
    assert Job.refers_to(job.table.file_id)
    assert stored() == 2


def test_a_later_attempt_replaces_it(keep):
    made = keep()
    first = fresh(made.job).table.file_id
    made.again()
    assert fresh(made.job).table.file_id != first
    assert stored() == 2


@pytest.mark.parametrize(
    "limits",
    [{"max_kept_mb_per_user": 0}, {"max_kept_mb": 0}, {"min_free_disk_mb": 10**9}],
    ids=lambda limits: next(iter(limits)),
)
def test_it_is_left_out_where_there_is_no_room(keep, limits):
    assert fresh(keep(**limits).job).table is None
    assert stored() == 1


def test_a_story_without_a_table_is_no_error(keep, table):
    table.unlink()
    assert fresh(keep().job).table is None


def test_nothing_is_left_of_one_whose_job_was_taken_away(keep, user):
    made = keep()
    jobs.cancel(made.job)
    ending.drop_files(fresh(made.job))
    made.again()
    assert stored() == 0

    def lost():
        raise LeaseLostError

    with pytest.raises(LeaseLostError):
        keep(heartbeat=lost)
    assert stored() == 1  # the upload


def test_it_goes_with_the_upload_and_with_the_job(keep, user):
    ending.drop_files(fresh(keep().job))
    assert stored() == 0
    jobs.remove(fresh(keep().job))
    assert stored() == 0
