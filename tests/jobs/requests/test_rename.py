"""Renaming: a job in any state, its story with it, also while that is being made."""

import pytest

import jobs
from jobs.life import ending
from jobs.life.progress import JobProgress
from models import JobStatus, Search, StoredStory
from pipeline.errors import OptionsError
from tests.jobs.documents import PACKED, saved_job, taken_job
from tests.jobs.processes import fresh


@pytest.mark.parametrize("status", list(JobStatus))
def test_a_job_in_any_state_is_renamed_and_found_by_its_new_title(user, status):
    job = saved_job(user, status, title="Old")
    assert jobs.rename(job, "  Our\u00a0own\n\x00title ").title == "Our own title"
    assert [one.id for one in jobs.history(user.id, Search("own"))[0]] == [job.id]
    assert jobs.history(user.id, Search("old")) == ([], None)


@pytest.mark.parametrize("while_made", [True, False])
def test_a_story_goes_by_the_latest_title_whenever_it_was_given(user, while_made):
    lease, job = taken_job(user)
    if while_made:
        jobs.rename(job, "Ours")
    assert ending.complete(lease, job, PACKED, JobProgress(job))
    if not while_made:
        jobs.rename(fresh(job), "Ours")
    assert StoredStory.facts(fresh(job).story_id).title == "Ours"
    assert (fresh(job).sort_name, fresh(job).row_count) == ("ours", PACKED.row_count)
    assert [one.id for one in jobs.history(user.id, Search(PACKED.headline))[0]] == [job.id]


@pytest.mark.parametrize("title", ["", "  ", "\n\t", "\u200b\x00"])
def test_a_title_of_nothing_is_refused(user, title):
    job = saved_job(user, title="Old")
    with pytest.raises(OptionsError, match="at least one letter"):
        jobs.rename(job, title)
    assert fresh(job).title == "Old"


def test_a_long_title_is_cut(user):
    assert jobs.rename(saved_job(user), "x" * 300).title == "x" * 200
