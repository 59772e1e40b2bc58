"""Everything of the caller's, withdrawn in one call."""

from models import Job, JobStatus, StoredStory, User


def test_everything_of_mine_goes_and_nothing_of_anybody_elses(browser, stranger, ann, new_story, new_job):
    new_story()
    new_job(JobStatus.FAILED)
    token = ann.create_token("laptop")
    kept = stranger.post("/api/upload", files={"file": ("a.csv", b"a,b\n1,2\n")}).json()["jobId"]
    answer = browser.delete("/api/me")
    assert (answer.status_code, answer.content) == (204, b"")
    assert browser.get("/api/jobs").json() == {"jobs": [], "next": None}
    assert (StoredStory.objects.count(), [job.id for job in Job.objects]) == (0, [kept])
    assert User.for_token(token) is None


def test_another_site_cant_ask_for_it(browser, new_story):
    new_story()
    assert browser.delete("/api/me", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert StoredStory.objects.count() == 1


def test_nobody_has_nothing_to_delete(anyone):
    assert anyone.delete("/api/me").status_code == 401
