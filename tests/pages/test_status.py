"""The status page in each state of a job."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

import jobs
from models import Job, JobError, JobStatus, now
from pipeline.stages import STAGES
from tests.pages.conftest import text_of
from ui import job_progress, links

READABLE = JobError(code="WORKER_LOST", message="The computer stopped.", hint="Try again.", retryable=True)
UNREADABLE = JobError(code="PREPROCESSING_ERROR", message="Only one column.", hint="Add one.", retryable=False)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_job_under_way_shows_its_stages_and_can_be_cancelled(open_page, save_job):
    job = save_job(JobStatus.PROCESSING, progress=43.0, filename="orders.csv")
    app = open_page(links.STATUS, job=job.id)
    page = text_of(app)
    assert not app.exception
    assert "orders.csv" in page
    assert all(stage.label in page for stage in STAGES)
    assert "43% done" in page
    assert app.progress[0].value == 43
    assert labels(app) == ["Cancel"]
    assert len(app.get("plotly_chart")) == 1, "the browser should make ready for charts while its reader waits"

    app.button(key="cancel").click().run()
    assert not app.get("plotly_chart")
    assert Job.find(job.user_id, job.id).state is JobStatus.CANCELLED
    assert "Cancelled" in text_of(app)
    assert labels(app) == ["Try again (2 of 3)", "Delete"]


def test_a_press_counts_also_in_the_run_in_which_the_page_changes_its_pace(open_page, save_job, monkeypatch):
    job = save_job(JobStatus.PROCESSING, progress=43.0)
    app = open_page(links.STATUS, job=job.id)
    paces = iter((0.5, 2.0))  # of the page and of the part of it that looks again; then as the job has it
    own_pace = job_progress.refresh_s
    monkeypatch.setattr(job_progress, "refresh_s", lambda job: next(paces, None) or own_pace(job))
    app.button(key="cancel").click().run()
    assert Job.find(job.user_id, job.id).state is JobStatus.CANCELLED
    assert "Cancelled" in text_of(app)


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (JobStatus.QUEUED, "Waiting · orders.csv"),
        (JobStatus.PROCESSING, "43% · orders.csv"),
        (JobStatus.COMPLETED, "Done · orders.csv"),
        (JobStatus.FAILED, "Failed · orders.csv"),
        (JobStatus.CANCELLED, "Cancelled · orders.csv"),
    ],
)
def test_the_tab_says_how_far_the_job_is(save_job, status, shown):
    job = save_job(status, progress=43.7, filename="orders.csv")
    assert job_progress.tab_title(jobs.describe(job)) == shown


def test_a_title_of_ones_own_stands_in_the_tab(save_job):
    job = save_job(JobStatus.QUEUED, filename="orders.csv", title="My orders")
    assert job_progress.tab_title(jobs.describe(job)) == "Waiting · My orders"


def test_a_waiting_job_shows_its_place_in_the_queue(open_page, save_job):
    first, second = (save_job(JobStatus.QUEUED, age_s=age_s) for age_s in (120.0, 60.0))
    assert "Waiting: next in the queue" in text_of(open_page(links.STATUS, job=first.id))
    app = open_page(links.STATUS, job=second.id)
    assert "Waiting: number 2 in the queue" in text_of(app)
    assert labels(app) == ["Cancel"]


def test_a_file_that_cannot_be_read_is_not_tried_again(open_page, save_job):
    job = save_job(JobStatus.FAILED, progress=5.0, error=UNREADABLE)
    app = open_page(links.STATUS, job=job.id)
    page = text_of(app)
    assert "Only one column." in page
    assert "Add one." in page
    assert "Stopped at 5%" in page
    assert labels(app) == ["Delete"]
    assert [link.label for link in app.page_link] == ["Start with another file"]


def test_a_retry_says_which_one_it_is_and_queues_the_job(open_page, save_job):
    job = save_job(JobStatus.FAILED, error=READABLE)
    app = open_page(links.STATUS, job=job.id)
    assert labels(app) == ["Try again (2 of 3)", "Delete"]
    app.button(key="retry").click().run()
    assert not app.exception
    assert Job.find(job.user_id, job.id).state is JobStatus.QUEUED


def test_after_the_last_attempt_there_is_no_retry(open_page, save_job):
    app = open_page(links.STATUS, job=save_job(JobStatus.FAILED, error=READABLE, attempts=3).id)
    assert labels(app) == ["Delete"]


def test_a_completed_job_has_a_link_to_its_story(open_page, save_story):
    app = open_page(links.STATUS, job=save_story().job_id)
    assert "Done" in text_of(app)
    assert [link.label for link in app.page_link] == ["Read the story"]


def test_going_back_from_a_story_finds_its_job(open_page, save_story):
    story = save_story()
    app = open_page(links.STATUS, job=story.job_id)
    app.query_params[links.STORY_ID] = story.id
    app.switch_page(links.STATUS).run()
    assert "Done" in text_of(app)


@pytest.mark.parametrize("whose", ["nobody's", "someone else's"])
def test_an_unknown_job_and_a_foreign_one_look_the_same(open_page, save_job, whose):
    job = save_job(JobStatus.PROCESSING)
    app = open_page(links.STATUS, workspace="v" * 32, job=job.id if whose == "someone else's" else "0" * 32)
    assert "Job not found" in text_of(app)
    assert "orders.csv" not in text_of(app)
    assert labels(app) == []


def test_a_file_name_is_shown_as_it_is(open_page, save_job):
    app = open_page(links.STATUS, job=save_job(JobStatus.PROCESSING, filename="<b>$x$</b> :smile:.csv").id)
    assert "&lt;b&gt;$x$&lt;/b&gt; :smile:.csv" in text_of(app)


def test_it_looks_again_sooner_while_a_job_is_fresh(save_job):
    assert job_progress.refresh_s(save_job(JobStatus.QUEUED, age_s=0.0)) == pytest.approx(0.5)
    assert job_progress.refresh_s(save_job(JobStatus.PROCESSING, age_s=10.0)) == pytest.approx(2.0)


def test_the_texts_under_the_bar():
    moment = now()
    document = {
        "status": "processing",
        "progress": 61.9,
        "etaSeconds": 74.4,
        "attempts": 2,
        "maxAttempts": 3,
        "createdAt": (moment - timedelta(seconds=99)).isoformat(),
        "startedAt": (moment - timedelta(seconds=100)).isoformat(),
        "finishedAt": None,
    }
    told = ("61% done, about 1 min 14 s left · attempt 2 of 3", "1 min 40 s")
    assert job_progress.overall_text(document, moment) == told
    assert job_progress.overall_text({**document, "etaSeconds": None, "attempts": 1}, moment)[0] == "61% done"


@pytest.mark.parametrize(
    ("progress", "elapsed_s", "eta_s", "shown"),
    [
        (50.0, 20.0, 11.0, True),  # by its own pace it has 20 s to go
        (50.0, 20.0, 39.0, True),
        (50.0, 20.0, 9.0, False),
        (50.0, 20.0, 41.0, False),
        (0.0, 20.0, 20.0, False),  # has no pace yet
        (99.0, 20.0, 0.3, True),  # both are under the least that is shown
    ],
)
def test_the_time_left_is_shown_once_it_is_known_within_a_factor_of_two(progress, elapsed_s, eta_s, shown):
    moment = now()
    started = (moment - timedelta(seconds=elapsed_s)).isoformat()
    document = {"progress": progress, "etaSeconds": eta_s, "startedAt": started}
    assert bool(job_progress.left_text(document, moment)) is shown


def test_a_job_that_waits_says_that_its_file_has_arrived(open_page, save_job):
    page = text_of(open_page(links.STATUS, job=save_job(JobStatus.QUEUED).id))
    assert "Uploaded" in page
    assert "Uploading" not in page
