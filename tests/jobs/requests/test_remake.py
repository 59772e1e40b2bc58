"""Another story of the same file."""

import pytest

import jobs
from models import Job, uploads
from pipeline.options import Options
from services.settings import settings

SUBJECT = Options(subject="region")


def content(job):
    return b"".join(uploads.read(job.upload.stored))


def test_a_job_of_its_own_gets_a_copy_of_the_file(user, submit):
    job = submit("a,b", "1,2")
    made = jobs.remake(user, job, SUBJECT, address="x" * 32)
    assert made.id != job.id
    assert made.upload.file_id != job.upload.file_id
    assert content(made) == content(job)
    assert (made.options, made.filename, made.address) == (SUBJECT, job.filename, "x" * 32)
    jobs.remove(job)
    assert content(made) == b"a,b\n1,2"


def test_a_file_of_many_chunks_comes_through(user, submit):
    job = submit("x" * (2 * uploads.MESSAGE_BYTES + uploads.CHUNK_BYTES // 3))
    made = jobs.remake(user, job, SUBJECT)
    assert (made.upload.size, made.upload.sha256) == (job.upload.size, job.upload.sha256)


@pytest.mark.parametrize("lost", ["dropped", "deleted"])
def test_a_file_that_is_gone_is_refused_in_words(user, submit, lost):
    job = submit("a,b")
    uploads.delete(job.upload.file_id)
    if lost == "dropped":
        job = Job.change({"_id": job.id}, {"$unset": {"upload": ""}})
    with pytest.raises(jobs.UploadGone, match="isn't kept any more"):
        jobs.remake(user, job, SUBJECT)
    found, _ = jobs.history(user.id)
    assert [one.id for one in found] == [job.id]


def test_it_counts_as_an_upload(user, submit, monkeypatch):
    job = submit("a,b")
    monkeypatch.setenv("MAX_JOBS_PER_USER", "1")
    settings.cache_clear()
    try:
        with pytest.raises(jobs.Busy):
            jobs.remake(user, job, SUBJECT)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
