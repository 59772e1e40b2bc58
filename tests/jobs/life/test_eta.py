"""Time left: nothing while nothing is known, then reckoned from earlier jobs of like size."""

import random
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from jobs.life import eta
from jobs.life.eta import TableShape
from models import Job, JobStage, JobStatus, StageTimes
from pipeline.stages import STAGES

NAMES = [stage.name.value for stage in STAGES]


MOMENT = datetime(2026, 3, 4, 12, tzinfo=UTC)  # the clock stands: no busy machine makes a job older than it says


@pytest.fixture(autouse=True)
def _empty(backend, monkeypatch):
    """An empty history, and a clock that stands."""
    monkeypatch.setattr(eta, "now", lambda: MOMENT)


def remember(
    size: int, seconds: list[float], age: int = 0, filename: str = "a.csv", table: TableShape | None = None
) -> None:
    values = dict(zip(NAMES, seconds, strict=True))
    known = StageTimes(
        id=uuid4().hex,
        size=size,
        format=eta.format_of(filename),
        seconds=values,
        at=MOMENT - timedelta(age),
        **(asdict(table) if table else {}),
    )
    known.save()
    eta._cache = None


def running_job(predicted: list[float], done: int, fraction: float, elapsed: float) -> Job:
    """A job in its stage number ``done``, of which ``fraction`` took ``elapsed`` seconds."""
    stages = [JobStage(name=name, status="completed" if n < done else "pending") for n, name in enumerate(NAMES)]
    stages[done].status, stages[done].fraction = "processing", fraction
    stages[done].started_at = MOMENT - timedelta(seconds=elapsed)
    return Job(status=JobStatus.PROCESSING, stages=stages, predicted=dict(zip(NAMES, predicted, strict=True)))


def test_nothing_is_said_before_enough_is_known():
    assert eta.predict(10_000, "a.csv") == {}
    for number in range(eta.MIN_KNOWN - 1):
        remember(10_000, [1, 1, 1, 1], age=number)
    assert eta.predict(10_000, "a.csv") == {}
    remember(10_000, [1, 1, 1, 1], age=9)
    assert eta.predict(10_000, "a.csv") == pytest.approx(dict.fromkeys(NAMES, 1.0))


def test_like_sizes_take_like_times():
    for number in range(10):
        remember(100_000, [1, 2, 0.1, 0.2], age=number)
        remember(100_000_000, [100, 200, 0.1, 0.2], age=number)
    assert list(eta.predict(100_000, "a.csv").values()) == pytest.approx([1, 2, 0.1, 0.2], rel=0.1)
    assert list(eta.predict(100_000_000, "a.csv").values()) == pytest.approx([100, 200, 0.1, 0.2], rel=0.1)


def test_a_compressed_format_takes_longer_by_its_bytes():
    for number in range(20):
        remember(100_000, [1, 1, 1, 1], age=number)
        remember(100_000, [10, 10, 10, 10], age=number, filename="a.PARQUET")
    assert eta.predict(100_000, "b.csv")["uploading"] == pytest.approx(1, rel=0.3)
    assert eta.predict(100_000, "b.parquet")["uploading"] == pytest.approx(10, rel=0.3)


def test_once_the_table_is_read_its_columns_decide():
    narrow, wide = TableShape(1000, 4, 0), TableShape(1000, 40, 0)
    for number in range(20):
        remember(100_000, [1, 1, 0.1, 0.1], age=number, table=narrow)
        remember(100_000, [1, 20, 0.1, 0.1], age=number, table=wide)
    before = eta.predict(100_000, "a.csv")
    assert 2 < before["analyzing"] < 10  # it may be either
    assert eta.refine(before, wide, 1.1)["analyzing"] == pytest.approx(20, rel=0.2)
    refined = eta.refine(before, narrow, 1.1)
    assert refined["analyzing"] == pytest.approx(1, rel=0.2)
    assert refined["uploading"] == 1.1  # which is over, and known


def test_without_tables_of_earlier_jobs_the_file_decides_on():
    for number in range(5):
        remember(100_000, [1, 2, 0.1, 0.1], age=number)
    before = eta.predict(100_000, "a.csv")
    assert eta.refine(before, TableShape(10, 10, 0), 3.0) == before


def test_after_thirty_jobs_the_error_is_small_over_mixed_sizes():
    generator = random.Random(7)

    def seconds(size: int) -> list[float]:
        mega = size / 1e6
        return [value * generator.uniform(0.85, 1.15) for value in (0.1 + 0.05 * mega, 0.3 + 0.1 * mega, 0.01, 0.1)]

    sizes = [int(10 ** generator.uniform(4, 8)) for _ in range(70)]
    for number, size in enumerate(sizes[:30]):
        remember(size, seconds(size), age=number)
    errors = []
    for size in sizes[30:]:
        true = sum(seconds(size))
        errors.append(abs(sum(eta.predict(size, "a.csv").values()) - true) / true)
    errors.sort()
    assert errors[len(errors) // 2] <= 0.25
    assert errors[int(len(errors) * 0.9)] <= 0.60


def test_what_is_left_is_what_later_stages_take_and_the_rest_of_this_one():
    job = running_job([1, 10, 1, 2], done=1, fraction=0.5, elapsed=5)
    assert eta.remaining(job) == pytest.approx(5 + 3, abs=0.2)


def test_a_stage_goes_by_its_own_pace_the_further_it_is():
    slow = running_job([1, 10, 1, 2], done=1, fraction=0.9, elapsed=90)  # ten times slower than predicted
    whole = 100**0.9 * 10**0.1
    assert eta.remaining(slow) == pytest.approx(0.5 * whole * 0.1 + 3, abs=0.5)
    begun = running_job([1, 10, 1, 2], done=1, fraction=0.0, elapsed=1)
    assert eta.remaining(begun) == pytest.approx(0.4 * 10 + 0.6 * 9 + 3, abs=0.2)


def test_what_a_job_takes_beside_its_stages_is_left_until_its_end():
    job = running_job([1, 10, 1, 2], done=3, fraction=0.5, elapsed=1)
    job.predicted[eta.SAVING] = 0.7
    assert eta.remaining(job) == pytest.approx(1 + 0.7, abs=0.1)


def test_nothing_is_left_to_say_of_a_job_that_is_over_or_unknown():
    assert eta.remaining(Job(status=JobStatus.COMPLETED, predicted={"uploading": 1})) is None
    unknown = running_job([1, 1, 1, 1], done=1, fraction=0.5, elapsed=1)
    unknown.predicted = {}
    assert eta.remaining(unknown) is None


def test_a_job_is_remembered_once_by_file_and_table_and_names_nobody(user):
    from tests.jobs.documents import saved_job

    job = saved_job(user)
    job.started_at, job.finished_at = MOMENT - timedelta(seconds=3), MOMENT
    for _ in range(2):
        eta.record(job, dict.fromkeys(NAMES, 0.5), TableShape(12, 3, 1))
    eta.record(saved_job(user), {"uploading": 0.5})  # not all stages were measured
    (known,) = StageTimes.objects
    assert (known.id, known.size, known.format) == (job.id, job.upload.size, "csv")
    assert (known.rows, known.columns, known.dates) == (12, 3, 1)
    assert known.seconds == pytest.approx({**dict.fromkeys(NAMES, 0.5), eta.SAVING: 1.0}, abs=0.01)
    assert set(known.to_mongo()) == {"_id", "size", "format", "rows", "columns", "dates", "seconds", "at"}
