"""Submitting: the job is stored and queued, whatever Redis does."""

import io

import pytest

import jobs
from jobs.life import queue
from jobs.requests.submit import clean_name
from jobs.workers import recover
from models import Job, database, uploads
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.story import ColumnType
from services.settings import settings
from tests.jobs.documents import minutes_ago
from tests.jobs.processes import fresh


def test_a_job_is_saved_with_its_file_and_options_and_queued(user):
    job = jobs.submit(
        user,
        io.BytesIO(b"a,b\n1,2\n"),
        "sales.csv",
        Options(title="  My sales ", focus="a", types={"b": ColumnType.CATEGORICAL}, header_row=0, sheet="Sheet 1"),
    )
    saved = jobs.find(user.id, job.id)
    assert (saved.status, saved.filename, saved.title, saved.attempts) == ("queued", "sales.csv", "My sales", 0)
    assert (saved.options.focus, saved.options.types, saved.options.header_row, saved.options.sheet) == (
        "a", {"b": "categorical"}, 0, "Sheet 1",
    )  # fmt: skip
    assert b"".join(uploads.read(saved.upload.stored)) == b"a,b\n1,2\n"
    assert queue.queued_job_ids() == [job.id]
    assert database()["uploads.begun"].count_documents({}) == 0


def test_a_column_may_be_called_anything(user):
    names = ["a.b", "$set", "", "x" * 5000, "a\0b", "_id"]
    job = jobs.submit(user, io.BytesIO(b"a\n1\n"), "a.csv", Options(types=dict.fromkeys(names, ColumnType.TEXT)))
    saved = jobs.find(user.id, job.id)
    assert saved.options.types == dict.fromkeys(names, "text")
    assert fresh(saved).options.types == saved.options.types


def test_without_redis_the_job_is_saved_and_recovery_queues_it(user, backend):
    queue.connect("redis://127.0.0.1:1/0")
    job = jobs.submit(user, io.BytesIO(b"a\n1\n"), "a.csv")
    assert jobs.find(user.id, job.id).status == "queued"
    queue.connect(backend.redis_url)
    assert queue.queued_job_ids() == []
    Job._get_collection().update_one({"_id": job.id}, {"$set": {"queued_at": minutes_ago(1)}})
    recover.run_once()
    assert queue.queued_job_ids() == [job.id]


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(user, monkeypatch):
    monkeypatch.setenv("MAX_UPLOAD_MB", "1")
    settings.cache_clear()
    try:
        with pytest.raises(PreprocessingError, match="larger than 1 MB") as refused:
            jobs.submit(user, io.BytesIO(b"x" * (1024 * 1024 + 1)), "a.csv")
    finally:
        settings.cache_clear()
        monkeypatch.undo()
    assert refused.value.hint
    assert Job.objects.count() == 0
    assert database()["uploads.chunks"].count_documents({}) == 0


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("sales.csv", "sales.csv"),
        ("C:\\Users\\ann\\sales.csv", "sales.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\x00.csv", "ab.csv"),
        ("", "upload"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
        ("Ümsätze 2024.xlsx", "Ümsätze 2024.xlsx"),
    ],
)
def test_names_lose_what_no_name_needs(sent, kept):
    assert clean_name(sent) == kept


def test_messages_hold_nothing_but_the_id(user, backend):
    import redis

    job = jobs.submit(user, io.BytesIO(b"a\n1\n"), "secret.csv")
    with redis.from_url(backend.redis_url) as server:
        values = [server.hgetall(key) for key in server.keys("rq:job:*")]
    assert len(values) == 1
    assert job.id.encode() in str(values[0]).encode()
    assert "secret" not in str(values[0])
